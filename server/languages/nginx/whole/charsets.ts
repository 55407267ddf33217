/** Answers whose character set has to be changed: ngx_http_charset_merge_loc_conf and ngx_http_charset_postconfiguration. */
import * as l10n from '@vscode/l10n';
import type { File, Statement } from '../../../types.ts';
import { headOf } from '../statements.ts';
import type { Configuration, Item } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { serversOf } from './listens.ts';

const contexts = new Set(['http', 'server', 'location', 'if in location']);

/** `no "charset_map" between the charsets "%V" and "%V"`. */
export function* charsets(configuration: Configuration): Generator<WholeFinding> {
  const items = configuration.items('charset', 'source_charset', 'charset_map');
  const said = items.filter(({ statement, context }) => statement.name.text !== 'include' && contexts.has(context));
  if (!said.some(({ statement }) => statement.name.text === 'source_charset') || !configuration.isWhole('http')) return;
  const maps = new Set<string>();
  const levels = new Map<Statement | File, Record<string, Item>>();
  for (const item of said) {
    const { file, statement } = item;
    const [first, second] = statement.args.map(({ text }) => text.toLowerCase());
    if (statement.name.text === 'charset_map') maps.add(`${first} ${second}`).add(`${second} ${first}`);
    else {
      const level = statement.parent ?? file;
      levels.set(level, { ...levels.get(level), [statement.name.text]: item });
    }
  }
  for (const own of levels.values()) {
    const anyItem = own.charset ?? own.source_charset;
    if (!anyItem) continue;
    const to = own.charset ?? around(anyItem, 'charset', levels);
    const from = own.source_charset ?? around(anyItem, 'source_charset', levels);
    if (!to || !from || (anyItem.context === 'http' && !isTakenOver(configuration, levels))) continue;
    const [wanted, given] = [to, from].map(({ statement }) => statement.args[0]?.text.toLowerCase() ?? '');
    if (wanted === given || wanted === 'off' || wanted?.startsWith('$') || given?.startsWith('$')) continue;
    if (maps.has(`${given} ${wanted}`)) continue;
    const { file, statement } = own.source_charset ?? anyItem;
    yield {
      rule: 'undefined-name',
      file,
      ...headOf(statement),
      message: l10n.t('There is no "charset_map" between "{0}" and "{1}".', given ?? '', wanted ?? ''),
    };
  }
}

/** Whether a server takes over what the outermost level says. */
function isTakenOver(configuration: Configuration, levels: ReadonlyMap<Statement | File, unknown>): boolean {
  return serversOf(configuration).some(({ subsystem, block }) => subsystem === 'http' && !levels.has(block));
}

/** The statement of this name on a level around. */
function around(
  item: Item,
  name: string,
  levels: ReadonlyMap<Statement | File, Record<string, Item>>,
): Item | undefined {
  for (let block = item.statement.parent?.parent; block; block = block.parent) {
    const found = levels.get(block)?.[name];
    if (found) return found;
  }
  return undefined;
}
