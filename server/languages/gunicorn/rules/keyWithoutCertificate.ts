/** TLS is on as soon as one of both is said, and each connection then wants the certificate (sock.ssl_context). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { givenIn } from '../given.ts';

export const keyWithoutCertificate: Rule = {
  id: 'key-without-certificate',
  severity: 'warning',
  *check(file) {
    const given = givenIn(file);
    // A function may bring the certificate.
    if (!given?.isWhole || given.has('certfile') || given.has('ssl_context')) return;
    for (const { start, end, name, text } of given.all('keyfile'))
      if (text !== undefined && text !== '')
        yield {
          start,
          end,
          message: l10n.t(
            '"{0}" switches TLS on, and without "{1}" every connection fails.',
            name.text,
            name.text.startsWith('-') ? '--certfile' : 'certfile',
          ),
        };
  },
};
