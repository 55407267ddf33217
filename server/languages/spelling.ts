/** "Did you mean": the known word nearest to an unknown one. */
import { distance } from 'fastest-levenshtein';

/** The nearest of the words, when it is near enough to be surely meant; earlier ones win a tie. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const most = word.length <= 3 ? 1 : word.length <= 8 ? 2 : 3;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const away = distance(lower, candidate.toLowerCase());
    if (away < least) {
      best = candidate;
      least = away;
    }
  }
  return best;
}
