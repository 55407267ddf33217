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
  const files = settingsFiles(facts, project);
  const [file] = files ?? [];
  if (!files || files.length > 1) return undefined;
  if (!file) return facts.has('config') || mayBeElsewhere ? undefined : { text: usual, isSaid: false };
  const given = applicationsOf(file).at(-1);
  if (!given?.has(setting)) return { text: usual, isSaid: false };
  const value = given.value(setting);
  return value && { text: value.text, isSaid: true };
}

/** The file of settings that the command reads, where the workspace has one such alone. */
export function settingsFileOf(facts: CommandFacts, project: Project): File | undefined {
  const files = settingsFiles(facts, project) ?? [];
  return files.length === 1 ? files[0] : undefined;
}

/** Those of the name that the command says; undefined where it is made when the command runs. */
function settingsFiles(facts: CommandFacts, project: Project): File[] | undefined {
  const path = facts.has('config') ? facts.value('config') : 'gunicorn.conf.py';
  const name = path?.replace(/^(?:file|python):/, '').replace(/^.*\//, '');
  if (name === undefined) return undefined;
  return project.files().filter(({ language, uri }) => language.id === 'gunicorn' && uri.endsWith(`/${name}`));
}
