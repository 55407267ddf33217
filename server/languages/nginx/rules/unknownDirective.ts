/** nginx: `unknown directive "%s"`. */
import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { File, Finding, Fix, Rule, Span } from '../../../types.ts';
import { placesNamed } from '../../../walk.ts';
import { nearest } from '../../spelling.ts';
import { entries } from '../entries.ts';
import { faults } from '../faults.ts';
import prefixes from '../reference/prefixes.json';
import { directives, removed } from '../reference.ts';

/** A text with more unknown names than this is something else. */
const mostGuesses = 1000;

export const unknownDirective: Rule = {
  id: 'unknown-directive',
  severity: 'error',
  *check(file, { options }) {
    const known = new Set(options.nginx.directives);
    const isLoaded = loadsUnknownModule(file);
    const guesses = new Map<string, Guess | undefined>();
    for (const { statement, context } of faults(file, 'unknown-directive')) {
      const { text, start, end } = statement.name;
      if (removed.has(text) || known.has(text)) continue;
      const isBlock = statement.body !== undefined;
      const key = `${context} ${isBlock} ${text}`;
      if (!guesses.has(key)) guesses.set(key, guesses.size < mostGuesses ? guess(text, context, isBlock) : undefined);
      yield finding({ start, end }, text, guesses.get(key), isLoaded || isOfOthers(text));
    }
  },
};

interface Guess {
  /** What takes the word's place. */
  text: string;
  isSure: boolean;
  /** The directive after which a blank is missing. */
  glued?: string;
}

function finding(span: Span, name: string, guessed: Guess | undefined, isLoaded: boolean): Finding {
  // A module of which nothing is known here may bring the directive along.
  const severity = isLoaded && !guessed ? { severity: 'information' as const } : {};
  if (!guessed)
    return { ...span, message: l10n.t('Unknown directive "{0}".', name), ...severity, fixes: [makeKnown(name)] };
  const { text, isSure, glued } = guessed;
  return {
    ...span,
    message:
      glued === undefined
        ? l10n.t('Unknown directive "{0}". Did you mean "{1}"?', name, text)
        : l10n.t('Unknown directive "{0}": a space is missing after "{1}".', name, glued),
    fixes: [
      { title: l10n.t('Change to "{0}"', text), edits: [{ ...span, text }], preferred: isSure },
      ...(isSure || isSlip(name, text) ? [] : [makeKnown(name)]),
    ],
  };
}

/** Modules that nobody here knows have directives too. */
function makeKnown(name: string): Fix {
  const title = l10n.t('Make "{0}" known in the settings', name);
  return { title, edits: [], setting: { name: 'nginx.directives', adds: name } };
}

function guess(word: string, context: string, isBlock: boolean): Guess | undefined {
  const glued = /^([a-z]\w*)([^\w-].*)$/s.exec(word);
  if (glued?.[1] !== undefined && directives.has(glued[1])) {
    const text = `${glued[1]} ${glued[2]?.replace(/^[=:]/, '')}`;
    return { text, isSure: true, glued: glued[1] };
  }
  if (!/^\w/.test(word)) return undefined;
  const here = entries(context).flatMap(({ name, kind }) => ((kind === 'block') === isBlock ? name : []));
  const longer = here.filter((name) => name.startsWith(word));
  const shortest = longer.reduce((best, name) => (name.length < best.length ? name : best), longer[0] ?? '');
  const isUnfinished = word.length >= 3 && longer.length > 0 && longer.every((name) => name.startsWith(shortest));
  const text = isUnfinished ? shortest : nearEnough(word, here);
  if (text !== undefined) return { text, isSure: isSlip(word, text) };
  // Where it is not allowed, the next message will say so.
  const elsewhere = [...directives].flatMap(([name, records]) =>
    records.some((record) => Boolean(record.block) === isBlock) ? name : [],
  );
  const other = word.length < 5 ? undefined : nearEnough(word, elsewhere);
  return other === undefined ? undefined : { text: other, isSure: false };
}

/** The nearest of the names; two wrong letters in a short word are too many, unless they only changed places. */
function nearEnough(word: string, names: readonly string[]): string | undefined {
  const name = nearest(word, names);
  if (name === undefined || word.length >= 6 || haveSameLetters(word, name)) return name;
  return distance(word.toLowerCase(), name) <= 1 ? name : undefined;
}

/** Whether the word differs from what is meant by one letter, two that changed places, or two in a long word. */
function isSlip(word: string, meant: string): boolean {
  if (haveSameLetters(word, meant)) return true;
  const away = distance(word.toLowerCase(), meant);
  if (away <= 1) return Math.max(word.length, meant.length) > 3;
  return away === 2 && word.length >= 10 && word.charAt(0) === meant.charAt(0);
}

function haveSameLetters(word: string, name: string): boolean {
  const letters = (text: string): string => [...text.toLowerCase()].sort().join('');
  return letters(word) === letters(name);
}

/** Modules of which little more is known than how their directives begin. */
function isOfOthers(name: string): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}

/** Modules by the names of their files; some files hold several. */
const modules = new Set([
  'ndk_http_module',
  'ngx_mail_module',
  'ngx_stream_module',
  ...[...directives.values()].flatMap((records) => records.map((record) => record.module)),
]);

function loadsUnknownModule(file: File): boolean {
  return placesNamed(file, 'load_module').some(({ statement }) => {
    const path = statement.args[0]?.text ?? '';
    return !modules.has(path.slice(path.lastIndexOf('/') + 1).replace(/\.so$/, ''));
  });
}
