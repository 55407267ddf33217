import * as l10n from '@vscode/l10n';
import type { File, Fix, Rule, Statement, Token } from '../../../types.ts';
import { formOf } from '../reference.ts';
import { shapeFor } from '../shapes.ts';
import { faultsOf } from './faults.ts';

/** "Expected token" and "Unexpected token": too few words, or too many, mostly for want of quotes. */
export const stanzaValueCount: Rule = {
  id: 'stanza-value-count',
  severity: 'error',
  *check(file) {
    for (const { kind, statement, start, end } of faultsOf(file, ['missing value', 'unexpected value'])) {
      const form = formOf(statement);
      if (kind === 'unexpected value') {
        const message =
          form === statement.name.text
            ? l10n.t('"{0}" takes nothing behind it: Upstart refuses the file here.', form)
            : l10n.t('Upstart takes "{0}" and refuses the file at the next word.', form);
        yield { start, end, message, fixes: tooMany(file, statement, start) };
      } else if (statement.args.some((word) => word.start === start && word.text === '')) {
        yield {
          start,
          end,
          message: l10n.t('An empty text counts as none: Upstart expects a word and refuses the file.'),
        };
      } else {
        const message = l10n.t('Something is missing: Upstart takes "{0}" and refuses the file.', form);
        yield { start, end, message, fixes: tooFew(statement) };
      }
    }
  },
};

function tooFew({ name, args, end }: Statement): Fix[] {
  const last = args[args.length - 1]?.text ?? '';
  const add = (text: string): Fix[] => [
    { title: l10n.t('Insert "{0}"', text), edits: [{ start: end, end, text: ` ${text}` }] },
  ];
  if (name.text === 'limit' && args.length === 2) return add(last);
  if (name.text === 'respawn' && args.length === 2) return add('5');
  return [];
}

function tooMany(file: File, { name, args, end }: Statement, from: number): Fix[] {
  const [first] = args;
  if (!first) return [];
  const source = file.text.slice(first.start, end);
  const shape = shapeFor(name.text, first.text)?.shape;
  const isText = shape?.values.length === 1 && shape.values[0] === 'text' && !shape.repeats;
  const before = args.findLast((word) => word.end <= from)?.end ?? name.end;
  const remove: Fix = {
    title: l10n.t('Remove "{0}"', shortened(file.text.slice(from, end))),
    edits: [{ start: before, end, text: '' }],
  };
  if (!isText || source.includes('\n')) return [remove];
  if (name.text === 'env') return assignments(file, first, args, end) ?? [remove];
  const quote = source.includes('"') ? "'" : '"';
  if (source.includes(quote) || !/^(?:description|author|version|usage)$/.test(name.text)) return [remove];
  return [
    {
      title: l10n.t('Put the text in quotes'),
      edits: [
        { start: first.start, end: first.start, text: quote },
        { start: end, end, text: quote },
      ],
      preferred: true,
    },
  ];
}

const variable = /^[A-Za-z_]\w*$/;

/** `A = b`, `A b`, `A=b c` and `A=b C=d`. */
function assignments({ text }: File, first: Token, args: readonly Token[], end: number): Fix[] | undefined {
  const change = (to: string, preferred: boolean): Fix[] => [
    {
      title: l10n.t('Change to "{0}"', shortened(to)),
      edits: [{ start: first.start, end, text: to }],
      ...(preferred && { preferred }),
    },
  ];
  const sources = args.map(({ start, end: until }) => text.slice(start, until));
  const [key = '', second = '', third] = sources;
  const isPair = variable.test(key);
  if (isPair && second === '=' && sources.length === 3) return change(`${key}=${third ?? ''}`, true);
  if (isPair && second.startsWith('=') && sources.length === 2) return change(`${key}${second}`, true);
  if (/^[A-Za-z_]\w*=$/.test(key) && sources.length === 2) return change(`${key}${second}`, true);
  if (isPair && sources.length === 2 && !second.includes('=')) return change(`${key}=${second}`, true);
  if (sources.every((source) => /^[A-Za-z_]\w*=/.test(source))) return change(sources.join('\nenv '), true);
  const value = text.slice(first.start + key.indexOf('=') + 1, end);
  if (!/^[A-Za-z_]\w*=./.test(key) || /["']/.test(value)) return undefined;
  return change(`${key.slice(0, key.indexOf('='))}="${value}"`, false);
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
