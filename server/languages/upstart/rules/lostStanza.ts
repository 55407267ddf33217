import * as l10n from '@vscode/l10n';
import type { File, Fix, Rule, Statement } from '../../../types.ts';
import { readingOf } from '../faults.ts';
import { isTemplate } from '../holes.ts';
import { withoutStanza } from '../lines.ts';

const once = new Set(['instance', 'chroot', 'chdir', 'setuid', 'setgid', 'expect', 'console', 'umask', 'nice', 'oom']);

/** What the last of several stanzas takes the place of; undefined for those that add up. */
function keyOf({ name, args }: Statement): string | undefined {
  const first = args[0]?.text ?? '';
  switch (name.text) {
    case 'exec':
    case 'script':
      return 'exec';
    case 'start':
    case 'stop':
    case 'pre-start':
    case 'post-start':
    case 'pre-stop':
    case 'post-stop':
      return name.text;
    case 'kill':
    case 'reload':
    case 'limit':
    case 'apparmor':
      return `${name.text} ${first}`;
    case 'respawn':
      return first === '' ? undefined : `respawn ${first}`;
    case 'env':
      return /^\w+=/.exec(first) ? `env ${first.slice(0, first.indexOf('='))}` : undefined;
    default:
      return once.has(name.text) ? name.text : undefined;
  }
}

/** Of several stanzas of a kind init keeps the last (init(5)). */
export const lostStanza: Rule = {
  id: 'lost-stanza',
  severity: 'warning',
  *check(file) {
    // A template chooses between them.
    if (isTemplate(file)) return;
    const last = new Map<string, Statement>();
    const lost: [Statement, Statement][] = [];
    let manual: Statement | undefined;
    for (const statement of file.tree.statements) {
      if (statement.name.text === 'manual') manual = statement;
      const key = keyOf(statement);
      if (key === undefined) continue;
      const before = last.get(key);
      last.set(key, statement);
      if (before && file.text.slice(before.start, before.end) !== file.text.slice(statement.start, statement.end))
        lost.push([before, statement]);
    }
    for (const [before, after] of lost)
      yield {
        start: before.name.start,
        end: headEnd(before),
        message: l10n.t('This is lost: the same stands once more below, and the last one counts.'),
        fixes: fixesFor(file, before, after),
      };
    const start = last.get('start');
    if (manual && start && manual.start < start.start)
      yield {
        start: manual.start,
        end: manual.end,
        message: l10n.t('"manual" takes back the "start on" above it alone: the one below it counts.'),
        fixes: [{ title: l10n.t('Remove "{0}"', 'start on'), edits: [withoutStanza(file, start)] }],
      };
  },
};

/** The stanza with the word that belongs to its name. */
function headEnd({ name, args }: Statement): number {
  const [first] = args;
  return first && /^(?:on|script|exec|limit|timeout|signal)$/.test(first.text) ? first.end : name.end;
}

function fixesFor(file: File, before: Statement, after: Statement): Fix[] {
  const remove = { title: l10n.t('Remove "{0}"', before.name.text), edits: [withoutStanza(file, before)] };
  if (!/^(?:start|stop)$/.test(before.name.text)) return before.raw ? [] : [remove];
  const { expressions } = readingOf(file);
  const first = expressions.get(before);
  const [from] = first?.tokens ?? [];
  const [to] = expressions.get(after)?.tokens ?? [];
  const until = first?.tokens.at(-1);
  const other = expressions.get(after)?.tokens.at(-1);
  if (!from || !to || !until || !other || first?.fault || expressions.get(after)?.fault) return [remove];
  const source = file.text.slice(from.start, until.end);
  if (/[\n#]/.test(source)) return [remove];
  return [
    {
      title: l10n.t('Join both with "or"'),
      edits: [
        withoutStanza(file, before),
        { start: to.start, end: to.start, text: `(${source}) or (` },
        { start: other.end, end: other.end, text: ')' },
      ],
    },
    remove,
  ];
}
