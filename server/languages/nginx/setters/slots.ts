/** The slots of src/core/ngx_conf_file.c and src/core/ngx_file.c: one kind of value for many directives. */
import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import { quotedList } from '../../../l10n/lists.ts';
import { oncePerFile } from '../../../memory.ts';
import type { File, Statement, Token } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { between, milliseconds, number, offset, positiveNumber, positiveSize, seconds, size } from './kinds.ts';
import { parseNumber, parseSize } from './numbers.ts';
import {
  change,
  checkKind,
  type Kind,
  type Refusal,
  refuse,
  type Setter,
  type Subject,
  wrongValue,
} from './subject.ts';
import { allVariables, checkKindOrVariables, checkVariables } from './variables.ts';

const on = new Set(['yes', 'true', '1', 'enable', 'enabled', 'allow']);
const off = new Set(['no', 'false', '0', 'disable', 'disabled', 'none']);

/** ngx_conf_set_flag_slot. */
const flag: Setter = ({ statement: { name, args } }) => {
  const token = args[0];
  if (!token || args.length !== 1 || isFlag(token.text)) return undefined;
  const word = token.text.toLowerCase();
  const meant =
    on.has(word) || word.startsWith('on') ? 'on' : off.has(word) || word.startsWith('of') ? 'off' : undefined;
  return refuse(
    'invalid-flag',
    token,
    l10n.t('Invalid value "{0}" in "{1}" directive, it must be "on" or "off".', token.text, name.text),
    (meant ? [meant] : ['on', 'off']).map((value) => change(token, value, value === meant)),
  );
};

function isFlag(text: string): boolean {
  return equalIgnoringCase(text, 'on') || equalIgnoringCase(text, 'off');
}

/** ngx_conf_set_enum_slot and ngx_conf_set_bitmask_slot. */
const words: Setter = (subject) => {
  const { record, statement } = subject;
  const values = record.values ?? [];
  const wrong = statement.args.find(({ text }) => !values.some((value) => equalIgnoringCase(value, text)));
  // The documentation may be newer than the source that the values are from.
  if (!wrong || values.length === 0) return undefined;
  if (/\w/.test(wrong.text) && record.syntax?.some((form) => form.split(/[\s|[\]]+/).includes(wrong.text)))
    return undefined;
  return wrongWord(wrong, statement.name.text, values);
};

export function wrongWord(token: Token, name: string, values: readonly string[]): Refusal {
  const { text } = token;
  const meant = nearestOf(text, values);
  return refuse(
    'invalid-value',
    token,
    l10n.t('Invalid value "{0}" in "{1}" directive: it takes {2}.', text, name, quotedList(values)),
    // Which protocol is meant is for a person to say.
    meant.map((value) =>
      change(token, value, meant.length === 1 && (!name.endsWith('ssl_protocols') || text === `${value},`)),
    ),
  );
}

/** The values that could be meant, all equally near. */
function nearestOf(text: string, values: readonly string[]): string[] {
  // Lists have no commas.
  const bare = text.replace(/,$/, '');
  if (bare !== text && values.includes(bare)) return [bare];
  const away = (value: string): number => distance(text.toLowerCase(), value.toLowerCase());
  const best = nearest(text, values);
  return best === undefined ? [] : values.filter((value) => away(value) === away(best));
}

/** As ngx_strcasecmp. */
function equalIgnoringCase(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}

const first =
  (kind: Kind): Setter =>
  (subject) =>
    checkKind(subject, subject.statement.args[0], kind) ?? checkAfterwards(subject);

const num: Setter = (subject) => {
  const [low, high] = subject.record.bounds ?? [];
  const kind = low === undefined || high === undefined ? number : between(low, high);
  return checkKind(subject, subject.statement.args[0], kind) ?? checkAfterwards(subject);
};

const atLeastTwo = between(2, -1);

/** ngx_conf_set_bufs_slot; the proxies ask for two buffers where they take over the values of outer levels. */
const bufs: Setter = (subject) => {
  const { args, name } = subject.statement;
  const wrong = checkKind(subject, args[0], positiveNumber) ?? checkKind(subject, args[1], positiveSize);
  if (wrong || args[0]?.text !== '1' || !/^(proxy|fastcgi|uwsgi|scgi)_/.test(name.text)) return wrong;
  return isTakenOver(subject) ? checkKind(subject, args[0], atLeastTwo) : undefined;
};

function isTakenOver({ context, file, statement }: Subject): boolean {
  if (context !== 'http') return true;
  return serversWithout(file, statement.parent, statement.name.text);
}

const answers = oncePerFile((): Map<string, boolean> => new Map());

/** Whether a server in the block does without a directive of its own. */
function serversWithout(file: File, parent: Statement | undefined, directive: string): boolean {
  const key = `${directive} ${parent?.start ?? -1}`;
  const known = answers(file).get(key);
  if (known !== undefined) return known;
  const answer = (parent?.body ?? file.tree.statements).some(
    ({ name, body }) => name.text === 'server' && !body?.some((inner) => inner.name.text === directive),
  );
  answers(file).set(key, answer);
  return answer;
}

/** ngx_conf_set_path_slot: the levels behind the path. */
const path: Setter = (subject) => {
  const levels = subject.statement.args.slice(1);
  let length = 0;
  for (const token of levels) {
    const wrong = checkKind(subject, token, positiveNumber);
    if (wrong) return wrong;
    length += (parseNumber(token.text) ?? 0) + 1;
  }
  const last = levels[levels.length - 1];
  return last && length > 10 + levels.length ? wrongValue(subject, last, positiveNumber) : undefined;
};

const rights: Kind = {
  reads: (text) => /^(user|group|all):rw?$/.test(text),
  takes: () => l10n.t('rights such as {0}', 'user:rw, group:r, all:r'),
};

const access: Setter = (subject) => {
  const wrong = subject.statement.args.find(({ text }) => !rights.reads(text));
  return wrong && wrongValue(subject, wrong, rights);
};

/** ngx_conf_set_keyval_slot: where the module makes a script of the value later on. */
const keyval: Setter = (subject) =>
  subject.statement.name.text.endsWith('_set_header') ? checkInherited(subject, subject.statement.args[1]) : undefined;

/** ngx_conf_set_str_slot: a script of the module's own in a few cases. */
const str: Setter = (subject) =>
  subject.statement.name.text.endsWith('_set_body') ? checkInherited(subject, subject.statement.args[0]) : undefined;

/** The refusal of a value that becomes a script only where a level takes it over. */
export function checkInherited(subject: Subject, token: Token | undefined): Refusal | undefined {
  const { context, file, statement } = subject;
  const body = statement.parent?.body ?? file.tree.statements;
  const isKnown = context === 'http' && !body.some(({ name }) => name.text === 'include');
  if (isKnown && !serversWithout(file, statement.parent, statement.name.text)) return undefined;
  return checkVariables(subject, token);
}

const complexSize: Setter = (subject) => checkKindOrVariables(subject, subject.statement.args[0], size);

/** The functions that nginx calls once the value is read (`post` of its command). */
const afterwards: Readonly<Record<string, Kind>> = {
  ngx_http_core_pool_size: poolSize(),
  ngx_http_v2_pool_size: poolSize(),
  ngx_http_gzip_hash: sizeOf(512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072),
  ngx_http_gzip_window: sizeOf(512, 1024, 2048, 4096, 8192, 16_384, 32_768),
  ngx_http_v2_preread_size: {
    reads: (text) => (parseSize(text) ?? 0) <= 2 ** 31 - 1,
    takes: () => l10n.t('a size below {0}', '2048m'),
  },
  ngx_http_v2_chunk_size: positiveSize,
  ngx_http_v2_recv_buffer_size: {
    reads: (text) => (parseSize(text) ?? 0) > 32,
    takes: () => l10n.t('a size of at least {0}', '33'),
  },
  ngx_http_v2_streams_index_mask: {
    reads: (text) => Number.isInteger(Math.log2(parseNumber(text) ?? 0)),
    takes: () => l10n.t('a power of two'),
  },
};

function poolSize(): Kind {
  return {
    reads: (text) => {
      const size = parseSize(text) ?? 0;
      // Beyond that, only a unit makes it even.
      return size >= leastPool && size % 16 === 0 && (Number.isSafeInteger(size) || !/\d$/.test(text));
    },
    takes: () => l10n.t('a size that is a multiple of 16 and large enough for a memory pool'),
  };
}

/** NGX_MIN_POOL_SIZE on machines of 64 bits. */
const leastPool = 112;

function sizeOf(...sizes: readonly number[]): Kind {
  return {
    reads: (text) => sizes.includes(parseSize(text) ?? 0),
    takes: () => quotedList(sizes.map((bytes) => (bytes < 1024 ? `${bytes}` : `${bytes / 1024}k`))),
  };
}

function checkAfterwards(subject: Subject): Refusal | undefined {
  const kind = subject.record.check === undefined ? undefined : afterwards[subject.record.check];
  return kind && checkKind(subject, subject.statement.args[0], kind);
}

/** By the kind that the reference gives a directive. */
export const slots: Readonly<Record<string, Setter>> = {
  flag,
  enum: words,
  bitmask: words,
  num,
  size: first(size),
  off: first(offset),
  msec: first(milliseconds),
  sec: first(seconds),
  bufs,
  path,
  access,
  keyval,
  str,
  complex: allVariables,
  predicate: allVariables,
  complex_size: complexSize,
};
