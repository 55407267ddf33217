/** Gunicorn's command lines in a unit, and what $GUNICORN_CMD_ARGS holds. */
import type { EmbeddedFile, File } from '../../types.ts';
import { gunicornArguments, gunicornCommand } from '../gunicorn/command.ts';
import { wordsOf } from './words.ts';

export function embedded(file: File): readonly EmbeddedFile[] {
  const options = file.tree.statements.flatMap(({ body }) => body ?? []);
  const environment = options.flatMap(({ name, args: [value] }) =>
    name.text === 'Environment' && value?.text.includes('GUNICORN_CMD_ARGS')
      ? wordsOf(file, value).words.flatMap((word) => gunicornArguments(file, word))
      : [],
  );
  const commands = options.flatMap(({ name, args: [value] }) =>
    /^Exec(?:Start|Reload|Stop)(?:Pre|Post)?$/.test(name.text) && value
      ? gunicornCommand(file, value, 'systemd', environment)
      : [],
  );
  return [...environment, ...commands].sort((one, other) => one.start - other.start);
}
