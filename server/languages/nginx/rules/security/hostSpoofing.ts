/** `$http_host` is whatever the client wrote; an application that believes it sends people to a host of an attacker's. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

export const hostSpoofing: Rule = {
  id: 'host-from-client',
  severity: 'hint',
  *check(file) {
    for (const { statement } of placesNamed(file, 'proxy_set_header')) {
      const [field, value] = statement.args;
      if (field?.text.toLowerCase() !== 'host' || !value || !/\$\{?(?:http_|arg_|cookie_)/i.test(value.text)) continue;
      const isWhole = /^\$\{?http_host\}?$/i.test(value.text);
      yield {
        start: value.start,
        end: value.end,
        message: l10n.t(
          'The client writes {0} as it likes. The application must know its own names (ALLOWED_HOSTS), or nginx refuse others.',
          value.text,
        ),
        ...(isWhole && {
          fixes: [
            {
              title: l10n.t('Use $host, the name without the port'),
              edits: [{ start: value.start, end: value.end, text: '$host' }],
            },
          ],
        }),
      };
    }
  },
};
