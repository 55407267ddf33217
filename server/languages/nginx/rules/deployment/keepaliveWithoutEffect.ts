/** Connections to an upstream are kept only where the request allows it: HTTP/1.1 without "Connection: close" (ngx_http_upstream_keepalive_module). */
import * as l10n from '@vscode/l10n';
import type { Edit, File, Finding, Project, Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { type Held, inForce, inheritance, namedOn } from '../../inheritance.ts';
import { lineBefore, lineBehind } from '../../newLines.ts';
import { isOlder, releaseOf } from '../../releases.ts';
import { headOf } from '../../statements.ts';
import { hostOf, upstreamsFor } from '../../upstreams.ts';

/** The release since which nginx asks for kept connections by itself. */
const since = '1.29.7';
const header = 'proxy_set_header Connection "";';

export const keepaliveWithoutEffect: Rule = {
  id: 'keepalive-without-effect',
  severity: 'warning',
  *check(file, project) {
    const kept = keptUpstreams(file, project);
    if (kept.size === 0) return;
    const versions = inheritance(file, project, ['proxy_http_version']);
    const headers = inheritance(file, project, ['proxy_set_header']);
    const told = new Set<string>();
    for (const { statement, context } of placesNamed(file, 'proxy_pass')) {
      if (context.startsWith('stream') || !leadsTo(kept, statement)) continue;
      const said = versions(statement.parent);
      const set = headers(statement.parent);
      if (!said || !set) continue;
      const found = judged(file, project.options.nginx.version, statement, said.at(-1) ?? 'usual', set);
      if (!found) continue;
      const host = hostOf(statement.args[0]?.text ?? '') ?? '';
      // What may be so is said once of each upstream.
      if (found.severity === 'hint' && told.has(host)) continue;
      if (found.severity === 'hint') told.add(host);
      yield found;
    }
    for (const { statement } of placesNamed(file, 'fastcgi_pass')) {
      if (!leadsTo(kept, statement)) continue;
      const held = inForce(file, project, statement.parent, ['fastcgi_keep_conn']);
      if (!held || held[0]?.statement.args[0]?.text === 'on') continue;
      yield {
        ...headOf(statement),
        message: l10n.t(
          'The upstream keeps connections, but without "{0}" each is closed after one request.',
          'fastcgi_keep_conn on',
        ),
        fixes:
          held.length > 0
            ? []
            : [
                {
                  title: l10n.t('Add {0}', 'fastcgi_keep_conn on'),
                  edits: [lineBehind(file.text, statement, 'fastcgi_keep_conn on;')],
                },
              ],
      };
    }
  },
};

/** The names of the upstreams with `keepalive`. */
function keptUpstreams(file: File, project: Project): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const [name, upstream] of upstreamsFor(file, project))
    if (namedOn(upstream.file, upstream.statement, 'keepalive').some(({ args }) => Number(args[0]?.text) > 0))
      kept.add(name);
  return kept;
}

function leadsTo(upstreams: ReadonlySet<string>, pass: Statement): boolean {
  const host = hostOf(pass.args[0]?.text ?? '');
  return host !== undefined && upstreams.has(host);
}

/** Where nothing is said of the version of HTTP, the release decides. */
function judged(
  file: File,
  version: string,
  pass: Statement,
  spoken: Held | 'usual',
  set: readonly Held[],
): Finding | undefined {
  // HTTP/2 has no such header, and keeps its connections.
  if (spoken !== 'usual' && spoken.statement.args[0]?.text === '2') return undefined;
  const connection = set.findLast(({ statement }) => statement.args[0]?.text.toLowerCase() === 'connection');
  // Who names no release may have an old one all the same.
  const isNew = releaseOf(version) !== undefined && !isOlder(version, since);
  const lacksVersion = spoken === 'usual' ? !isNew : spoken.statement.args[0]?.text === '1.0';
  const closes = connection ? connection.statement.args[1]?.text.toLowerCase() === 'close' : !isNew;
  if (!lacksVersion && !closes) return undefined;
  const isSure = isOlder(version, since) || (lacksVersion ? spoken !== 'usual' : connection !== undefined);
  const missing = [lacksVersion ? 'proxy_http_version 1.1' : '', closes ? 'proxy_set_header Connection ""' : '']
    .filter((line) => line !== '')
    .join(' · ');
  const edits = editsFor(file, pass, lacksVersion ? spoken : undefined, closes ? { connection, set } : undefined);
  return {
    ...headOf(pass),
    severity: isSure ? 'warning' : 'hint',
    message: isSure
      ? l10n.t(
          'The upstream keeps connections, but each is closed after one request, for this is missing: {0}.',
          missing,
        )
      : l10n.t('Before nginx {0} connections to the upstream are kept only with: {1}.', since, missing),
    fixes: edits ? [{ title: l10n.t('Add {0}', missing), edits }] : [],
  };
}

/** Undefined where a line here would silence what another file sets. */
function editsFor(
  file: File,
  pass: Statement,
  spoken: Held | 'usual' | undefined,
  headers: { connection: Held | undefined; set: readonly Held[] } | undefined,
): Edit[] | undefined {
  const edits: Edit[] = [];
  if (spoken === 'usual') edits.push(lineBefore(file.text, pass, 'proxy_http_version 1.1;'));
  else if (spoken) {
    const value = spoken.statement.args[0];
    if (spoken.file !== file || !value) return undefined;
    edits.push({ start: value.start, end: value.end, text: '1.1' });
  }
  if (!headers) return edits;
  const value = headers.connection?.statement.args[1];
  const last = headers.set.at(-1);
  if ((headers.connection ?? last)?.file !== file && last) return undefined;
  if (value) edits.push({ start: value.start, end: value.end, text: '""' });
  else if (last) edits.push(lineBehind(file.text, last.statement, header));
  else edits.push(lineBefore(file.text, pass, header));
  return edits;
}
