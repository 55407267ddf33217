/** TLS is on as soon as one of both is said, and each connection then wants the certificate (sock.ssl_context). */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { givenIn, isGiven, isWhole } from '../given.ts';

export const keyWithoutCertificate: Rule = {
  id: 'key-without-certificate',
  severity: 'warning',
  *check(file) {
    const keys = givenIn(file, 'keyfile');
    // A function may bring the certificate.
    if (keys.length === 0 || !isWhole(file) || isGiven(file, 'certfile') || isGiven(file, 'ssl_context')) return;
    for (const { start, end, name, text } of keys)
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
