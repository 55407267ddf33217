/** Gunicorn's command line as a piece of the file in which it stands. */
import type { EmbeddedFile, File, Span } from '../../types.ts';

/** How the program that reads the line parts it into words: a POSIX shell, Python's shlex, or systemd. */
export type Quoting = 'shell' | 'shlex' | 'systemd';

/** The gunicorn command between the offsets of the host, through `env`, `chpst`, `sh -c "…"` and the like; undefined where there is none. */
export function gunicornCommand(_host: File, _span: Span, _quoting: Quoting): EmbeddedFile | undefined {
  return undefined;
}
