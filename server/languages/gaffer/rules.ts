/** What gaffer passes over in silence (gaffer/gafferd/config.py). */
import * as l10n from '@vscode/l10n';
import type { File, Rule, Statement } from '../../types.ts';

function processes(file: File): Statement[] {
  return file.tree.statements.filter(({ name, body }) => body && /^process:/.test(name.text));
}

const blankInSectionName: Rule = {
  id: 'blank-in-section-name',
  severity: 'error',
  *check(file) {
    for (const { name } of file.tree.statements) {
      const found = /^(?:process|env|endpoint|job):([ \t]+)(.*)$/.exec(name.text);
      if (!found) continue;
      const start = name.start + name.text.indexOf(':') + 1;
      const end = start + (found[1]?.length ?? 0);
      yield {
        start: name.start,
        end: name.end,
        message: l10n.t(
          'The process is named "{0}", with the blank in front.',
          name.text.slice(name.text.indexOf(':') + 1),
        ),
        fixes: [{ title: l10n.t('Remove the blank'), edits: [{ start, end, text: '' }], preferred: true }],
      };
    }
  },
};

const processWithoutCmd: Rule = {
  id: 'process-without-cmd',
  severity: 'error',
  *check(file) {
    for (const { name, body = [] } of processes(file)) {
      if (body.some((option) => option.name.text.toLowerCase() === 'cmd' && option.args.length > 0)) continue;
      yield {
        start: name.start,
        end: name.end,
        message: l10n.t('[{0}] has no "cmd": gaffer passes over it.', name.text),
      };
    }
  },
};

const flappingWithCommas: Rule = {
  id: 'flapping-with-commas',
  severity: 'warning',
  *check(file) {
    for (const { body = [] } of processes(file))
      for (const { name, args } of body) {
        const [value] = args;
        if (name.text.toLowerCase() !== 'flapping' || !value?.text.includes(',')) continue;
        const { start, end, text } = value;
        yield {
          start,
          end,
          message: l10n.t('Commas make gaffer pass over "flapping": blanks stand between the numbers.'),
          fixes: [
            {
              title: l10n.t('Put blanks between'),
              edits: [{ start, end, text: text.replace(/\s*,\s*/g, ' ').trim() }],
              preferred: true,
            },
          ],
        };
      }
  },
};

export const gafferRules: readonly Rule[] = [blankInSectionName, processWithoutCmd, flappingWithCommas];
