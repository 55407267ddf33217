/** Configurations that a template language completes. */
import { test } from 'node:test';
import { checkProblems } from './check.ts';

test('what is to be filled in is no error', () => {
  checkProblems(
    'nginx',
    `
upstream app {
{% for host in hosts %}
    server {{ host.name }}:{{ host.port | default(8000) }};
{% endfor %}
}
server {
    {% if tls -%}
    listen 443 ssl;
    {% else %}
    listen 80;
    listen 80;
    {% endif %}
    server_name {{ names | join(' ') }};
    {{ more }}
    client_max_body_size {{ size }}m;
    gzip onn;
         ^^^ invalid-flag: Invalid value "onn" in "gzip" directive, it must be "on" or "off".
    gizp on;
    ^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
    {# a remark #}
    location / {
        return 200 <%= @text %>;
    }
}
`,
    { context: 'http' },
  );
});

test('tables of Lua are no template', () => {
  checkProblems(
    'nginx',
    `
init_by_lua_block {
    a = {{1, 2}, {3}}
}
gizp on;
^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
`,
    { context: 'http' },
  );
});
