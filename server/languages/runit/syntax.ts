/**
 * Where a shell stops reading a script. unbash reads as bash does and has limits of its own, so only those of its errors are said that
 * dash and bash both stop at (`dash -n`, `bash -n`; test/runit-oracle.test.ts), in our words.
 */
import * as l10n from '@vscode/l10n';
import type { Problem, Span } from '../../types.ts';
import { readShell, type ShellReading } from '../shell/read.ts';

const openings: Readonly<Record<string, string>> = {
  'single quote': "'",
  'double quote': '"',
  backtick: '`',
  'command substitution': '$(',
  'arithmetic expansion': '$((',
  'parameter expansion': '${',
};

/** The library's words in ours; undefined for what not every shell refuses. */
function saidOf(message: string): string | undefined {
  const closing = /^expected '(\w+|\)|\})' to close '?(\w+|subshell|brace group)'?$/.exec(message);
  if (closing) return l10n.t('"{0}" is missing, which ends "{1}".', closing[1] ?? '', signOf(closing[2] ?? ''));
  const open = openings[/^unterminated (.*)$/.exec(message)?.[1] ?? ''];
  if (open !== undefined) return l10n.t('{0} is not closed.', open);
  const word = /^expected '(then|do|in)'/.exec(message)?.[1];
  if (word !== undefined) return l10n.t('"{0}" is missing here.', word);
  const token = /^unexpected token '(.+)'$/s.exec(message)?.[1];
  if (token === 'newline') return l10n.t('The line ends too early.');
  if (token !== undefined) return l10n.t('"{0}" cannot stand here.', token);
  if (/^expected command (?:in|after) (?!'coproc')/.test(message)) return l10n.t('A command is missing here.');
  if (/^expected (?:word|redirect target)/.test(message)) return l10n.t('A word is missing here.');
  return undefined;
}

function signOf(group: string): string {
  return group === 'subshell' ? '(' : group === 'brace group' ? '{' : group;
}

export function syntaxErrors(text: string, { commands, error }: ShellReading): Problem[] {
  const message = error && saidOf(error.message);
  if (!error || message === undefined) return [];
  const [, closing = '', opening = ''] = /^expected '(\w+)' to close '(\w+)'$/.exec(error.message) ?? [];
  const swallowed = closing === '' ? undefined : wordOfAnother(text, commands, closing);
  if (swallowed)
    return [
      {
        rule: 'syntax',
        severity: 'error',
        start: swallowed.start,
        end: swallowed.end,
        message: l10n.t(
          '"{0}" is an argument here and does not end "{1}": a ";" is missing before it.',
          closing,
          opening,
        ),
        fixes: [
          {
            title: l10n.t('Insert ";"'),
            edits: [{ start: swallowed.after, end: swallowed.after, text: ';' }],
            preferred: true,
          },
        ],
      },
    ];
  // What is missing at the end is told at the last sign of the text.
  const start = Math.max(0, Math.min(error.offset, text.trimEnd().length - 1));
  return [{ rule: 'syntax', severity: 'error', start, end: Math.min(start + 1, text.length), message }];
}

/** The keyword as the argument of a command, where a `;` before it makes the script whole. */
function wordOfAnother(
  text: string,
  commands: ShellReading['commands'],
  keyword: string,
): (Span & { after: number }) | undefined {
  for (const { words } of commands) {
    const index = words.findIndex((word, place) => place > 0 && word.text === keyword && word.quote === '');
    const word = words[index];
    const after = words[index - 1]?.end;
    if (!word || after === undefined) continue;
    const mended = readShell(`${text.slice(0, after)};${text.slice(after)}`);
    return mended.error ? undefined : { start: word.start, end: word.end, after };
  }
  return undefined;
}
