/** Whether supervisor's datatypes.py takes a value, by the option's type. */
import type { OptionRecord } from './reference.ts';

/** Signals of Linux by their names without SIG, as Python's module knows them. */
export const signals =
  'HUP INT QUIT ILL TRAP ABRT IOT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CLD CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO POLL PWR SYS RTMIN RTMAX'.split(
    ' ',
  );

const booleans = /^(?:yes|true|on|1|no|false|off|0)$/i;
/** Python's int(): blanks around it, one underscore between digits. */
const integer = /^[+-]?\d+(?:_\d+)*$/;

/** What Python's int() makes of such a text. */
export function numberOf(text: string): number {
  return Number(text.replaceAll('_', ''));
}

/** The next line may have come in by a slip of the indentation. */
const onOneLine = (value: string): boolean => !value.includes('\n');

const checks: Readonly<Record<string, (value: string, record: OptionRecord) => boolean>> = {
  bool: (value) => booleans.test(value),
  int: (value, { minimum }) => integer.test(value) && (minimum === undefined || numberOf(value) >= minimum),
  byte_size: (value) => /^[+-]?\d+(?:_\d+)*\s*(?:[kmg]b)?$/i.test(value),
  octal: (value) => /^[+-]?(?:0o)?[0-7]+(?:_[0-7]+)*$/i.test(value),
  signal: (value) => {
    const name = value.toUpperCase();
    // SIG_DFL is one as well.
    if (/^\d+$/.test(name)) return Number(name) <= 31 || Number(name) === 34 || Number(name) === 64;
    return signals.includes(name.replace(/^SIG/, ''));
  },
  enum: (value, { values = [] }) => {
    const lower = value.toLowerCase();
    if (values.includes('unexpected')) return booleans.test(value) || lower === 'unexpected';
    return values.includes(lower);
  },
  list_of_exit_codes: (value) =>
    value === '' ||
    value.split(',').every((code) => integer.test(code.trim()) && numberOf(code) >= 0 && numberOf(code) <= 255),
  comma_list_enum: (value, { values = [] }) =>
    value.split(',').every((event) => values.includes(event.trim().toUpperCase())),
  host_port: (value) => isPort(/:([^:]*)$/.exec(value)?.[1] ?? value),
  tcp_or_unix_url: (value) => {
    const port = /^tcp:\/\/[^\s:]+:(\d+)$/.exec(value)?.[1];
    return port === undefined ? value.startsWith('unix:///') : isPort(port);
  },
  url_http_or_unix: (value) => /^(?:https?|unix):\/\/./s.test(value),
  user: onOneLine,
  'user[:group]': onOneLine,
  existing_dir: onOneLine,
  // As pkg_resources reads an entry point.
  entry_point_ref: (value) => /^(?:.*=)?\s*[\w.]+\s*(?::\s*[\w.]+)?\s*(?:\[.*\])?$/.test(value),
};

/** True for types that cannot be judged without the machine, and for what is expanded when it runs. */
export function isValid(value: string, record: OptionRecord): boolean {
  const check = checks[record.type];
  if (!check) return true;
  if (!value.includes('%')) return check(value.trim(), record);
  return value.replaceAll('%%', '').includes('%') || check(value.replaceAll('%%', '%').trim(), record);
}

function isPort(text: string): boolean {
  return integer.test(text.trim()) && numberOf(text) >= 1 && numberOf(text) <= 65535;
}

/** What a type takes, for completion. */
export function valuesOf(record: OptionRecord): readonly string[] {
  if (record.type === 'bool') return ['true', 'false'];
  if (record.type === 'signal') return ['TERM', 'HUP', 'INT', 'QUIT', 'KILL', 'USR1', 'USR2'];
  if (record.type === 'logfile') return ['AUTO', 'NONE', '/dev/fd/1', '/dev/fd/2'];
  if (record.type === 'url_or_AUTO') return ['AUTO'];
  if (record.type === 'byte_size') return ['0', '10MB', '50MB', '1GB'];
  if (record.type === 'octal') return ['022', '027', '007', '077'];
  return record.values ?? [];
}
