/** Without it an application behind a proxy sees the proxy's address in place of the client's. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { missingHeader } from '../proxyHeaders.ts';

export const missingForwardedFor: Rule = {
  id: 'missing-forwarded-for',
  severity: 'information',
  check: (file, project) =>
    missingHeader(file, project, {
      header: 'X-Forwarded-For',
      value: '$proxy_add_x_forwarded_for',
      enough: ['x-forwarded-for', 'forwarded'],
      message: l10n.t(
        "X-Forwarded-For is not passed on: the application sees nginx's address instead of the client's.",
      ),
    }),
};
