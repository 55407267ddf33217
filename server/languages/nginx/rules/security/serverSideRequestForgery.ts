/** A target of `proxy_pass` that the client writes makes nginx an open proxy into the network behind it. */
import * as l10n from '@vscode/l10n';
import type { Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { hasInside } from '../../statements.ts';

/** What a client writes as it likes. */
const fromClient =
  /\$\{?(?:http_(?!x_accel)\w+|arg_\w+|cookie_\w+|host|args|query_string|request_uri|uri|document_uri)\b/i;

export const serverSideRequestForgery: Rule = {
  id: 'server-side-request-forgery',
  severity: 'warning',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'proxy_pass')) {
      const [target] = statement.args;
      if (!target || context.startsWith('stream')) continue;
      const host = /^(?:https?:\/\/)?([^/]*)/i.exec(target.text)?.[1] ?? '';
      const found = fromClient.exec(host);
      // What stands behind a name can choose a path or a port, no host; in front of a domain of ours only a name in that.
      if (!found || found.index > 0 || isBoundDomain(host.slice(found[0].length)) || isInternal(statement)) continue;
      yield {
        start: target.start,
        end: target.end,
        message: l10n.t(
          'The client chooses with {0} which host nginx sends this request to.',
          found[0].replace('{', ''),
        ),
      };
    }
  },
};

function isBoundDomain(rest: string): boolean {
  return /^\}?\.[\w-]+\.[\w.-]*[a-z]/i.test(rest);
}

function isInternal(statement: Statement): boolean {
  for (let block = statement.parent; block; block = block.parent)
    if (hasInside(block, 'internal') || block.args[0]?.text.startsWith('@')) return true;
  return false;
}
