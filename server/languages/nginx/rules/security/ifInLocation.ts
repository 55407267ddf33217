/** In `if` in a location only `return`, `rewrite`, `set` and `break` do what they say; the rest becomes a location of its own. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { directives } from '../../reference.ts';

/** What runs in the rewrite phase, or is known to work in `if`. */
const sound = new Set([
  'return',
  'rewrite',
  'set',
  'break',
  'if',
  'rewrite_log',
  'access_log',
  'expires',
  'add_header',
  'limit_rate',
  'limit_rate_after',
  'echo',
]);

export const ifInLocation: Rule = {
  id: 'if-in-location',
  severity: 'information',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'if')) {
      if (context !== 'location') continue;
      const siblings = statement.parent?.body ?? [];
      for (const inner of statement.body ?? []) {
        const { name } = inner;
        // What may not stand there at all is told elsewhere.
        if (!directives.get(name.text)?.some(({ contexts }) => contexts.includes('if in location'))) continue;
        // A pass in `if` alone is the one thing that works, where nothing beside it has to be carried over.
        if (sound.has(name.text) || name.text.endsWith('_by_lua_block') || /^(?:set|more)_/.test(name.text)) continue;
        if (
          /^(?:proxy|fastcgi|uwsgi|grpc|scgi)_pass$/.test(name.text) &&
          !siblings.some((other) => other.name.text === 'try_files')
        )
          continue;
        yield {
          start: name.start,
          end: name.end,
          message: l10n.t(
            '"{0}" in "if" in a location may not do what is expected: only "return", "rewrite ... last", "set" and "break" are safe there.',
            name.text,
          ),
        };
      }
    }
  },
};
