/** `env:NAME = value`: the colon ends the key, so that there is one key `env`, which nobody reads. */
import * as l10n from '@vscode/l10n';
import type { Fix, Rule, Token } from '../../../types.ts';
import { startsProcess } from '../reference.ts';
import { sectionsOf } from '../sections.ts';

export const variableInProcess: Rule = {
  id: 'variable-in-process',
  severity: 'warning',
  *check(file) {
    const all = sectionsOf(file);
    for (const { statement, kind, name } of all) {
      if (!startsProcess(kind)) continue;
      for (const { name: key, args, start, end } of statement.body ?? []) {
        const [value] = args;
        if (key.text.toLowerCase() !== 'env') continue;
        const home = all.find((other) => other.kind === 'env' && other.name === name)?.statement;
        yield {
          start,
          end,
          message: l10n.t('gafferd reads no variables here: they stand in a section [env:{0}].', name),
          fixes:
            value && /^\w+\s*[=:]/.test(value.text) ? [moved(file.text, { start, end }, value, name, home?.name)] : [],
        };
      }
    }
  },
};

function moved(
  text: string,
  { start, end }: { start: number; end: number },
  value: Token,
  name: string,
  home: Token | undefined,
): Fix {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineFeed = text.indexOf('\n', end);
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const line = text.slice(value.start, value.end);
  const homeEnd = home === undefined ? -1 : text.indexOf('\n', home.end);
  const gap = text.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
  const added =
    homeEnd >= 0
      ? { start: homeEnd + 1, end: homeEnd + 1, text: line + lineEnd }
      : { start: text.length, end: text.length, text: `${gap}[env:${name}]${lineEnd}${line}${lineEnd}` };
  return {
    title: l10n.t('Move it to {0}', `[env:${name}]`),
    edits: [{ start: lineStart, end: lineFeed < 0 ? text.length : lineFeed + 1, text: '' }, added].sort(
      (a, b) => a.start - b.start,
    ),
  };
}
