/** A platform starts `web` as often as wanted, and `release` once. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';

/** Platforms that know a phase for releases. */
const platforms: ReadonlySet<string> = new Set(['portable', 'heroku', 'heroku-buildpacks', 'dokku']);
const migration =
  /(?:^|[;&|]\s*)((?:[\w./-]+\s+)?(?:\S*manage\.py|django-admin)\s+migrate\b[^;&|]*|(?:python\s+-m\s+)?(?:flask\s+db|alembic)\s+upgrade\b[^;&|]*|(?:bundle\s+exec\s+)?(?:rake|rails)\s+db:migrate\b[^;&|]*)/;

export const migrationInWeb: Rule = {
  id: 'migration-in-web',
  severity: 'information',
  *check(file, project) {
    if (!platforms.has(project.options.procfile.target)) return;
    const { statements } = file.tree;
    const command = statements.find(({ name }) => name.text === 'web')?.args[0];
    const found = command && migration.exec(command.text);
    const text = found?.[1]?.trim();
    if (!command || !found || text === undefined || statements.some(({ name }) => name.text === 'release')) return;
    const start = command.start + found.index + found[0].length - (found[1]?.length ?? 0);
    const end = start + text.length;
    const joined = /^\s*(?:&&|;)\s*/.exec(file.text.slice(end, command.end))?.[0];
    const lineEnd = /\r?\n/.exec(file.text)?.[0] ?? '\n';
    yield {
      start,
      end,
      message: l10n.t('Each process of "web" does this when it starts, several at a time: "release" does it once.'),
      fixes:
        joined === undefined || start > command.start
          ? []
          : [
              {
                title: l10n.t('Move it to "{0}"', 'release'),
                edits: [
                  { start, end: end + joined.length, text: '' },
                  { start: command.end, end: command.end, text: `${lineEnd}release: ${text}` },
                ],
              },
            ],
    };
  },
};
