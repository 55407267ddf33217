/** One name twice: programs refuse that, take the last, or start both. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { judgedLines, readerOf } from '../judged.ts';
import type { Reader } from '../readers.ts';

export const duplicateProcess: Rule = {
  id: 'duplicate-process',
  severity: 'warning',
  *check(file, project) {
    const seen = new Set<string>();
    const reader = readerOf(project);
    for (const { line, read } of judgedLines(file, project)) {
      if (typeof read === 'string') continue;
      const { entry, start } = line;
      const name = read.name.trim();
      if (seen.has(name))
        yield {
          start,
          end: entry?.name.end ?? start + name.length,
          severity: reader?.duplicates === 'refused' ? 'error' : 'warning',
          message: messageOf(name, reader),
        };
      seen.add(name);
    }
  },
};

function messageOf(name: string, reader: Reader | undefined): string {
  switch (reader?.duplicates) {
    case 'refused':
      return l10n.t('"{0}" stands here twice, which {1} refuses.', name, reader.title);
    case 'last':
      return l10n.t('"{0}" stands here twice: {1} takes the last one.', name, reader.title);
    case 'both':
      return l10n.t('"{0}" stands here twice: {1} starts both.', name, reader.title);
    default:
      return l10n.t(
        '"{0}" stands here twice: honcho and hivemind refuse that, others take the last one or both.',
        name,
      );
  }
}
