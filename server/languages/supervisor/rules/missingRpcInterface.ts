/** Without the factory of its own interface supervisord answers nothing that supervisorctl asks. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { isWhole, sectionsOf } from '../options.ts';

const section = '[rpcinterface:supervisor]';
const option = 'supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface';

export const missingRpcInterface: Rule = {
  id: 'missing-rpcinterface',
  severity: 'warning',
  *check(file) {
    if (!isWhole(file)) return;
    const sections = sectionsOf(file);
    const server = sections.find(({ kind }) => kind === 'unix_http_server' || kind === 'inet_http_server');
    if (!server || sections.some(({ kind }) => kind === 'rpcinterface')) return;
    const { start, end } = server.statement.name;
    const lineEnd = /\r?\n/.exec(file.text)?.[0] ?? '\n';
    const at = server.statement.end;
    const gap = file.text.endsWith('\n', at) ? '' : lineEnd;
    yield {
      start,
      end,
      message: l10n.t('supervisorctl is answered nothing without {0}.', section),
      fixes: [
        {
          title: l10n.t('Add {0}', section),
          edits: [
            {
              start: at,
              end: at,
              text: `${gap}${section}${lineEnd}${option}${lineEnd}${at < file.text.length ? lineEnd : ''}`,
            },
          ],
          preferred: true,
        },
      ],
    };
  },
};
