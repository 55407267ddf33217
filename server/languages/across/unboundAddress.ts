/** A proxy and an application that nearly meet: where nginx goes nothing listens, and where Gunicorn listens no proxy goes. */
import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import { oncePerGroup } from '../../memory.ts';
import { type Named, namesOf } from '../../names.ts';
import type { File, Finding, Fix, NameUse, Rule } from '../../types.ts';
import { areAlike, isLocal, isSocket, portOf } from '../addresses.ts';
import { nameOf } from './proxied.ts';
import { type Bound, type Reached, sidesOf } from './workspace.ts';

/** More candidates than this say that the names are alike by design. */
const mostCandidates = 2;
const nearestNames = 2;

export const unboundAddress: Rule = {
  id: 'unbound-address',
  severity: 'warning',
  *check(file, project) {
    const pairs = missed(project.files(), project);
    if (pairs.length === 0) return;
    const own = namesOf(file).filter(({ kind }) => kind === 'address');
    for (const use of own) {
      const mine = pairs.filter(({ reached, bound }) => reached.use === use || bound.use === use);
      if (mine.length > 0 && mine.length <= mostCandidates) yield findingOf(file, use, mine);
    }
  },
};

interface Missed {
  reached: Reached;
  bound: Bound;
}

/** What nobody answers beside what nobody asks, where their names are near. */
const missed = oncePerGroup((_, project): readonly Missed[] => {
  const sides = sidesOf(project);
  if (!sides) return [];
  const reached = sides.reached.filter(({ use }) => isLocal(use) && !sides.isBound(use));
  const bound = sides.bound.filter(({ use }) => !sides.isReached(use));
  const sockets = (list: readonly Named[]): number =>
    new Set(list.filter(({ use }) => isSocket(use)).map(({ use }) => use.scope)).size;
  const isOnly = sockets(reached) === 1 && sockets(bound) === 1;
  return reached.flatMap((one) =>
    bound
      .filter((other) => isNear(one.use, other.use, isOnly))
      .map((other): Missed => ({ reached: one, bound: other })),
  );
});

function isNear(reached: NameUse, bound: NameUse, isOnly: boolean): boolean {
  if (isSocket(reached) !== isSocket(bound)) return false;
  if (!isSocket(reached)) {
    const [one, other] = [String(portOf(reached)), String(portOf(bound))];
    return one === other || (one.length === other.length && one[0] === other[0] && distance(one, other) === 1);
  }
  // A relative path begins where the program runs.
  if (!reached.name.startsWith('/') || !bound.name.startsWith('/')) return false;
  const [folder, name] = parted(reached.name);
  const [otherFolder, otherName] = parted(bound.name);
  return isOnly || name === otherName || (folder === otherFolder && distance(name, otherName) <= nearestNames);
}

function parted(path: string): [string, string] {
  const slash = path.lastIndexOf('/') + 1;
  return [path.slice(0, slash), path.slice(slash)];
}

function findingOf(file: File, use: NameUse, pairs: readonly Missed[]): Finding {
  const isProxy = pairs.some(({ reached }) => reached.use === use);
  const others = pairs.map((pair) => (isProxy ? pair.bound : pair.reached));
  const [first] = others;
  const place = first ? nameOf(first.file) : '';
  const said = first ? first.use.name : '';
  return {
    start: use.start,
    end: use.end,
    message: isProxy
      ? l10n.t(
          'Nothing in this workspace listens at "{0}"; in {1} Gunicorn listens at "{2}", where no proxy goes.',
          use.name,
          place,
          said,
        )
      : l10n.t(
          'No proxy in this workspace goes to "{0}"; in {1} one goes to "{2}", where nothing listens.',
          use.name,
          place,
          said,
        ),
    fixes: others.flatMap((other) => [...changeHere(file, use, other), ...changeThere(use, other)]),
  };
}

function changeHere(file: File, use: NameUse, other: Named): Fix[] {
  if (!isPlain(file, use)) return [];
  const text = adapted(use, other.use);
  return [{ title: l10n.t('Change to "{0}"', text), edits: [{ start: use.start, end: use.end, text }] }];
}

function changeThere(use: NameUse, other: Named): Fix[] {
  if (!isPlain(other.file, other.use)) return [];
  const text = adapted(other.use, use);
  const title = l10n.t('Change "{0}" to "{1}" in {2}', other.use.name, text, nameOf(other.file));
  return [{ title, edits: [{ start: other.use.start, end: other.use.end, text, file: other.file }] }];
}

/** Between escapes and joined quotes it is not certain what stands where. */
function isPlain({ text }: File, { start, end, name }: NameUse): boolean {
  const source = text.slice(start, end);
  return source === name || source.toLowerCase() === name || name.startsWith(`${source}:`);
}

/** The other's address as this side says it: its own host where that can meet the other's. */
function adapted(use: NameUse, other: NameUse): string {
  if (isSocket(other)) return other.name;
  const host = use.name.replace(/:\d+$/, '');
  const moved = { ...use, scope: other.scope, name: `${host}:${portOf(other)}` };
  return areAlike(moved, other) ? moved.name : other.name;
}
