/**
 * Regular expressions as PCRE2 compiles them (pcre2pattern(3), parse_regex in pcre2_compile.c), as bytes, which is what nginx asks
 * of it. What one release of PCRE2 takes is right here: 10.43 and later have limited lookbehinds, longer names, `{,n}`.
 */
import * as l10n from '@vscode/l10n';
import { readClass, refuseBarePosix } from './classes.ts';
import { readEscape } from './escapes.ts';
import { type Group, readGroup } from './groups.ts';
import { type GroupName, PatternFault, Reader } from './reader.ts';

export interface Pattern {
  /** How many groups capture something. */
  groups: number;
  names: readonly GroupName[];
  fault?: PatternFault;
}

const known = new Map<string, Pattern>();
/** Patterns that are remembered; most configurations say the same few many times. */
const mostKnown = 500;

export function readPattern(text: string): Pattern {
  const before = known.get(text);
  if (before) return before;
  const pattern = isAscii(text) ? read(text) : readBytes(text);
  if (known.size >= mostKnown) known.clear();
  known.set(text, pattern);
  return pattern;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** The bytes of the text as characters, and what is found in them as places in the text. */
function readBytes(text: string): Pattern {
  let bytes = '';
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    for (const byte of new TextEncoder().encode(character)) {
      bytes += String.fromCharCode(byte);
      offsets.push(offset);
    }
    offset += character.length;
  }
  offsets.push(offset);
  const place = (at: number): number => offsets[at] ?? offset;
  const { groups, names, fault } = read(bytes);
  return {
    groups,
    names: names.map((name) => ({ ...name, start: place(name.start), end: place(name.end) })),
    ...(fault && { fault: new PatternFault(place(fault.start), place(fault.end), fault.message, fault.isOnlyNew) }),
  };
}

function read(text: string): Pattern {
  const reader = new Reader(text);
  try {
    readAll(reader);
  } catch (fault) {
    if (!(fault instanceof PatternFault)) throw fault;
    return { groups: reader.groups, names: reader.names, fault };
  }
  return { groups: reader.groups, names: reader.names };
}

const settings =
  /(?:\(\*(?:UTF8?|UCP|NOTEMPTY|NOTEMPTY_ATSTART|NO_AUTO_POSSESS|NO_DOTSTAR_ANCHOR|NO_JIT|NO_START_OPT|CR|LF|CRLF|ANY|NUL|ANYCRLF|BSR_ANYCRLF|BSR_UNICODE|(?:LIMIT_(?:MATCH|DEPTH|HEAP|RECURSION)=\d+))\))+/y;
const quantifier = /[*+?]|\{(\d+)(?:(,)(\d*))?\}/y;
/** parens_nest_limit. */
const deepest = 250;
const mostRepeats = 65_535;
const suffix = /(?:\\E|\(\?#[^)]*\))*[+?]/y;
const extendedSuffix = /(?:\\E|\(\?#[^)]*\)|[\s\x85]|#[^\n]*\n)*[+?]/y;

function readAll(reader: Reader): void {
  const { text } = reader;
  // Then the text is read as characters, with rules of its own.
  if (reader.match(settings)?.[0].includes('(*UTF')) return;
  let group: Group = {
    start: 0,
    isExtended: false,
    capturesNames: false,
    looksBehind: false,
    allowsDuplicates: false,
    branches: 1,
  };
  const outer: Group[] = [];
  let isRepeatable = false;
  let lookaheadEnd = -1;
  while (!reader.isAtEnd) {
    const start = reader.at;
    const isBehindLookahead = lookaheadEnd === start;
    /** What matches nothing does not part a lookahead from its quantifier. */
    const skipTo = (end: number) => {
      if (isBehindLookahead) lookaheadEnd = end;
    };
    const character = text.charAt(start);
    if (group.isExtended && reader.match(/[\s\x85]+|#[^\n]*(?:\n|$)/y)) {
      skipTo(reader.at);
      continue;
    }
    switch (character) {
      case '\\': {
        reader.at++;
        if (reader.skip('E')) {
          skipTo(reader.at);
          continue;
        }
        if (reader.skip('Q')) {
          const end = text.indexOf('\\E', reader.at);
          if (end !== reader.at && !reader.isAtEnd) isRepeatable = true;
          reader.at = end < 0 ? text.length : end + 2;
          continue;
        }
        isRepeatable = readEscape(reader, false).is !== 'place';
        continue;
      }
      case '[':
        refuseBarePosix(reader);
        reader.at++;
        readClass(reader);
        isRepeatable = true;
        continue;
      case '(': {
        reader.at++;
        if (reader.skip('?#')) {
          const end = text.indexOf(')', reader.at);
          if (end < 0) throw reader.fault(start, l10n.t('the ")" of the comment is missing.'));
          reader.at = end + 1;
          skipTo(reader.at);
          continue;
        }
        const opened = readGroup(reader, group);
        if ('isRepeatable' in opened) {
          isRepeatable = opened.isRepeatable;
          continue;
        }
        outer.push(group);
        if (outer.length > deepest) throw reader.fault(start, l10n.t('the brackets are nested too deeply.'));
        group = opened;
        isRepeatable = false;
        continue;
      }
      case ')': {
        reader.at++;
        const around = outer.pop();
        if (!around) throw reader.fault(start, l10n.t('the ")" closes nothing.'));
        close(reader, group);
        isRepeatable = !group.isCondition;
        if (group.looksAhead) lookaheadEnd = reader.at;
        group = around;
        continue;
      }
      case '|':
        reader.at++;
        group.branches++;
        if (group.reset) {
          group.reset.most = Math.max(group.reset.most, reader.groups);
          reader.groups = group.reset.from;
        }
        isRepeatable = false;
        continue;
      case '*':
      case '+':
      case '?':
      case '{': {
        const repeat = reader.match(quantifier);
        if (repeat) {
          checkRepeat(reader, repeat, start, isRepeatable, group, isBehindLookahead);
          isRepeatable = false;
          continue;
        }
        reader.at++;
        isRepeatable = true;
        continue;
      }
      default:
        reader.at++;
        isRepeatable = character !== '^' && character !== '$';
    }
  }
  if (outer.length > 0) {
    reader.at = group.start + 1;
    throw reader.fault(group.start, l10n.t('the ")" of the group is missing.'));
  }
  checkReferences(reader);
}

function checkRepeat(
  reader: Reader,
  repeat: RegExpExecArray,
  start: number,
  isRepeatable: boolean,
  group: Group,
  isBehindLookahead: boolean,
): void {
  const [text, least, comma, most] = repeat;
  if (Number(least ?? 0) > mostRepeats || Number(most || 0) > mostRepeats)
    throw reader.fault(start, l10n.t('the number of repetitions is more than {0}.', mostRepeats));
  if (most && Number(most) < Number(least))
    throw reader.fault(start, l10n.t('the numbers of repetitions are out of order.'));
  if (!isRepeatable) throw reader.fault(start, l10n.t('"{0}" has nothing to repeat.', text));
  const isUnlimited = text === '*' || text === '+' || (comma !== undefined && most === '');
  if (isUnlimited && group.looksBehind && !isBehindLookahead)
    throw reader.fault(start, l10n.t('what a lookbehind matches has no limit: "{0}" cannot stand in it.', text));
  // Possessive or lazy, perhaps behind what is skipped.
  const behind = group.isExtended ? extendedSuffix : suffix;
  reader.match(behind);
}

function close(reader: Reader, group: Group): void {
  if (group.reset) reader.groups = Math.max(group.reset.most, reader.groups);
  if (group.mostBranches === undefined || group.branches <= group.mostBranches) return;
  throw reader.fault(
    group.start,
    group.mostBranches === 1
      ? l10n.t('"DEFINE" has one branch only.')
      : l10n.t('a condition has two branches at most.'),
  );
}

function checkReferences(reader: Reader): void {
  for (const { start, end, to } of reader.references) {
    const isThere =
      typeof to === 'number'
        ? to >= 0 && to <= reader.groups
        : reader.names.some(({ name }) => name === to) || (/^R\d+$/.test(to) && Number(to.slice(1)) <= reader.groups);
    if (isThere) continue;
    throw new PatternFault(
      start,
      end,
      to === -1 ? l10n.t('there is no such group.') : l10n.t('there is no group "{0}".', `${to}`),
    );
  }
}
