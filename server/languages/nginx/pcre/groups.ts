/** What follows an opening bracket: kinds of groups, options, verbs, conditions (parse_regex in pcre2_compile.c). */
import * as l10n from '@vscode/l10n';
import { refer, relative } from './escapes.ts';
import { readName } from './names.ts';
import type { PatternFault, Reader } from './reader.ts';

export interface Group {
  start: number;
  /** White space and comments are skipped inside. */
  isExtended: boolean;
  /** Only named groups capture. */
  capturesNames: boolean;
  /** Several groups may have one name. */
  allowsDuplicates: boolean;
  /** The next group is an assertion in the place of a condition. */
  expectsAssertion?: boolean;
  /** An assertion in the place of a condition: it cannot be repeated. */
  isCondition?: boolean;
  /** Inside of a lookbehind, whose length must be limited. */
  looksBehind: boolean;
  /** It looks ahead, and so has no length, however often it is repeated. */
  looksAhead?: boolean;
  /** A `(?|`: every branch counts its groups from here. */
  reset?: { from: number; most: number };
  /** How many branches may stand there, and how many do. */
  mostBranches?: number;
  branches: number;
}

/** What was read: a group that is open now, or something whole, which can be repeated or not. */
export type Opened = Group | { isRepeatable: boolean };

const alphaAssertions = new Set(
  (
    'atomic pla plb napla naplb nla nlb sr asr positive_lookahead positive_lookbehind negative_lookahead ' +
    'negative_lookbehind non_atomic_positive_lookahead non_atomic_positive_lookbehind script_run atomic_script_run'
  ).split(' '),
);
const behind = /^(?:naplb|plb|nlb|.*lookbehind)$/;
const ahead = /^(?:napla|pla|nla|.*lookahead)$/;
const verbs = new Set(['ACCEPT', 'COMMIT', 'F', 'FAIL', 'MARK', 'PRUNE', 'SKIP', 'THEN', '']);

/** Reads on from behind the `(`. */
export function readGroup(reader: Reader, outer: Group): Opened {
  const start = reader.at - 1;
  const group = (more: Partial<Group> = {}): Group => {
    const { isExtended, capturesNames, allowsDuplicates, looksBehind } = outer;
    const isCondition = outer.expectsAssertion === true;
    outer.expectsAssertion = false;
    return { start, isExtended, capturesNames, allowsDuplicates, looksBehind, isCondition, branches: 1, ...more };
  };
  if (reader.peek() === '*' && /[A-Za-z:]/.test(reader.peek(1))) return readVerb(reader, start, outer, group);
  if (reader.peek() === '*' && /\s/.test(reader.peek(1)))
    throw reader.fault(start, l10n.t('"{0}" is no verb of PCRE.', '(*'));
  if (!reader.skip('?')) {
    if (!outer.capturesNames) reader.groups++;
    return group();
  }
  if (reader.isAtEnd) return group();
  if (reader.skip('|')) return group({ reset: { from: reader.groups, most: reader.groups } });
  if (reader.skip(':') || reader.skip('>')) return group();
  if (reader.skip('=') || reader.skip('!') || reader.skip('*')) return group({ looksBehind: false, looksAhead: true });
  if (reader.match(/<[=!*]/y)) return group({ looksBehind: true });
  const named = reader.match(/P?<|'/y)?.[0];
  if (named !== undefined) {
    const from = reader.at;
    addName(reader, readName(reader, named === "'" ? "'" : '>'), from, outer.allowsDuplicates);
    return group();
  }
  if (reader.skip('P=') || reader.skip('P>') || reader.skip('&')) {
    refer(reader, start, readName(reader, ')'));
    return { isRepeatable: true };
  }
  const digits = reader.match(/(?:R|[+-]?\d+)(?=\))/y)?.[0];
  if (digits !== undefined) {
    reader.at++;
    if (digits !== 'R') refer(reader, start, relative(reader, digits));
    return { isRepeatable: true };
  }
  if (reader.peek() === 'C') return readCallout(reader, start, outer);
  if (reader.skip('(')) return readCondition(reader, start, group);
  return readOptions(reader, start, outer, group);
}

function addName(reader: Reader, name: string, start: number, allowsDuplicates: boolean): void {
  reader.groups++;
  const number = reader.groups;
  const other = reader.names.find((known) => known.name === name);
  if (other && other.number !== number && !allowsDuplicates) {
    reader.at = start + name.length;
    throw reader.fault(start, l10n.t('two groups have the name "{0}".', name));
  }
  reader.names.push({ name, number, start, end: start + name.length });
}

/** `(*FAIL)`, `(*pla:…)`. */
function readVerb(reader: Reader, start: number, outer: Group, group: (more?: Partial<Group>) => Group): Opened {
  reader.at++;
  const name = reader.match(/\w*/y)?.[0] ?? '';
  if (/^[a-z]/.test(name)) {
    // Newer releases have more of them.
    if (!alphaAssertions.has(name) && name !== 'scs' && name !== 'scan_substring')
      throw reader.fault(start, l10n.t('"{0}" is no assertion of PCRE.', `(*${name}`));
    if (!reader.skip(':')) throw reader.fault(start, l10n.t('a ":" must follow "{0}".', `(*${name}`));
    return group(
      behind.test(name) ? { looksBehind: true } : ahead.test(name) ? { looksBehind: false, looksAhead: true } : {},
    );
  }
  const argument = reader.match(/:[^)]*/y)?.[0];
  if (!verbs.has(name) || !reader.skip(')'))
    throw reader.fault(start, l10n.t('"{0}" is no verb of PCRE.', `(*${name}`));
  if ((name === 'MARK' || name === '') && (argument ?? ':') === ':')
    throw reader.fault(start, l10n.t('the verb "{0}" needs an argument.', `(*${name}`));
  // What follows matches nothing, whatever its length.
  if (name === 'ACCEPT' || name.startsWith('F')) outer.looksBehind = false;
  return { isRepeatable: name === 'ACCEPT' };
}

const calloutEnds: Readonly<Record<string, string>> = { '{': '}' };

/** `(?C1)`, `(?C"text")`: nginx does nothing at them. */
function readCallout(reader: Reader, start: number, outer: Group): Opened {
  reader.at++;
  const digits = reader.match(/\d*/y)?.[0] ?? '';
  const quote = digits === '' ? reader.match(/[`'"^%#${]/y)?.[0] : undefined;
  if (quote !== undefined) {
    const close = calloutEnds[quote] ?? quote;
    let end = reader.text.indexOf(close, reader.at);
    while (end >= 0 && reader.text.charAt(end + 1) === close) end = reader.text.indexOf(close, end + 2);
    reader.at = end < 0 ? reader.text.length : end + 1;
  }
  if (Number(digits) > 255 || !reader.skip(')')) throw reader.fault(start, l10n.t('the callout is malformed.'));
  if (outer.expectsAssertion && !reader.match(assertion)) throw unexpectedCondition(reader, start);
  return { isRepeatable: false };
}

/** Assertions that may be conditions: the atomic ones, and the scanning of a substring in newer releases. */
const conditions = /(?=\?(?:C|<?[=!])|\*(?:[pn]l[ab]|(?:positive|negative)_look(?:ahead|behind)|scs|scan_substring):)/y;

/** What follows a callout in the place of a condition: an assertion, or what is passed over before it. */
const assertion = /(?=\(\?(?:<?[=!]|#)|\(\*[a-z]|[\s#])/y;

function unexpectedCondition(reader: Reader, start: number): PatternFault {
  return reader.fault(start, l10n.t('an assertion, a group or its name is expected as the condition.'));
}

/** `(?(1)…|…)`. */
function readCondition(reader: Reader, start: number, group: (more?: Partial<Group>) => Group): Opened {
  const condition = (mostBranches = 2): Group => group({ mostBranches });
  if (/[?*]/.test(reader.peek())) {
    // The assertion is a group of its own.
    if (!reader.match(conditions)) throw unexpectedCondition(reader, start);
    reader.at--;
    return { ...condition(), expectsAssertion: true };
  }
  if (reader.match(/VERSION>?=\d+(?:\.\d+)?\)/y)) return condition();
  const digits = reader.match(/[+-]?\d+/y)?.[0];
  if (digits !== undefined) {
    if (!reader.skip(')')) throw reader.fault(start, l10n.t('the ")" of the condition is missing.'));
    const to = relative(reader, digits);
    refer(reader, start, to === 0 ? -1 : to);
    return condition();
  }
  const recursion = reader.match(/R(\d*)\)/y);
  if (recursion) {
    // A group may have the name R.
    if (recursion[1] !== '') reader.references.push({ start, end: reader.at, to: `R${recursion[1]}` });
    return condition();
  }
  if (reader.skip('R&')) {
    refer(reader, start, readName(reader, ')'));
    return condition();
  }
  const quote = reader.match(/[<']/y)?.[0];
  if (quote !== undefined) {
    const name = readName(reader, quote === '<' ? '>' : "'");
    if (!reader.skip(')')) throw reader.fault(start, l10n.t('the ")" of the condition is missing.'));
    refer(reader, start, name);
    return condition();
  }
  const name = readName(reader, ')');
  // It matches nothing where it stands.
  if (name === 'DEFINE') return { ...condition(1), looksBehind: false };
  refer(reader, start, name);
  return condition();
}

const setOptions = /\^?(?:[imsnrJ]|xx?|a[DSWPT]?)*(?:-(?:[imsnrJ]|xx?|a[DSWPT]?)*)?/y;

/** `(?i)` to the end of the group, `(?i:…)`. */
function readOptions(reader: Reader, start: number, outer: Group, group: (more?: Partial<Group>) => Group): Opened {
  const said = reader.match(setOptions)?.[0] ?? '';
  const isReset = said.startsWith('^');
  const [on = '', off = ''] = said.split('-');
  if (reader.isAtEnd) return group();
  if (isReset && said.includes('-')) throw reader.fault(start, l10n.t('no "-" stands behind "{0}".', '(?^'));
  const among = (option: string, before: boolean): boolean =>
    off.includes(option) ? false : on.includes(option) || (before && !isReset);
  const options = {
    isExtended: among('x', outer.isExtended),
    capturesNames: among('n', outer.capturesNames),
    allowsDuplicates: off.includes('J') ? false : on.includes('J') || outer.allowsDuplicates,
  };
  if (reader.skip(':')) return group(options);
  if (!reader.skip(')')) {
    reader.at++;
    throw reader.fault(start, l10n.t('"{0}" begins no kind of group.', reader.text.slice(start, reader.at)));
  }
  Object.assign(outer, options);
  return { isRepeatable: false };
}
