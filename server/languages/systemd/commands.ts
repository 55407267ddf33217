/** Gunicorn's command lines in a unit. */
import type { EmbeddedFile, File } from '../../types.ts';
import { gunicornCommand } from '../gunicorn/command.ts';

export function embedded(file: File): readonly EmbeddedFile[] {
  const options = file.tree.statements.flatMap(({ body }) => body ?? []);
  return options.flatMap(({ name, args: [value] }) =>
    /^Exec(?:Start|Reload|Stop)(?:Pre|Post)?$/.test(name.text) && value ? gunicornCommand(file, value, 'systemd') : [],
  );
}
