/** What the kernel makes of the first line (execve(2)); runsv has no shell try what that refuses. */
import * as l10n from '@vscode/l10n';
import type { Edit, Finding, Fix, Rule, Span } from '../../../types.ts';
import { commandsOf } from '../parse.ts';
import { isTemplate } from '../scripts.ts';

export const brokenShebang: Rule = {
  id: 'broken-shebang',
  severity: 'error',
  *check(file) {
    const { text } = file;
    const lineEnd = text.indexOf('\n');
    const line = lineEnd < 0 ? text : text.slice(0, lineEnd);
    if (isTemplate(line)) return;
    if (!line.startsWith('#!')) {
      const first = commandsOf(file).find(({ start, end }) => text.slice(start, end).trim() !== '');
      if (first) yield missing(text, line, first);
      return;
    }
    const shebang = line.replace(/\r$/, '');
    const found = [...wrongProgram(shebang), ...wrongArguments(shebang)];
    yield* found;
    if (line.endsWith('\r') && found.length === 0) yield carriageReturn(shebang);
  },
};

const fallback = '#!/bin/sh';

/** There is one further down or something like it, or there is none. */
function missing(text: string, line: string, first: Span): Finding {
  const almost = /^[\uFEFF \t]*#[ \t]*!?[ \t]*(\/(?:usr\/(?:local\/)?)?bin\/.*?)\r?$/.exec(line);
  const hidden = /^((?:[\uFEFF\s]|#(?!!).*\n)*)#!.*/.exec(text);
  if (hidden) {
    const start = hidden[1]?.length ?? 0;
    const end = hidden[0].length;
    const lineEnd = text.indexOf('\n', end) + 1 || text.length;
    const isBlank = hidden[1]?.replace(/^\uFEFF/, '').trim() === '';
    const move: Edit[] = [
      { start: 0, end: 0, text: text.slice(start, lineEnd) },
      { start, end: lineEnd, text: '' },
    ];
    return {
      start,
      end,
      message: l10n.t('runsv cannot start the script: "#!" must be the first two bytes of the file.'),
      fixes: [
        mending(l10n.t('Move "#!" to the beginning'), ...(isBlank ? [{ start: 0, end: start, text: '' }] : move)),
      ],
    };
  }
  const message = l10n.t('runsv cannot start a script whose first line is not "#!" and a program: exec format error.');
  if (almost?.[1] !== undefined) {
    const end = line.replace(/\r$/, '').length;
    return {
      start: 0,
      end,
      message,
      fixes: [mending(l10n.t('Change to "{0}"', `#!${almost[1]}`), { start: 0, end, text: `#!${almost[1]}` })],
    };
  }
  const lineEnd = line.endsWith('\r') ? '\r\n' : '\n';
  return {
    start: first.start,
    end: first.end,
    message,
    fixes: [mending(l10n.t('Insert "{0}"', fallback), { start: 0, end: 0, text: `${fallback}${lineEnd}` })],
  };
}

function mending(title: string, ...edits: Edit[]): Fix {
  return { title, edits, preferred: true };
}

function* wrongProgram(shebang: string): Generator<Finding> {
  const [, before = '', program = '', rest = ''] = /^(#![ \t]*)(\S*)(.*)$/.exec(shebang) ?? [];
  const start = before.length;
  const end = start + program.length;
  if (program === '') {
    yield {
      start: 0,
      end: 2,
      message: l10n.t('runsv cannot start a script whose first line is not "#!" and a program: exec format error.'),
      fixes: [mending(l10n.t('Change to "{0}"', fallback), { start: 0, end: shebang.length, text: fallback })],
    };
  } else if (/^(?:\/usr(?:\/local)?)?\/s?bin\/?$/.test(program)) {
    const name = /^[ \t]+(\w+)/.exec(rest);
    const whole = `${program.replace(/\/$/, '')}/${name?.[1] ?? ''}`;
    yield {
      start,
      end,
      message: l10n.t('runsv cannot start the script: "{0}" is a folder and no program.', program),
      fixes: name ? [mending(l10n.t('Change to "{0}"', whole), { start, end: end + name[0].length, text: whole })] : [],
    };
  } else if (!program.startsWith('/')) {
    const known = /^(?:bin\/)?((?:ba|da|a)?sh)$/.exec(program)?.[1];
    yield {
      start,
      end,
      severity: 'warning',
      message: l10n.t('"{0}" is looked for in the folder of the service: the kernel knows no search path.', program),
      fixes:
        known === undefined
          ? []
          : [mending(l10n.t('Change to "{0}"', `/bin/${known}`), { start, end, text: `/bin/${known}` })],
    };
  }
}

/** Linux and FreeBSD give all that stands behind the program as one argument. */
function* wrongArguments(shebang: string): Generator<Finding> {
  const found = /^(#![ \t]*\/\S+)([ \t]+)(\S+[ \t]+\S.*?)[ \t]*$/.exec(shebang);
  const [, program = '', blanks = '', words = ''] = found ?? [];
  if (!found || /^-\w*S|^--split-string/.test(words) || /\/(?:execlineb|awk|gawk|sed)$/.test(program)) return;
  const start = program.length + blanks.length;
  const isEnv = program.endsWith('/env');
  if (!isEnv && !/\/(?:ba|da|a)?sh$/.test(program)) return;
  yield {
    start,
    end: start + words.length,
    severity: 'warning',
    message: l10n.t('The kernel gives "{0}" as one single argument.', words),
    fixes: isEnv ? [{ title: l10n.t('Insert "{0}"', '-S'), edits: [{ start, end: start, text: '-S ' }] }] : [],
  };
}

/** No edit mends it in an editor, which gives every line the same end. */
function carriageReturn(shebang: string): Finding {
  return {
    start: 0,
    end: shebang.length,
    message: l10n.t(
      'runsv cannot start the script: this line ends with a carriage return, which the kernel takes for a part of it. Save the file with LF line ends.',
    ),
  };
}
