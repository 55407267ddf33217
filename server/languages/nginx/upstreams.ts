/** The groups of servers that passes can name, over all files that belong together. */
import { oncePerFile } from '../../memory.ts';
import type { File, Project, Statement } from '../../types.ts';
import { placesNamed } from '../../walk.ts';

export interface Upstream {
  file: File;
  statement: Statement;
}

type Upstreams = ReadonlyMap<string, Upstream>;

/** Lives with the first file of those that belong together, which are a new list after each change. */
const known = oncePerFile((): { together?: readonly File[]; upstreams: Upstreams } => ({ upstreams: new Map() }));

/** The upstreams of http by their names in lower case. */
export function upstreamsFor(file: File, project: Project): Upstreams {
  const together = project.together(file);
  const memory = known(together[0] ?? file);
  if (memory.together !== together) {
    const files = together.includes(file) ? together : [file, ...together];
    memory.upstreams = new Map(files.flatMap(upstreamsIn));
    memory.together = together;
  }
  return memory.upstreams;
}

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
