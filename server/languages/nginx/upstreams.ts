/** The groups of servers that passes can name, over all files that belong together. */
import { oncePerGroup } from '../../memory.ts';
import type { File, Project, Statement } from '../../types.ts';
import { placesNamed } from '../../walk.ts';

export interface Upstream {
  file: File;
  statement: Statement;
}

/** The upstreams of http by their names in lower case. */
export function upstreamsFor(file: File, project: Project): ReadonlyMap<string, Upstream> {
  const together = project.together(file);
  return named(together.includes(file) ? together : [file, ...together], project);
}

const named = oncePerGroup((files): ReadonlyMap<string, Upstream> => new Map(files.flatMap(upstreamsIn)));

function upstreamsIn(file: File): [string, Upstream][] {
  return placesNamed(file, 'upstream').flatMap(({ statement, context }) => {
    const name = statement.args[0]?.text.toLowerCase();
    return name === undefined || context.startsWith('stream') ? [] : [[name, { file, statement }]];
  });
}

/** The directives that hand a request to another program. */
export const passes = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass'] as const;

/** The host of a pass's target in lower case, where it is written out: no variable, no socket, no port. */
export function hostOf(target: string): string | undefined {
  const authority = /^(?:(?:https?|grpcs?|s?uwsgi):\/\/)?([^/$?]+)(?=[/?]|$)/i.exec(target)?.[1];
  if (authority === undefined || authority.startsWith('unix:')) return undefined;
  return authority.replace(/:\w+$/, '').toLowerCase();
}
