/** nginx: `"%s" directive is not allowed here`. */
import * as l10n from '@vscode/l10n';
import { quotedList } from '../../../l10n/lists.ts';
import type { Rule } from '../../../types.ts';
import { faults } from '../faults.ts';
import { directives } from '../reference.ts';

const families = [
  ['http', 'server', 'location', 'upstream', 'if in server', 'if in location', 'limit_except'],
  ['stream', 'stream server', 'stream upstream'],
  ['mail', 'mail server'],
  ['rtmp', 'rtmp server', 'rtmp application', 'rtmp recorder'],
];

export const misplacedDirective: Rule = {
  id: 'misplaced-directive',
  severity: 'error',
  *check(file) {
    for (const { statement, context, refusal } of faults(file, 'misplaced-directive')) {
      if (refusal) {
        yield { start: refusal.start, end: refusal.end, message: refusal.message };
        continue;
      }
      const { text, start, end } = statement.name;
      const wanted = quotedList(placesFor(text, context));
      yield {
        start,
        end,
        message: l10n.t('Directive "{0}" is not allowed here, in "{1}": it belongs in {2}.', text, context, wanted),
      };
    }
  },
};

/** Where the directive may stand: near the context if anywhere there, and as nginx's own modules know it if they do. */
function placesFor(name: string, context: string): string[] {
  const records = directives.get(name) ?? [];
  const own = records.filter((record) => record.package === undefined);
  const places = [...new Set((own.length > 0 ? own : records).flatMap((record) => record.contexts))];
  const family = families.find((contexts) => contexts.includes(context)) ?? [];
  const near = places.filter((place) => family.includes(place));
  return near.length > 0 ? near : places;
}
