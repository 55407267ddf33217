import * as l10n from '@vscode/l10n';
import type { File, Fix, Rule } from '../../../types.ts';
import { type ExecCommand, execCommands } from '../commands.ts';
import { hasHole } from '../holes.ts';
import { stanzasOf } from '../job.ts';
import { stanzaBefore } from '../lines.ts';

/** What a shell does itself, or begins a construct with: no file has these names. */
const builtins = new Set(
  '. ! { ( alias bg break case cd continue eval exec exit export fg for function hash if jobs local read readonly return set shift source trap ulimit umask unalias unset until wait while'.split(
    ' ',
  ),
);
const assignment = /^[A-Za-z_]\w*=/;

/** init runs the line itself or hands it to `sh -c "exec …"`: either needs the name of a program first. */
export const noProgram: Rule = {
  id: 'no-program',
  severity: 'warning',
  *check(file) {
    for (const command of execCommands(file)) {
      const [first] = command.words;
      if (first?.quote !== '' || hasHole(file, first)) continue;
      const isAssignment = assignment.test(first.text);
      if (!isAssignment && !builtins.has(first.text)) continue;
      const { start, end, text } = first;
      yield {
        start,
        end,
        message: l10n.t('"{0}" is no program: behind "exec" Upstart takes a program and its arguments.', text),
        fixes: isAssignment
          ? [{ title: l10n.t('Insert "{0}"', 'env'), edits: [{ start, end: start, text: 'env ' }] }]
          : changedFolder(file, command),
      };
    }
  },
};

/** `cd folder && program`. */
function changedFolder(file: File, { statement, words }: ExecCommand): Fix[] {
  const [first, folder, and, program] = words;
  const isPlain = first?.text === 'cd' && folder && !folder.isDynamic && !folder.isOperator;
  if (!isPlain || !/^(?:&&|;)$/.test(and?.text ?? '') || !program || statement.name.text !== 'exec') return [];
  if (stanzasOf(file, 'chdir').length > 0) return [];
  const source = file.text.slice(folder.start, folder.end);
  // Its own `exec` is in place already.
  const rest = program.text === 'exec' ? words[4] : program;
  if (!rest) return [];
  return [
    {
      title: l10n.t('Use "{0}"', `chdir ${source}`),
      edits: [stanzaBefore(file, statement, `chdir ${source}`), { start: first.start, end: rest.start, text: '' }],
    },
  ];
}
