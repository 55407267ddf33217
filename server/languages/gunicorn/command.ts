/** Gunicorn's command line as a piece of the file in which it stands. */
import type { EmbeddedFile, File, Span } from '../../types.ts';
import type { Quoting } from '../shellWords.ts';

/** The gunicorn command between the offsets of the host, through `env`, `chpst`, `sh -c "…"` and the like; undefined where there is none. */
export function gunicornCommand(_host: File, _span: Span, _quoting: Quoting): EmbeddedFile | undefined {
  return undefined;
}
