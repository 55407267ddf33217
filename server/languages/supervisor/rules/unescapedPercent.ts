/** Values go through Python's % operator: a lone `%` ends the start of supervisord. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Rule, Token } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { type Expansion, expansionsIn, isKnownName, isPlain, namesAgain, namesFor } from '../expansions.ts';
import { isFragment, type Option, optionsOf, sectionsOf, sourceOf } from '../options.ts';

export const unescapedPercent: Rule = {
  id: 'unescaped-percent',
  severity: 'error',
  *check(file) {
    if (!file.text.includes('%')) return;
    // An [include] has %(here)s put in everywhere before anything else is read.
    const isHereKnown = isFragment(file) || sectionsOf(file).some(({ kind }) => kind === 'include');
    for (const option of optionsOf(file)) {
      const { value, kind, record, statement } = option;
      if (!value?.text.includes('%')) continue;
      const key = statement.name.text.toLowerCase();
      // Options that nobody reads are not expanded, but those for a plug-in are.
      const names = record || kind === 'rpcinterface' || kind === 'ctlplugin' ? namesFor(kind, key) : undefined;
      if (!names) continue;
      const known = isHereKnown ? withHere(names) : names;
      const again = namesAgain(kind, key);
      if (isPlain(value.text, known) && !(again && value.text.includes('%%'))) continue;
      // The server does not look at what is for its client.
      for (const finding of [...once(file, option, value, known), ...(again ? twice(file, value, again) : [])])
        yield kind === 'supervisorctl' || kind === 'ctlplugin' ? { ...finding, severity: 'warning' } : finding;
    }
  },
};

const withHereKnown = new Map<ReadonlySet<string>, ReadonlySet<string>>();

function withHere(names: ReadonlySet<string>): ReadonlySet<string> {
  const before = withHereKnown.get(names);
  const all = before ?? new Set([...names, 'here']);
  if (!before) withHereKnown.set(names, all);
  return all;
}

function* once(file: File, { kind }: Option, value: Token, names: ReadonlySet<string>): Iterable<Finding> {
  for (const expansion of expansionsIn(sourceOf(file, value), value.start)) {
    const { start, end, name, fault } = expansion;
    const source = file.text.slice(start, end);
    const isKnown = name === undefined || isKnownName(name, names);
    if (isKnown && fault === undefined) continue;
    const isElsewhere = !isKnown && elsewhere(name, kind);
    yield {
      start,
      end,
      message: isKnown
        ? l10n.t('supervisord cannot read "{0}": a "%" that is meant as such is written "%%".', source)
        : isElsewhere
          ? l10n.t('supervisord has nothing to put in for {0} in this option.', source)
          : l10n.t('supervisord has nothing to put in for {0}: a "%" that is meant as such is written "%%".', source),
      fixes: fixesOf(source, expansion, names, isKnown, isElsewhere),
    };
  }
}

/** Whether other options may hold the name. */
function elsewhere(name: string, kind: string): boolean {
  return ['command', 'environment', 'file'].some((option) => namesFor(kind, option)?.has(name));
}

function fixesOf(
  source: string,
  { start, end, name, fault }: Expansion,
  names: ReadonlySet<string>,
  isKnown: boolean,
  isElsewhere: boolean,
): Fix[] {
  const changed = (text: string, preferred: boolean): Fix => ({
    title: l10n.t('Change to {0}', text),
    edits: [{ start, end, text }],
    preferred,
  });
  const tail = name === undefined ? '' : source.slice(`%(${name})`.length);
  const meant = isKnown || name === undefined || name.length < 4 ? undefined : nearest(name, names);
  const doubled: Fix = {
    title: l10n.t('Double it: {0}', `%${source}`),
    edits: [{ start, end: start, text: '%' }],
    preferred: meant === undefined && !isElsewhere && (!isKnown || name === undefined),
  };
  if (meant !== undefined) return [changed(`%(${meant})s`, true), doubled];
  if (name !== undefined && isKnown) {
    const isType = /^\d*[a-zA-Z]$/.test(tail) && fault === 'type';
    return [changed(`%(${name})s${isType ? '' : tail}`, tail === '' || isType), doubled];
  }
  return [doubled];
}

/** What is expanded a second time needs two signs for each that one needs elsewhere. */
function* twice(file: File, value: Token, names: ReadonlySet<string>): Iterable<Finding> {
  const source = sourceOf(file, value);
  for (const found of source.matchAll(/(?<!%)(?:%%)+(?!%)/g)) {
    const end = found.index + found[0].length;
    if (found[0].length % 4 === 0) continue;
    const [left] = expansionsIn(`%${source.slice(end, end + 200)}`);
    if (left?.name !== undefined && left.fault === undefined && isKnownName(left.name, names)) continue;
    yield {
      start: value.start + end - 2,
      end: value.start + end,
      message: l10n.t('supervisord expands this value twice: a "%" that is meant as such is written "%%%%".'),
      fixes: [
        {
          title: l10n.t('Double it: {0}', '%%%%'),
          edits: [{ start: value.start + end, end: value.start + end, text: '%%' }],
          preferred: true,
        },
      ],
    };
  }
}
