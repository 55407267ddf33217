/** A process that leaves the foreground counts as ended for every process manager, which then starts it again. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../../../memory.ts';
import type { File, Rule } from '../../../../types.ts';
import { commandFacts } from '../facts.ts';

export const daemonMode: Rule = {
  id: 'daemon-mode',
  severity: 'error',
  *check(file) {
    const flags = commandFacts(file)?.read.flags.filter(({ setting }) => setting === 'daemon') ?? [];
    if (flags.length === 0 || isAwaited(file.host)) return;
    for (const { name } of flags) {
      const before = /[ \t]*$/.exec(file.text.slice(Math.max(0, name.start - 100), name.start))?.[0].length ?? 0;
      const isWord = /^\s|^$/.test(file.text.slice(name.end, name.end + 1)) && before > 0;
      yield {
        start: name.start,
        end: name.end,
        message: l10n.t(
          'In the background Gunicorn counts as ended: the process manager starts it again and again, and cannot stop it.',
        ),
        fixes: isWord
          ? [
              {
                title: l10n.t('Remove {0}', name.text),
                edits: [{ start: name.start - before, end: name.end, text: '' }],
                preferred: true,
              },
            ]
          : [],
      };
    }
  },
};

/** A service of systemd may say that its program goes to the background, or ends at once. */
export function isAwaited(host: File | undefined): boolean {
  return host?.language.id === 'systemd' && isForking(host);
}

const isForking = oncePerFile((host): boolean => {
  const options = host.tree.statements.flatMap(({ body }) => body ?? []);
  const type = options.findLast(({ name }) => name.text === 'Type')?.args[0]?.text ?? '';
  return /^(?:forking|oneshot)$/.test(type);
});
