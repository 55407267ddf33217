/** A variable that nothing sets: in other capitals or by a slip, or one in small letters, which no environment has. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import type { ShellVariables, VariableSetting, VariableUse } from '../../shell/variables.ts';
import { nearest } from '../../spelling.ts';
import { shellOf } from '../parse.ts';

/** Small letters all the same, and in the environment by custom. */
const fromOutside = /^(?:https?|ftp|no|all)_proxy$|^(?:debian_chroot|container)$/;

export const variableNeverSet: Rule = {
  id: 'variable-never-set',
  severity: 'warning',
  *check(file) {
    const shell = file.text.includes('$') ? shellOf(file) : undefined;
    if (!shell || shell.error) return;
    const variables = shell.variables();
    const settings = settingsByName(file.text, shell.commands, variables);
    const unread = unreadIn(settings, variables);
    const guarded = new Set(variables.uses.flatMap(({ name, isGuarded }) => (isGuarded ? [name] : [])));
    const told = new Set<string>();
    for (const use of variables.uses) {
      const { name } = use;
      if (told.has(name)) continue;
      const [first] = settings.get(name) ?? [];
      if (first) {
        if (isTooEarly(use, first, settings.get(name) ?? [])) {
          told.add(name);
          yield early(use);
        }
        continue;
      }
      const other = meantBy(name, unread);
      const [meant] = (other !== undefined && settings.get(other)) || [];
      if (meant) {
        told.add(name);
        yield slip(use, meant);
      } else if (!variables.isOpen && isSmall(name) && !guarded.has(name)) {
        told.add(name);
        yield unset(use);
      }
    }
  },
};

/** What is set, and what was meant to be by `NAME = value`. */
function settingsByName(
  text: string,
  commands: NonNullable<ReturnType<typeof shellOf>>['commands'],
  { settings }: ShellVariables,
): Map<string, VariableSetting[]> {
  const found = new Map<string, VariableSetting[]>();
  const meant = commands.flatMap(({ words: [name, sign] }): VariableSetting[] => {
    if (!name || sign?.text !== '=' || !/^[A-Za-z_]\w*$/.test(text.slice(name.start, name.end))) return [];
    return [{ name: name.text, start: name.start, end: name.end, isLater: false, isAssignment: true }];
  });
  for (const setting of [...settings, ...meant].sort((one, other) => one.start - other.start)) {
    const same = found.get(setting.name);
    if (same) same.push(setting);
    else found.set(setting.name, [setting]);
  }
  return found;
}

/** What is set once, and read nowhere; by small letters. */
function unreadIn(
  settings: ReadonlyMap<string, readonly VariableSetting[]>,
  { read }: ShellVariables,
): ReadonlyMap<string, string> {
  const unread = [...settings].flatMap(([name, [first, second]]): [string, string][] =>
    first?.isAssignment && !second && !read.has(name) ? [[name.toLowerCase(), name]] : [],
  );
  return new Map(unread);
}

/** So many that one of them is like any other. */
const tooMany = 50;

/** One that differs in capitals, or by a slip. */
function meantBy(name: string, unread: ReadonlyMap<string, string>): string | undefined {
  const alike = unread.get(name.toLowerCase());
  if (alike !== undefined || name.length < 6 || unread.size > tooMany) return alike;
  return unread.get(nearest(name, unread.keys()) ?? '');
}

function isTooEarly(use: VariableUse, first: VariableSetting, all: readonly VariableSetting[]): boolean {
  if (use.isLater || use.isGuarded || !isSmall(use.name) || use.start >= first.start) return false;
  return all.every(({ isLater, isAssignment }) => isAssignment && !isLater);
}

function isSmall(name: string): boolean {
  return /[a-z]/.test(name) && !fromOutside.test(name);
}

function early({ name, start, end }: VariableUse): Finding {
  return { start, end, message: l10n.t('"{0}" is read before it is set, and is empty here.', `$${name}`) };
}

function unset({ name, start, end }: VariableUse): Finding {
  return { start, end, message: l10n.t('"{0}" is read and never set.', `$${name}`) };
}

function slip({ name: used }: VariableUse, { name: meant, start, end }: VariableSetting): Finding {
  const isAlike = meant.toLowerCase() === used.toLowerCase();
  return {
    start,
    end,
    message: isAlike
      ? l10n.t(
          '"{0}" is set and never read, and "{1}" is read and never set: the shell tells capitals apart.',
          meant,
          `$${used}`,
        )
      : l10n.t('"{0}" is set and never read, and "{1}" is read and never set.', meant, `$${used}`),
    fixes: [{ title: l10n.t('Change to "{0}"', used), edits: [{ start, end, text: used }], preferred: isAlike }],
  };
}
