import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';

/** Lines that are stanzas, and no commands that anybody writes. */
const stanza =
  /^[ \t]*(?:(?:pre|post)-(?:start|stop)[ \t]+(?:script|exec[ \t]+\S.*)|script|respawn|(?:start|stop)[ \t]+on[ \t]+\S.*|end-?script|endscript)[ \t\r]*$/;

/** A script goes on to the next `end script`, over stanzas too. */
export const unendedScript: Rule = {
  id: 'unended-script',
  severity: 'warning',
  *check(file) {
    for (const { raw, close } of file.tree.statements) {
      if (!raw || close === undefined) continue;
      const text = file.text.slice(raw.start, raw.end);
      // What is written into another file may be a job.
      if (text.includes('<<')) continue;
      let start = raw.start;
      for (const line of text.split('\n')) {
        if (line.length < 200 && stanza.test(line)) {
          const from = start + line.search(/\S/);
          const until = start + line.trimEnd().length;
          const isEnd = /^end/.test(line.trim());
          yield {
            start: from,
            end: until,
            message: l10n.t('This belongs to the script above, which goes on to the next "end script".'),
            fixes: [
              isEnd
                ? {
                    title: l10n.t('Change to "{0}"', 'end script'),
                    edits: [{ start: from, end: until, text: 'end script' }],
                  }
                : {
                    title: l10n.t('Insert "{0}"', 'end script'),
                    edits: [{ start: start, end: start, text: 'end script\n' }],
                  },
            ],
          };
          break;
        }
        start += line.length + 1;
      }
    }
  },
};
