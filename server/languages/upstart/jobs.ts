/** The jobs of a workspace: each file is one, by its name. */
import { oncePerFile } from '../../memory.ts';
import type { File, Project } from '../../types.ts';

/** `/etc/init/app.conf` is the job `app`. */
export function jobName({ uri }: File): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)).replace(/\.(?:conf|override|upstart)$/, '');
}

function jobs(project: Project): File[] {
  return project.files().filter(({ language }) => language.id === 'upstart');
}

/** The other jobs. */
export function jobNames(project: Project, file: File): string[] {
  return [...new Set(jobs(project).flatMap((other) => (other.uri === file.uri ? [] : jobName(other))))].sort();
}

/** Whether some job says or does that it sends the event. */
export function isEmitted(event: string, file: File, project: Project): boolean {
  return [file, ...jobs(project)].some(
    (job) => emitted(job).has(event) || (emitsByCommand(job) && (job === file || job.text.includes(event))),
  );
}

/** By `initctl emit`, of whatever. */
const emitsByCommand = oncePerFile(({ text }): boolean => /\binitctl\s{1,9}emit\b/.test(text));

const emitted = oncePerFile(
  ({ tree }): ReadonlySet<string> =>
    new Set(tree.statements.flatMap(({ name, args }) => (name.text === 'emits' ? args.map(({ text }) => text) : []))),
);
