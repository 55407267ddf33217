/** Whether systemd's own readers take a value, and what they want instead (conf-parser.c, load-fragment.c, time-util.c). */
import * as l10n from '@vscode/l10n';
import { nearest } from '../spelling.ts';
import { choicesOf, type Kind } from './keys.ts';

export interface ValueFault {
  message: string;
  /** What is surely or nearly meant. */
  meant?: string;
}

const booleans = /^(?:1|yes|y|true|t|on|0|no|n|false|f|off)$/i;
/** Of these keys a boolean is taken beside their own words. */
const alsoBoolean: ReadonlySet<string> = new Set([
  'ProtectSystem',
  'ProtectHome',
  'RuntimeDirectoryPreserve',
  'PrivateTmp',
]);
const outputs: ReadonlySet<string> = new Set(
  'inherit null tty journal journal+console kmsg kmsg+console socket fd syslog syslog+console'.split(' '),
);

export function valueFault(key: string, text: string, kind: Kind | undefined): ValueFault | undefined {
  switch (kind) {
    case 'boolean':
      return booleans.test(text) ? undefined : { message: l10n.t('it is true or false.') };
    case 'choice':
      return choiceFault(key, text);
    case 'time':
      return isTime(text) ? undefined : { message: l10n.t('it is a time such as 30, 30s or 1min 30s.') };
    case 'signal':
      return isSignal(text) ? undefined : { message: l10n.t('it is the name of a signal, such as TERM.') };
    case 'mode':
      return /^[0-7]{1,5}$/.test(text) && Number.parseInt(text, 8) <= 0o7777
        ? undefined
        : { message: l10n.t('it is an octal number such as 022.') };
    case 'number':
      return /^\+?(?:\d+|0x[\da-f]+|0b[01]+|0o[0-7]+)$/i.test(text)
        ? undefined
        : { message: l10n.t('it is a whole number from {0} on.', 0) };
    case 'output':
      return outputFault(text);
    case 'memory':
      return memoryFault(text);
    default:
      return undefined;
  }
}

function choiceFault(key: string, text: string): ValueFault | undefined {
  const words = choicesOf.get(key) ?? [];
  if (words.includes(text) || (alsoBoolean.has(key) && booleans.test(text))) return undefined;
  const near = nearest(text, words);
  return { message: l10n.t('it is one of {0}.', words.join(', ')), ...(near !== undefined && { meant: near }) };
}

const units = [
  'seconds|second|sec|s|minutes|minute|min|months|month|msec|ms|m|hours|hour|hr|h|days|day|d|weeks|week|w|M',
  'years|year|y|usec|us|µs|μs',
].join('|');
const timePart = new RegExp(`\\s*\\+?(\\d+(?:\\.\\d+)?|\\.\\d+)(\\s*)(${units})?`, 'y');

/** parse_time: numbers with units, `5.5.5` and a lone dot aside. */
export function isTime(text: string): boolean {
  return /^\s*infinity\s*$/.test(text) || secondsOf(text) !== undefined;
}

const inSeconds: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
  w: 604800,
  M: 2629800,
  y: 31557600,
};

/** The length of a time in seconds; undefined where it is none, or has no end. */
export function secondsOf(text: string): number | undefined {
  const whole = text.trimEnd();
  let at = 0;
  let seconds = 0;
  while (at < whole.length) {
    timePart.lastIndex = at;
    const found = timePart.exec(whole);
    if (!found || found[0] === '') return undefined;
    at += found[0].length;
    const [, number = '', blanks = '', unit] = found;
    // A number ends at a blank, a unit or the end.
    if (unit === undefined && blanks === '' && at < whole.length) return undefined;
    seconds += Number(number) * (inSeconds[shortUnit(unit ?? 's')] ?? 1);
  }
  return at > 0 ? seconds : undefined;
}

function shortUnit(unit: string): string {
  if (/^(?:u|µ|μ)/.test(unit)) return 'us';
  if (/^ms/.test(unit)) return 'ms';
  return unit === 'M' || unit.startsWith('mon') ? 'M' : unit.charAt(0);
}

const signals: ReadonlySet<string> = new Set(
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS IOT POLL'.split(
    ' ',
  ),
);

function isSignal(text: string): boolean {
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= 64;
  const name = text.replace(/^SIG/, '');
  return signals.has(name) || /^RTMIN(?:\+\d+)?$|^RTMAX(?:-\d+)?$/.test(name);
}

function outputFault(text: string): ValueFault | undefined {
  if (outputs.has(text) || /^fd:/.test(text) || /^(?:file|append|truncate):[/%]/.test(text)) return undefined;
  if (text.startsWith('/'))
    return { message: l10n.t('a file is written "append:/path" or "file:/path".'), meant: `append:${text}` };
  const near = nearest(text, outputs);
  return {
    message: l10n.t('it is one of {0}.', 'journal, null, append:/path …'),
    ...(near !== undefined && { meant: near }),
  };
}

const sizePart = /\s*\d+(?:\.\d*)?\s*[BKMGTPE]?/y;

/** parse_size, with a percentage or "infinity" in its place. */
function memoryFault(text: string): ValueFault | undefined {
  if (/^(?:infinity|\d+(?:\.\d+)?[%‰‱])$/.test(text)) return undefined;
  let at = 0;
  while (at < text.length) {
    sizePart.lastIndex = at;
    if (!sizePart.test(text)) break;
    at = sizePart.lastIndex;
  }
  if (at === text.length) return undefined;
  const found = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])|([KMGTkmgt])i?[Bb])$/.exec(text);
  if (!found) return { message: l10n.t('a size is written with K, M, G or T.') };
  const meant = `${found[1]}${(found[2] ?? found[3] ?? '').toUpperCase()}`;
  return { message: l10n.t('a size is written with K, M, G or T.'), meant };
}
