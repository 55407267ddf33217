/** A level that Gunicorn does not know means "info", in silence (glogging.Logger.setup). */
import type { Rule } from '../../../../types.ts';
import { levelFault } from '../../levels.ts';
import { commandFacts } from '../facts.ts';

export const unknownLogLevel: Rule = {
  id: 'unknown-log-level',
  severity: 'warning',
  *check(file) {
    for (const { setting, value, isDynamic } of commandFacts(file)?.read.flags ?? [])
      if (setting === 'loglevel' && value && !isDynamic && !/[%${<]/.test(value.text))
        yield* levelFault(value, value.text);
  },
};
