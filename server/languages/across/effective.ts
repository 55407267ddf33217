/** What Gunicorn takes for a setting: the command line holds before its file of settings. */
import type { File, Project } from '../../types.ts';
import type { CommandFacts } from '../gunicorn/command/facts.ts';
import { applicationsOf } from './applications.ts';

export interface Effective {
  text: string;
  /** Somebody has written it; else it is the default. */
  isSaid: boolean;
}

/**
 * Undefined where it is not known: where the file of settings is not at hand, and where `mayBeElsewhere` says that a variable of the
 * environment may hold it.
 */
export function effectiveSetting(
  facts: CommandFacts,
  setting: string,
  usual: string,
  project: Project,
  mayBeElsewhere: boolean,
): Effective | undefined {
  if (facts.has(setting)) {
    const text = facts.value(setting);
    return text === undefined ? undefined : { text, isSaid: true };
  }
  const named = facts.has('config');
  const path = named ? facts.value('config') : 'gunicorn.conf.py';
  if (path === undefined) return undefined;
  const files = settingsFiles(project, path.replace(/^(?:file|python):/, '').replace(/^.*\//, ''));
  const [file] = files;
  if (!file) return named || mayBeElsewhere ? undefined : { text: usual, isSaid: false };
  if (files.length > 1) return undefined;
  const given = applicationsOf(file).at(-1);
  if (!given?.has(setting)) return { text: usual, isSaid: false };
  const value = given.value(setting);
  return value && { text: value.text, isSaid: true };
}

function settingsFiles(project: Project, name: string): File[] {
  return project.files().filter(({ language, uri }) => language.id === 'gunicorn' && uri.endsWith(`/${name}`));
}
