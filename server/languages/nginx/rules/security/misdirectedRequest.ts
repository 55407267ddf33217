/** A browser sends requests for other names over an HTTP/2 connection whose certificate has them too; 421 makes it open another (RFC 9110, 15.5.20). */
import * as l10n from '@vscode/l10n';
import type { File, Project, Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { inForce, namedOn } from '../../inheritance.ts';
import { headOf } from '../../statements.ts';

const http2: ReadonlySet<string> = new Set(['http2']);

export const misdirectedRequest: Rule = {
  id: 'misdirected-request',
  severity: 'hint',
  *check(file, project) {
    for (const { statement, context } of placesNamed(file, 'return')) {
      const [code] = statement.args;
      if (context !== 'server' || !code || !/^4\d\d$/.test(code.text) || code.text === '421') continue;
      if (!answersForOthers(file, statement.parent) || !speaksHttp2(file, project, statement.parent)) continue;
      yield {
        ...headOf(statement),
        message:
          code.text === '444'
            ? l10n.t(
                'Over HTTP/2 this ends the whole connection, other requests too: 421 makes the browser open another one.',
              )
            : l10n.t(
                'Over HTTP/2 a browser takes {0} for the answer: 421 makes it ask again over another connection.',
                code.text,
              ),
        fixes: [{ title: l10n.t('Use {0}', '421'), edits: [{ start: code.start, end: code.end, text: '421' }] }],
      };
    }
  },
};

/** The default server of an address with TLS. */
function answersForOthers(file: File, server: Statement | undefined): boolean {
  return namedOn(file, server, 'listen').some(
    ({ args }) =>
      args.some(({ text }) => text === 'default_server' || text === 'default') &&
      args.some(({ text }) => text === 'ssl'),
  );
}

function speaksHttp2(file: File, project: Project, server: Statement | undefined): boolean {
  if (namedOn(file, server, 'listen').some(({ args }) => args.some(({ text }) => text === 'http2'))) return true;
  return inForce(file, project, server, http2)?.at(-1)?.statement.args[0]?.text === 'on';
}
