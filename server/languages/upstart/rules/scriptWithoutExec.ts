import * as l10n from '@vscode/l10n';
import type { Rule, Span } from '../../../types.ts';
import { readShell, type ShellCommand } from '../../shell/read.ts';
import { hasHole } from '../holes.ts';
import { jobOf } from '../job.ts';

/** What ends soon, or is no program: a script that ends with it is over. */
const short = new Set(
  (
    '. : [ test true false echo printf cd pwd exit return break continue export set unset source wait kill killall pkill read eval trap ' +
    'local readonly shift umask ulimit sleep touch mkdir rm rmdir cp mv ln chown chmod chgrp install cat tee sed grep logger sync mount ' +
    'umount modprobe sysctl ip ifconfig route iptables initctl start stop restart reload status service apt-get su.exec exec'
  ).split(' '),
);

/** Upstart follows the shell: without `exec` it is the shell that its signals reach (init(5), script). */
export const scriptWithoutExec: Rule = {
  id: 'script-without-exec',
  severity: 'warning',
  *check(file) {
    const { main, isTask } = jobOf(file);
    if (!main?.raw || main.close === undefined || isTask) return;
    const { start, end } = main.raw;
    const text = file.text.slice(start, end);
    const last = lastCommand(text);
    if (!last) return;
    const place = { start: start + last.start, end: start + last.end };
    if (hasHole(file, place)) return;
    yield {
      ...place,
      message: l10n.t(
        'Upstart follows the shell and not this program, which does not get its signals: begin it with "exec".',
      ),
      fixes: [{ title: l10n.t('Insert "exec"'), edits: [{ start: place.start, end: place.start, text: 'exec ' }] }],
    };
  },
};

/** The program, from its name to the end of its line, that the script ends with. */
function lastCommand(text: string): Span | undefined {
  const { commands, error } = readShell(text);
  if (error) return undefined;
  const code = text.replace(/^[ \t]*#.*$/gm, (comment) => ' '.repeat(comment.length)).trimEnd();
  const line = code.slice(code.lastIndexOf('\n') + 1);
  const command = commands.findLast(({ words }) => words.length > 0);
  const first = command && nameOf(command);
  if (!command || !first || short.has(first.text.replace(/^.*\//, ''))) return undefined;
  // A function is no program.
  if (code.includes(`${first.text}()`) || code.includes(`${first.text} ()`)) return undefined;
  const before = code.slice(code.lastIndexOf('\n', command.start - 1) + 1, command.start);
  const behind = code.slice(command.end).replace(/\d?[<>]+(?:&\d|[ \t]*[^\s;&|()]+)/g, '');
  // Anything else on its line, or behind it, makes it a part of something.
  if (!/^[ \t]*$/.test(before) || !/^[ \t]*$/.test(behind) || line.trim() === '') return undefined;
  return {
    start: first.start,
    end: command.start + (code.slice(command.start).split('\n', 1)[0] ?? '').trimEnd().length,
  };
}

/** The first word that is no assignment. */
function nameOf({ words }: ShellCommand) {
  return words.find(({ text }) => !/^[A-Za-z_]\w*=/.test(text));
}
