/** Names of groups (read_name in pcre2_compile.c). */
import * as l10n from '@vscode/l10n';
import type { Reader } from './reader.ts';

/** PCRE2 has 128 since 10.43, 32 before. */
const longest = 128;

/** Reads a name and what ends it. */
export function readName(reader: Reader, close: string): string {
  const start = reader.at;
  const name = reader.match(/\w+/y)?.[0];
  if (name === undefined) throw reader.fault(start, l10n.t('the name of a group is expected.'));
  if (/^\d/.test(name)) throw reader.fault(start, l10n.t('the name of a group begins with no digit.'));
  if (name.length > longest) throw reader.fault(start, l10n.t('the name of the group is too long.'));
  if (!reader.skip(close)) throw reader.fault(start, l10n.t('"{0}" is missing behind the name of the group.', close));
  return name;
}
