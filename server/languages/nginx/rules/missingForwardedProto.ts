/** Without it an application behind a proxy that ends TLS takes every request for plain HTTP. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { missingHeader } from '../proxyHeaders.ts';

export const missingForwardedProto: Rule = {
  id: 'missing-forwarded-proto',
  severity: 'information',
  check: (file, project) =>
    missingHeader(file, project, {
      header: 'X-Forwarded-Proto',
      value: '$scheme',
      enough: [
        'x-forwarded-proto',
        'x-forwarded-protocol',
        'x-forwarded-ssl',
        'x-forwarded-scheme',
        'x-scheme',
        'forwarded',
      ],
      message: l10n.t(
        'X-Forwarded-Proto is not passed on: the application cannot tell HTTPS from HTTP and builds wrong redirects and cookies.',
      ),
    }),
};
