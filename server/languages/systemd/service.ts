/** What several rules ask of a service that starts Gunicorn. */
import * as l10n from '@vscode/l10n';
import type { File, Fix, Project, Span } from '../../types.ts';
import { type Effective, effectiveSetting } from '../across/effective.ts';
import type { Flag } from '../gunicorn/command/arguments.ts';
import { type Call, type Unit, unitOf } from './unit.ts';

/** What Gunicorn takes for a setting, where that is known: variables may come from `Environment` and `EnvironmentFile`. */
export function settingOf(
  file: File,
  { facts }: Call,
  setting: string,
  usual: string,
  project: Project,
): Effective | undefined {
  return effectiveSetting(facts, setting, usual, project, hasVariables(unitOf(file)));
}

function hasVariables(unit: Unit): boolean {
  return unit.isDropIn || ['EnvironmentFile', 'PassEnvironment'].some((key) => unit.all('Service', key).length > 0);
}

/** The flag with its value and the blanks in front of it. */
export function flagSpan({ text }: File, { name, value }: Flag): Span {
  let { start } = name;
  while (' \t'.includes(text.charAt(start - 1)) && start > 0) start--;
  return { start, end: Math.max(name.end, value?.end ?? 0) };
}

export function withoutFlag(file: File, flag: Flag): Fix {
  return { title: l10n.t('Remove {0}', flag.flag), edits: [{ ...flagSpan(file, flag), text: '' }] };
}

export interface SocketPath extends Span {
  path: string;
}

/** The paths of the UNIX sockets that the command binds, as they are known today. */
export function socketPaths(file: File, { facts }: Call): SocketPath[] {
  return facts.read.flags.flatMap(({ setting, value, isDynamic }) => {
    const path = /^unix:(?:\/\/)?(\/.+)$/.exec(value?.text ?? '')?.[1];
    if (setting !== 'bind' || !value || isDynamic || path === undefined || /[%${]/.test(path)) return [];
    const at = file.text.slice(value.start, value.end).indexOf(path);
    return at < 0 ? [] : [{ start: value.start + at, end: value.start + at + path.length, path: today(path) }];
  });
}

/** `/var/run` is a link to `/run`. */
export function today(path: string): string {
  return path.replace(/^\/var\/run\//, '/run/').replace(/\/{2,}/g, '/');
}

/** Whether systemd passes it a socket, so that it binds none. */
export function isOn(unit: Unit, key: string): boolean {
  return /^(?:1|yes|y|true|t|on)$/i.test(unit.last('Service', key)?.value?.text ?? '');
}
