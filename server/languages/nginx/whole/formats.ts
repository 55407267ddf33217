/** Log formats: ngx_http_log_set_format and ngx_http_log_set_log; a format is known from its definition on. */
import * as l10n from '@vscode/l10n';
import { where } from '../../../where.ts';
import { nearest } from '../../spelling.ts';
import { type Configuration, type Item, subsystemOf } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { isHole } from './holes.ts';
import { areChoices } from './listens.ts';

/** The nearest of more names is no help. */
const mostNames = 50;

/** What is predefined. */
const own: Readonly<Record<string, readonly string[]>> = { http: ['combined'], stream: [] };

export function* formats(configuration: Configuration): Generator<WholeFinding> {
  const items = configuration.items('log_format', 'access_log');
  const all = new Map<string, Item>();
  for (const item of items)
    if (item.statement.name.text === 'log_format')
      all.set(`${subsystemOf(item.context)} ${item.statement.args[0]?.text}`, item);
  const named = new Map<string, Item>();
  const lost = new Set<string>();
  for (const item of items) {
    const { statement, context, file } = item;
    const subsystem = subsystemOf(context);
    if (item.isUnknown) {
      if (context === subsystem) lost.add(subsystem);
      continue;
    }
    const token = statement.args[statement.name.text === 'log_format' ? 0 : 1];
    if (!token || statement.name.text === 'include' || context === '' || isHole(token.text)) continue;
    const key = `${subsystem} ${token.text}`;
    if (statement.name.text === 'log_format') {
      const other = named.get(key);
      if (!other) named.set(key, item);
      else if ((other.file !== file || other.statement.parent !== statement.parent) && !areChoices(other, item))
        yield {
          rule: 'duplicate-directive',
          file,
          start: token.start,
          end: token.end,
          message: l10n.t(
            'There is a log format "{0}" already: {1}.',
            token.text,
            where(other.file, other.statement.start, file),
          ),
        };
      continue;
    }
    const [first] = statement.args;
    if (first?.text === 'off' || own[subsystem]?.includes(token.text) || named.has(key)) continue;
    if (lost.has(subsystem) || !startsWhole(configuration, subsystem)) continue;
    const later = all.get(key);
    const meant = later || named.size > mostNames ? undefined : nearest(token.text, namesIn(named, subsystem));
    yield {
      rule: 'undefined-name',
      file,
      start: token.start,
      end: token.end,
      message: later
        ? l10n.t(
            'The log format "{0}" is defined only later: {1}.',
            token.text,
            where(later.file, later.statement.start, file),
          )
        : meant === undefined
          ? l10n.t('Unknown log format "{0}".', token.text)
          : l10n.t('Unknown log format "{0}". Did you mean "{1}"?', token.text, meant),
      ...(meant !== undefined && {
        fixes: [
          { title: l10n.t('Change to "{0}"', meant), edits: [{ start: token.start, end: token.end, text: meant }] },
        ],
      }),
    };
  }
}

/** Whether nothing comes before the main file. */
function startsWhole({ main, project }: Configuration, subsystem: string): boolean {
  return project.complete || (main.language.rootContext(main) === 'main' && subsystem !== '');
}

function namesIn(named: ReadonlyMap<string, Item>, subsystem: string): string[] {
  const start = `${subsystem} `;
  const given = [...named.keys()].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
  return [...given, ...(own[subsystem] ?? [])];
}
