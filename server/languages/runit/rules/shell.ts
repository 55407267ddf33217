/** What a shell reads as something else than it looks like. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { commandsOf } from '../parse.ts';

const name = /^[A-Za-z_]\w*$/;

/** `NAME = value` runs a program of that name (POSIX shell, 2.9.1). */
export const spacedAssignment: Rule = {
  id: 'spaced-assignment',
  severity: 'error',
  *check(file) {
    for (const { words } of commandsOf(file)) {
      const [variable, sign, value, ...more] = words;
      if (!variable || sign?.text !== '=' || sign.quote !== '' || !name.test(variable.text)) continue;
      const last = more[more.length - 1] ?? value ?? sign;
      yield {
        start: variable.start,
        end: last.end,
        message: l10n.t(
          'The shell runs a program "{0}" with "=" as its first argument: an assignment has no blanks around "=".',
          variable.text,
        ),
        fixes:
          value && more.length === 0
            ? [
                {
                  title: l10n.t('Remove the blanks'),
                  edits: [{ start: variable.end, end: value.start, text: '=' }],
                  preferred: true,
                },
              ]
            : [],
      };
    }
  },
};

/** `[-f` is the name of a program that there is not. */
export const bracketWithoutBlank: Rule = {
  id: 'bracket-without-blank',
  severity: 'error',
  *check(file) {
    for (const { words } of commandsOf(file)) {
      const first = words.find(({ text }) => !/^(?:if|elif|while|until|!|then|else|do|\{|\()$/.test(text));
      if (first?.quote !== '' || !/^\[{1,2}[-!$"'\w/]/.test(first.text)) continue;
      const brackets = first.text.startsWith('[[') ? 2 : 1;
      yield {
        start: first.start,
        end: first.end,
        message: l10n.t(
          '"{0}" is read as the name of a program: a blank is missing behind "{1}".',
          first.text,
          '['.repeat(brackets),
        ),
        fixes: [
          {
            title: l10n.t('Insert a blank'),
            edits: [{ start: first.start + brackets, end: first.start + brackets, text: ' ' }],
            preferred: true,
          },
        ],
      };
    }
  },
};

/** A variable that nothing sets, while another one of the same letters is set and never read. */
export const unsetVariable: Rule = {
  id: 'variable-never-set',
  severity: 'warning',
  *check(file) {
    const set = new Map<string, { start: number; end: number }>();
    for (const { words } of commandsOf(file)) {
      const [first, sign] = words;
      const glued = /^([A-Za-z_]\w*)=/.exec(first?.text ?? '')?.[1];
      if (first && glued !== undefined) set.set(glued, { start: first.start, end: first.start + glued.length });
      else if (first && sign?.text === '=' && name.test(first.text)) set.set(first.text, first);
    }
    const code = file.text.replace(/^[ \t]*#.*$/gm, (comment) => ' '.repeat(comment.length));
    const uses = [...code.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)];
    const read = new Set(uses.map(([, braced, plain]) => braced ?? plain));
    const told = new Set<string>();
    for (const use of uses) {
      const used = use[1] ?? use[2] ?? '';
      if (set.has(used) || told.has(used)) continue;
      const meant = [...set.keys()].find((other) => other.toLowerCase() === used.toLowerCase() && !read.has(other));
      const place = meant === undefined ? undefined : set.get(meant);
      if (meant === undefined || !place) continue;
      told.add(used);
      yield {
        start: place.start,
        end: place.end,
        message: l10n.t(
          '"{0}" is set and never read, and "{1}" is read and never set: the shell tells capitals apart.',
          meant,
          `$${used}`,
        ),
        fixes: [
          {
            title: l10n.t('Change to "{0}"', used),
            edits: [{ start: place.start, end: place.end, text: used }],
            preferred: true,
          },
        ],
      };
    }
  },
};
