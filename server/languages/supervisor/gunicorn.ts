/** The programs whose command starts Gunicorn, with what the command line says. */
import { embeddedFiles } from '../../embedded.ts';
import { oncePerFile } from '../../memory.ts';
import type { Project, Token } from '../../types.ts';
import { type Effective, effectiveSetting } from '../across/effective.ts';
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
    return facts && facts.call.kind !== 'environment' ? [{ facts, start: piece.start }] : [];
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

/** What Gunicorn takes for a setting; undefined where that is not known. */
export function settingOf(
  { facts, section }: GunicornProgram,
  setting: string,
  usual: string,
  project: Project,
): Effective | undefined {
  return effectiveSetting(facts, setting, usual, project, section.options.has('environment'));
}
