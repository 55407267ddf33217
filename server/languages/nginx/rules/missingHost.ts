/** Without it nginx sends `Host: $proxy_host`, the name that proxy_pass has for the application. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { missingHeader } from '../proxyHeaders.ts';

export const missingHost: Rule = {
  id: 'missing-host',
  severity: 'information',
  check: (file, project) =>
    missingHeader(file, project, {
      header: 'Host',
      value: '$host',
      enough: ['host'],
      message: l10n.t(
        "The client's Host is not passed on: the application gets the name in proxy_pass and builds its URLs from that.",
      ),
    }),
};
