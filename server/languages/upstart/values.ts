/** What Upstart 1.13's parse_job.c takes for a value, by its kind; numbers as C's strtol and strtoul read them. */

/** libnih's names, with or without SIG; UNUSED is one of glibc before 2.26. */
export const signals =
  'HUP INT QUIT ILL TRAP ABRT IOT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO POLL PWR SYS UNUSED'.split(
    ' ',
  );

export const words = {
  expectation: ['stop', 'daemon', 'fork', 'none'],
  console: ['none', 'output', 'owner', 'log'],
  resource: [
    'as',
    'core',
    'cpu',
    'data',
    'fsize',
    'memlock',
    'msgqueue',
    'nice',
    'nofile',
    'nproc',
    'rss',
    'rtprio',
    'sigpending',
    'stack',
  ],
} as const;

export type ValueKind =
  | 'text'
  | keyof typeof words
  | 'seconds'
  | 'count'
  | 'limit'
  | 'exit status'
  | 'signal'
  | 'mask'
  | 'nice'
  | 'oom score'
  | 'oom adjustment';

/** The number that the whole text is, as strtol reads it; undefined where it stops earlier or does not fit. */
function signed(text: string): bigint | undefined {
  const number = digitsOf(text, /^[\t-\r ]*([+-]?)0*(\d{1,20})$/);
  return number !== undefined && BigInt.asIntN(64, number) === number ? number : undefined;
}

/** As strtoul does, which turns a negative number round. */
function unsigned(text: string, base: 8 | 10 = 10): bigint | undefined {
  const number = digitsOf(
    text,
    base === 8 ? /^[\t-\r ]*([+-]?)0*([0-7]{1,22})$/ : /^[\t-\r ]*([+-]?)0*(\d{1,20})$/,
    base,
  );
  if (number === undefined || BigInt.asUintN(64, number < 0n ? -number : number) !== (number < 0n ? -number : number))
    return undefined;
  return BigInt.asUintN(64, number);
}

function digitsOf(text: string, form: RegExp, base = 10): bigint | undefined {
  const [, sign, digits] = form.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = BigInt(base === 8 ? `0o${digits}` : digits);
  return sign === '-' ? -number : number;
}

const asInt = (number: bigint | undefined): number | undefined =>
  number === undefined ? undefined : Number(BigInt.asIntN(32, number));

const isBetween = (number: number | undefined, least: number, most: number): boolean =>
  number !== undefined && number >= least && number <= most;

/** Whether init takes the value; what only the machine knows is always taken. */
export function isTaken(kind: ValueKind, text: string): boolean {
  switch (kind) {
    case 'text':
      return true;
    case 'expectation':
    case 'console':
    case 'resource':
      return (words[kind] as readonly string[]).includes(text);
    case 'seconds':
      return (signed(text) ?? -1n) >= 0n;
    case 'count':
      return text === 'unlimited' || isBetween(asInt(signed(text)), 0, 0x7fffffff);
    case 'limit':
      return text === 'unlimited' || unsigned(text) !== undefined;
    case 'exit status':
    case 'signal':
      return signals.includes(text.replace(/^SIG/, '')) || (unsigned(text) ?? 0x80000000n) <= 0x7fffffffn;
    case 'mask':
      return ((unsigned(text, 8) ?? 0o1000n) & 0xfffffe00n) === 0n;
    case 'nice':
      return isBetween(asInt(signed(text)), -20, 19);
    case 'oom score':
      return text === 'never' || isBetween(asInt(signed(text)), -1000, 1000);
    case 'oom adjustment':
      return text === 'never' || isBetween(asInt(signed(text)), -17, 15);
  }
}
