/** Each kind of name that a configuration gives has everything an editor does with names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete } from '../server/features/completion.ts';
import { definition, references } from '../server/features/definition.ts';
import { applyEdits } from '../server/features/fixes.ts';
import { highlights } from '../server/features/highlight.ts';
import { hover } from '../server/features/hover.ts';
import { rename } from '../server/features/rename.ts';
import { workspaceSymbols } from '../server/features/workspaceSymbols.ts';
import { cursorOf, setting } from './check.ts';

interface Kind {
  title: string;
  /** What defines the name `one`, and beside it another of its kind, `two`. */
  defines: string;
  /** Uses `one`; the cursor is in it. */
  uses: string;
  /** What completion offers in its place, where that is not the name alone. */
  label?: string;
  /** The word of the hover. */
  kind: string;
  /** Why it is not renamed. */
  refusal?: string;
  /** Nothing refers to it by name. */
  isUnused?: boolean;
}

const http = (text: string): string => `http {\n${text}\n}\n`;
const inServer = (text: string): string => `server { ${text} }`;
const variable = (title: string, defines: string): Kind => ({
  title,
  defines,
  uses: inServer('return 200 $o<|>ne;'),
  kind: 'Variable',
  label: '$one',
});

const symbols: readonly Kind[] = [
  {
    title: 'upstream',
    defines: 'upstream one { server 10.0.0.1; } upstream two { server 10.0.0.2; }',
    uses: inServer('location / { proxy_pass http://o<|>ne; }'),
    label: 'http://one',
    kind: 'Upstream',
  },
  variable('set', inServer('set $one 1; set $two 2;')),
  variable('map', 'map $uri $one { default 1; } map $uri $two { default 2; }'),
  variable('geo', 'geo $one { default 1; } geo $two { default 2; }'),
  variable('split_clients', 'split_clients $uri $one { * 1; } split_clients $uri $two { * 2; }'),
  variable('a named group of a location', inServer('location ~ ^/(?<one>a)(?<two>b)$ { }')),
  variable('a named group of a server name', inServer('server_name ~^(?<one>a)(?<two>b)$;')),
  variable('a named group of a map', 'map $uri $two { ~^/(?<one>a)$ 1; }'),
  variable('auth_request_set', inServer('auth_request_set $one $uri; auth_request_set $two $uri;')),
  variable('js_set', 'js_set $one main.one; js_set $two main.two;'),
  variable('js_var', 'js_var $one 1; js_var $two 2;'),
  variable('perl_set', 'perl_set $one main::one; perl_set $two main::two;'),
  variable('set_by_lua_block', inServer('set_by_lua_block $one { return 1 } set_by_lua_block $two { return 2 }')),
  variable('keyval', 'keyval_zone zone=z:1m; keyval $uri $one zone=z; keyval $uri $two zone=z;'),
  {
    title: 'named location',
    defines: '',
    uses: inServer('location @one { } location @two { } location / { try_files $uri @o<|>ne; }'),
    label: '@one',
    kind: 'Named location',
  },
  {
    title: 'log format',
    defines: "log_format one '$uri'; log_format two '$uri';",
    uses: inServer('access_log a.log o<|>ne;'),
    label: 'one',
    kind: 'Log format',
  },
  {
    title: 'limit_req zone',
    defines: 'limit_req_zone $uri zone=one:1m rate=1r/s; limit_req_zone $uri zone=two:1m rate=1r/s;',
    uses: inServer('limit_req zone=o<|>ne;'),
    label: 'zone=one',
    kind: 'Shared zone',
  },
  {
    title: 'limit_conn zone',
    defines: 'limit_conn_zone $uri zone=one:1m; limit_conn_zone $uri zone=two:1m;',
    uses: inServer('limit_conn o<|>ne 1;'),
    label: 'one',
    kind: 'Shared zone',
  },
  {
    title: 'keyval zone',
    defines: 'keyval_zone zone=one:1m; keyval_zone zone=two:1m;',
    uses: 'keyval $uri $value zone=o<|>ne;',
    label: 'zone=one',
    kind: 'Shared zone',
  },
  {
    title: 'zone of an upstream',
    defines: 'upstream a { zone two 64k; server 10.0.0.1; }',
    uses: 'upstream b { zone o<|>ne 64k; server 10.0.0.2; }',
    kind: 'Shared zone',
    isUnused: true,
  },
  {
    title: 'zone of sessions',
    defines: inServer('ssl_session_cache shared:two:1m;'),
    uses: inServer('ssl_session_cache shared:o<|>ne:1m;'),
    kind: 'Shared zone',
    isUnused: true,
  },
  ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (family): Kind => ({
      title: `${family} cache`,
      defines: `${family}_cache_path /a keys_zone=one:1m; ${family}_cache_path /b keys_zone=two:1m;`,
      uses: inServer(`${family}_cache o<|>ne;`),
      label: 'one',
      kind: 'Cache',
    }),
  ),
  {
    title: 'server name',
    defines: inServer('server_name two;'),
    uses: inServer('server_name o<|>ne;'),
    kind: 'Server name',
    refusal: 'A server name is known outside of these files, so it cannot be renamed here alone.',
    isUnused: true,
  },
  {
    title: 'match',
    defines: 'match one { status 200; } match two { status 204; }',
    uses: inServer('location / { proxy_pass http://10.0.0.1; health_check match=o<|>ne; }'),
    label: 'match=one',
    kind: 'Health check conditions',
  },
];

for (const { title, defines, uses, label, kind, refusal, isUnused = false } of symbols)
  test(`${title}: definition, references, rename, highlight, workspace symbol, hover, completion`, () => {
    const { text, offset } = cursorOf(http(`${defines}\n${uses}`));
    const { file, project } = setting('nginx', text, { context: 'main', complete: true });
    const written = ({ use: { start, end } }: { use: { start: number; end: number } }) => text.slice(start, end);
    const definitions = definition(file, project, offset);
    assert.deepEqual(definitions.map(written), ['one'], 'one definition');
    const all = references(file, project, offset, true);
    assert.equal(all.length, isUnused ? 1 : 2, 'all its places');
    assert.equal(references(file, project, offset, false).length, isUnused ? 0 : 1, 'its uses');
    assert.equal(highlights(file, project, offset).length, all.length, 'highlights');
    assert.ok(workspaceSymbols(project, 'one').some((named) => named.use.start === definitions[0]?.use.start));

    const renaming = rename(file, project, offset, 'three');
    if ('refusal' in renaming) assert.equal(renaming.refusal, refusal);
    else {
      assert.equal(refusal, undefined);
      const [change] = renaming.changes;
      const after = applyEdits(text, change?.edits ?? []);
      assert.equal(after.match(/\bthree\b/g)?.length, all.length, after);
      const collision = rename(file, project, offset, 'two');
      assert.ok('refusal' in collision && /in use already/.test(collision.refusal), 'what collides is refused');
    }

    const shown = hover(file, project, offset, 'en')?.markdown ?? '';
    assert.match(shown, new RegExp(`\\*\\*${kind}\\*\\* .*defined in \\[app\\.conf:\\d+\\]`));
    assert.match(hover(file, project, offset, 'zh-cn')?.markdown ?? '', /定义于/);
    if (label === undefined) return;
    const offered = complete(file, project, offset, 'en').map((completion) => completion.label);
    assert.ok(offered.includes(label), `${label} is not among ${offered.slice(0, 20).join(' ')}`);
  });
