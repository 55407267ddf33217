/** What has to be said to a shell about a service of runit: its run bit and its link, which no text holds. */

export interface ServiceScript {
  /** The folder of the service: the one above for a script of its log. */
  folder: string;
  /** Whether it is the script that the service begins with. */
  isRun: boolean;
}

/** Where runsvdir looks for services, as distributions have it: Debian and others, Void, daemontools' way, Debian's own. */
export const serviceFolders = ['/etc/service', '/var/service', '/service', '/etc/runit/runsvdir/default'];

/** The service whose script stands at the path; undefined where it is none. */
export function serviceScript(path: string): ServiceScript | undefined {
  const [, parent, script] = /^(.+)\/(run|finish|check)$/.exec(path) ?? [];
  // A line end or the like in a path would send the line that is only to be typed.
  if (parent === undefined || /\p{Cc}/u.test(path)) return undefined;
  const folder = parent.replace(/\/log$/, '');
  return folder === '' ? undefined : { folder, isRun: script === 'run' && folder === parent };
}

export function executableLine(path: string): string {
  return `chmod +x ${quoted(path)}`;
}

/** Debian's own folders belong to root, which is asked for by sudo. */
export function linkLine(folder: string, services: string): string {
  return `sudo ln -s ${quoted(folder)} ${quoted(`${services}/`)}`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
