/** The programs whose command starts Gunicorn, with what the command line says. */
import { embeddedFiles } from '../../embedded.ts';
import { oncePerFile } from '../../memory.ts';
import type { File, Project, Token } from '../../types.ts';
import { applicationsOf } from '../across/applications.ts';
import { type CommandFacts, commandFacts } from '../gunicorn/command/facts.ts';
import { type Section, sectionsOf } from './options.ts';
import { programs } from './reference.ts';

export interface GunicornProgram {
  section: Section;
  command: Token;
  facts: CommandFacts;
}

export const gunicornPrograms = oncePerFile((file): readonly GunicornProgram[] => {
  const calls = embeddedFiles(file).flatMap((piece) => {
    const facts = commandFacts(piece);
    return facts ? [{ facts, start: piece.start }] : [];
  });
  if (calls.length === 0) return [];
  const found: GunicornProgram[] = [];
  let next = 0;
  for (const section of sectionsOf(file)) {
    const command = section.options.get('command')?.value;
    if (!programs.has(section.kind) || !command) continue;
    // Both go through the sections in the same order, so one walk is enough.
    const call = calls[next];
    if (!call || call.start < command.start || call.start > command.end) continue;
    found.push({ section, command, facts: call.facts });
    while ((calls[next]?.start ?? file.text.length) <= command.end && next < calls.length) next++;
  }
  return found;
});

/** What Gunicorn takes for a setting where the command line or its only file of settings says so; undefined where that is not known. */
export function settingOf(
  { facts, section }: GunicornProgram,
  setting: string,
  usual: string,
  project: Project,
): { text: string; isSaid: boolean } | undefined {
  if (facts.has(setting)) {
    const text = facts.value(setting);
    return text === undefined ? undefined : { text, isSaid: true };
  }
  const named = facts.has('config');
  const path = named ? facts.value('config') : 'gunicorn.conf.py';
  if (path === undefined) return undefined;
  const files = settingsFiles(project, path.replace(/^(?:file|python):/, '').replace(/^.*\//, ''));
  const [file] = files;
  if (!file) return named || section.options.has('environment') ? undefined : { text: usual, isSaid: false };
  if (files.length > 1) return undefined;
  const given = applicationsOf(file).at(-1);
  if (!given?.has(setting)) return { text: usual, isSaid: false };
  const value = given.value(setting);
  return value && { text: value.text, isSaid: true };
}

function settingsFiles(project: Project, name: string): File[] {
  return project.files().filter(({ language, uri }) => language.id === 'gunicorn' && uri.endsWith(`/${name}`));
}
