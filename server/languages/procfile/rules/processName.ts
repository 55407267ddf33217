/** Names that a program does not take, or not as they are. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isRegular, judgedLines, readerOf } from '../judged.ts';
import { readLine } from '../readers.ts';

/** What everything takes but gaffer and heroku local, which know no "-". */
const portable = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
/** Those for which others are changed, or that refuse them when they are strict. */
const strict: ReadonlySet<string> = new Set(['portable', 'heroku', 'heroku-buildpacks', 'dokku']);

export const processName: Rule = {
  id: 'process-name-not-portable',
  severity: 'information',
  *check(file, project) {
    const reader = readerOf(project);
    for (const { line, text, read } of judgedLines(file, project)) {
      if (!line.entry || !isRegular(file, line)) continue;
      const { name } = line.entry;
      const other = reader && readLine(reader, `x${text.slice(name.text.length)}`);
      const isRefused = reader !== undefined && typeof read === 'string' && typeof other !== 'string';
      if (!isRefused && (portable.test(name.text) || !strict.has(project.options.procfile.target))) continue;
      yield {
        start: name.start,
        end: name.end,
        severity: isRefused ? 'error' : 'information',
        message: !isRefused
          ? l10n.t(
              'Some programs change or refuse this name: lower case, digits and "-" inside are taken by nearly all.',
            )
          : read === 'refused'
            ? l10n.t('{0} refuses the file for the name "{1}".', reader.title, name.text)
            : l10n.t('{0} passes over the name "{1}".', reader.title, name.text),
      };
    }
  },
};
