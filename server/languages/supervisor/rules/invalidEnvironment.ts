/** `environment` is a list of KEY="value" with commas between; what is not, ends the start of supervisord or is cut off. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Rule, Token } from '../../../types.ts';
import { readEnvironment } from '../environment.ts';
import { optionsOfType, sourceOf } from '../options.ts';

/** What nearly all of them are. */
const plainPairs = /^(?:[\w/.+\-():]+\s*=\s*(?:"[^"]*"|'[^']*'|[\w/.+\-():]+)\s*(?:,\s*|$))+$/;

export const invalidEnvironment: Rule = {
  id: 'invalid-environment',
  severity: 'error',
  *check(file) {
    for (const { value } of optionsOfType(file, 'env_pairs')) yield* judged(file, value);
  },
};

function* judged(file: File, value: Token): Iterable<Finding> {
  const source = sourceOf(file, value);
  if (plainPairs.test(source)) return;
  // Their values may bring anything.
  const plain = source.includes('%')
    ? source.replace(/%\([^)]*\)[a-z]/g, (found) => 'x'.repeat(found.length)).replace(/%%/g, '% ')
    : source;
  const { fault, cut } = readEnvironment(plain, value.start);
  if (!fault && cut.length === 0) return;
  const fixes = fixesOf(source, value);
  if (fault)
    yield {
      ...fault,
      message: l10n.t(
        'supervisord cannot read this as KEY="value",KEY2="value": values with other signs than /.+-():_ need quotes.',
      ),
      fixes,
    };
  else
    for (const { start, end, text } of cut)
      yield {
        start,
        end,
        message: l10n.t('From here on the value of {0} is cut off in silence: it needs quotes.', text),
        fixes,
      };
}

/** Each value in quotes, where it is plain which the values are. */
function fixesOf(source: string, { start, end }: Token): Fix[] {
  if (/["']/.test(source)) return [];
  const pairs = source
    .split(/[,\n]+/)
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  const read = pairs.map((pair) => /^(\w+)\s*=\s*(\S.*)$/.exec(pair));
  if (read.some((pair) => pair === null) || read.some((pair) => /\s\w+=/.test(pair?.[2] ?? ''))) return [];
  const text = read.map((pair) => `${pair?.[1]}="${pair?.[2]}"`).join(',');
  return text === source
    ? []
    : [{ title: l10n.t('Put the values in quotes'), edits: [{ start, end, text }], preferred: true }];
}
