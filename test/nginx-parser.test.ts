/** nginx's words and statements as its own lexer reads them, and what becomes of a text with faults: one error for each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageById } from '../server/languages/index.ts';
import { checkFix, checkFixAll, checkProblems, checkTree, crlf } from './check.ts';

const nginx = languageById('nginx') ?? assert.fail('no nginx');

/** The values of the first statement's arguments. */
function argumentsOf(text: string): string[] | undefined {
  return nginx.parse(text).statements[0]?.args.map((argument) => argument.text);
}

/** A text with faults of syntax alone, in an http block. */
function checkSyntax(picture: string): void {
  checkProblems('nginx', picture, { context: 'http', severities: quiet });
}

const quiet = { 'missing-host': 'off', 'missing-forwarded-for': 'off', 'missing-forwarded-proto': 'off' } as const;

test('statements, blocks and their words', () => {
  checkTree(
    'nginx',
    'http{server{listen 127.0.0.1:81;server_name a b;}}gzip\ton\n;',
    `
http {
  server {
    listen · 127.0.0.1:81
    server_name · a · b
  }
}
gzip · on
`,
  );
});

test('a quoted word may hold anything', () => {
  assert.deepEqual(argumentsOf(`a "b c" 'd;e' "{}" "#f" 'it"s' "it's" "";`), [
    'b c',
    'd;e',
    '{}',
    '#f',
    'it"s',
    "it's",
    '',
  ]);
  assert.deepEqual(argumentsOf('add_header CSP "a;\n  # b;\n  c";'), ['CSP', 'a;\n  # b;\n  c']);
  checkTree('nginx', '"http" { \'server\' { } }', '\nhttp {\n  server {\n  }\n}\n');
});

test('a quote or a brace inside a word is a letter like others', () => {
  assert.deepEqual(argumentsOf('a b"c"d e}f g#h i=\'j;'), ['b"c"d', 'e}f', 'g#h', "i='j"]);
  checkTree('nginx', 'location ~ ^/a}$ { }', '\nlocation · ~ · ^/a}$ {\n}\n');
});

test('a backslash is dropped before quotes and itself, and makes tab, return and line feed', () => {
  assert.deepEqual(argumentsOf(String.raw`a "b\"c" 'd\'e' "f\\g" "\t\r\n" \.php\d+$ h\;i j\ k \$l;`), [
    'b"c',
    "d'e",
    'f\\g',
    '\t\r\n',
    String.raw`\.php\d+$`,
    String.raw`h\;i`,
    String.raw`j\ k`,
    String.raw`\$l`,
  ]);
  assert.deepEqual(argumentsOf('a b \\\n c;'), ['b', '\\\n', 'c']);
});

test('the brace behind a dollar belongs to the word', () => {
  assert.deepEqual(argumentsOf(`set $a \${b}c-$d\${e};`), ['$a', `\${b}c-$d\${e}`]);
  checkTree('nginx', 'location ~ "^/a$"{ } location /b{ }', '\nlocation · ~ · ^/a$ {\n}\nlocation · /b {\n}\n');
});

test('a parenthesis may follow a quote', () => {
  checkTree('nginx', 'if ($a = "b") { }', '\nif · ($a · = · b · ) {\n}\n');
});

test('a comment begins where a word could', () => {
  const tree = nginx.parse('# one\r\na b#c # two\n;  # three');
  assert.deepEqual(
    tree.comments.map(({ start, end }) => [start, end]),
    [
      [0, 5],
      [13, 18],
      [22, 29],
    ],
  );
  assert.deepEqual(
    tree.statements[0]?.args.map(({ text }) => text),
    ['b#c'],
  );
});

test('blanks are space, tab, line feed and return; a lone return ends no comment', () => {
  assert.deepEqual(argumentsOf('a\tb\rc\r\nd;'), ['b', 'c', 'd']);
  assert.deepEqual(argumentsOf('a b\u00a0c\fd;'), ['b\u00a0c\fd']);
  checkTree('nginx', '# a\rgzip on;\ngzip off;', '\ngzip · off\n');
});

test('files with the line ends of Windows', () => {
  const text = crlf('http {\n  # a\n  log_format main "a"\n    "b";\n}\n');
  checkTree('nginx', text, '\nhttp {\n  log_format · main · a · b\n}\n');
  checkProblems(
    'nginx',
    crlf(`
http {
  gizp on;
  ^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
  # a comment
  sendfile on
           ^^ syntax: Directive "sendfile" is not terminated by ";" before "}".
}
`),
  );
});

test('nginx takes a byte order mark for a part of the first name', () => {
  const text = '\uFEFFevents { }\n';
  checkFixAll('nginx', text, 'events { }\n');
  const [error, ...more] = nginx.parse(text).errors;
  assert.deepEqual([error?.start, error?.end, more.length], [0, 1, 0]);
  assert.match(error?.message ?? '', /byte order mark/);
  assert.deepEqual(nginx.parse('\uFEFF').errors, []);
  checkTree('nginx', text, '\nevents {\n}\n');
});

test('Lua is opaque: strings, long brackets and comments hide its braces', () => {
  checkTree(
    'nginx',
    `
location / {
  content_by_lua_block {
    local t = { a = "}", b = '\\'}' } -- it's }
    --[==[ } ]] ]==]
    ngx.say([[ } ]], t[1])
  }
  set_by_lua_block $x { return { "#" } }
  access_by_lua_block{}
  rewrite_by_lua_block
  {
    -- no end }
  }
}`,
    `
location · / {
  content_by_lua_block {
    <\\n    local t = { a = "}", b = '\\'}' } -- it's }\\n    --[==[ } ]] ]==]\\n    ngx.say([[ } ]], t[1])\\n  >
  }
  set_by_lua_block · $x {
    < return { "#" } >
  }
  access_by_lua_block {
    <>
  }
  rewrite_by_lua_block {
    <\\n    -- no end }\\n  >
  }
}
`,
  );
});

test('Lua without an end ends where its block is closed by the look of it', () => {
  checkSyntax(`
server {
    location / {
        content_by_lua_block {
        ^^^^^^^^^^^^^^^^^^^^ syntax: The Lua code of "content_by_lua_block" does not end: a brace, quote or bracket in it is never closed.
            ngx.say("half)
        }
        gizp on;
        ^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
    }
    location /b {
        access_by_lua_block {
        ^^^^^^^^^^^^^^^^^^^ syntax: The Lua code of "access_by_lua_block" does not end: a brace, quote or bracket in it is never closed.
            local half = {
        }
    }
}
`);
});

test('a missing semicolon costs one error, on its own line', () => {
  checkSyntax(`
server {
    listen 8080
           ^^^^ syntax: Directive "listen" is not terminated by ";" before "error_page".
    error_page 404 /404.html
                   ^^^^^^^^^ syntax: Directive "error_page" is not terminated by ";" before "root".
    root /srv/app
         ^^^^^^^^ syntax: Directive "root" is not terminated by ";" before "location".
    location / {
        gzip on
             ^^ syntax: Directive "gzip" is not terminated by ";" before "}".
    }
    gizp on;
    ^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
}
upstream app {
    server 127.0.0.1:8000
           ^^^^^^^^^^^^^^ syntax: Directive "server" is not terminated by ";" before "server".
    server 127.0.0.1:8001;
}
gzip on
     ^^ syntax: Unexpected end of file: directive "gzip" is not terminated by ";".
`);
  checkFixAll(
    'nginx',
    'server {\n    listen 8080 # all\n    server_name a;\n    location / { gzip on }\n}\n',
    'server {\n    listen 8080; # all\n    server_name a;\n    location / { gzip on; }\n}\n',
  );
});

test('a statement may go on over lines', () => {
  checkSyntax(`
log_format main '$remote_addr'
                ' "$request"';
gzip_types
    text/plain
    text/css;
server {
    server_name
        a.example
        b.example;
    proxy_next_upstream error
                        timeout;
    listen 443 ssl
           bind
           reuseport;
    if ($host
        = a) { return 403; }
}
`);
});

test('a missing closing brace costs one error where the indentation shows it', () => {
  checkSyntax(`
server {
    location / {
        gzip on;

    location /a {
    ^ syntax: "}" expected before "location": "location" on line 3 is not closed.
        gizp on;
        ^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
    }
}
`);
  checkSyntax(`
server
{
	location /
	{
		if ($uri)
		{
			return 403;
	}
	^ syntax: "}" expected before "}": "if" on line 6 is not closed.
	gzip on;
}
`);
  checkSyntax(`
server {
    location /a {
    listen 8080;
    ^ syntax: "}" expected before "listen": "location" on line 3 is not closed.
}
`);
});

test('without indentation a missing brace is seen at a block that never stands there, or at the end', () => {
  checkProblems(
    'nginx',
    `
http {
server {
location / {
gzip on;
}
upstream app {
^ syntax: "}" expected before "upstream": "server" on line 3 is not closed.
server 127.0.0.1:8000;
}
server {
listen 8080;
server {
^ syntax: "}" expected before "server": "server" on line 10 is not closed.
listen 8081;
}
}
`,
  );
  checkSyntax(`
server {
location / {
gzip on;
}

^ syntax: Unexpected end of file, expecting "}": "server" on line 2 is never closed.`);
});

test('a closing brace is put in', () => {
  checkFix(
    'nginx',
    'server {\n    location / {\n        gzip on; # a\n\n    <|>location /a {\n    }\n}\n',
    'server {\n    location / {\n        gzip on; # a\n    }\n\n    location /a {\n    }\n}\n',
  );
  checkFix('nginx', 'http {\r\n\tserver {\r\n\t}\r\n<|>', 'http {\r\n\tserver {\r\n\t}\r\n}\r\n');
});

test('a missing opening brace costs one error', () => {
  checkSyntax(`
server
^^^^^^ syntax: Directive "server" has no opening "{".
    listen 8080;
    location /a
    ^^^^^^^^ syntax: Directive "location" has no opening "{".
        root /a;
    }
    if ($uri)
    ^^ syntax: Directive "if" has no opening "{".
        return 403;
    }
    gizp on;
    ^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
}
server
^^^^^^ syntax: Directive "server" has no opening "{".
listen 8081;
}
`);
  checkFix('nginx', 'server<|>\n    listen 8080;\n}\n', 'server {\n    listen 8080;\n}\n');
});

test('one brace too few here and another there', () => {
  checkSyntax(`
server {
    location /a
    ^^^^^^^^ syntax: Directive "location" has no opening "{".
        root /a;
    }
    location /b {
        root /b;
}
^ syntax: "}" expected before "}": "location" on line 6 is not closed.
`);
});

test('what is too much is said once and can be removed', () => {
  checkSyntax(`
server {
    listen 8080;;
                ^ syntax: Unexpected ";".
    location / {
        gzip on;
        }
        ^ syntax: Unexpected "}".
    }
};
 ^ syntax: Unexpected ";".
}
^ syntax: Unexpected "}".
{
^ syntax: Unexpected "{".
    anything;
}
`);
  checkFixAll('nginx', 'server { listen 8080;; };\n}\n', 'server { listen 8080; }\n\n');
});

test('an unclosed quote costs one error and not the rest of the file', () => {
  checkSyntax(`
server {
    add_header X "a b;
                 ^^^^ syntax: This quote is never closed: the word goes on past the end of the line, and nginx stops further down.
    add_header Y 'c "d" e';
    return 200 "
               ^ syntax: This quote is never closed: the word goes on past the end of the line, and nginx stops further down.
    location / {
        return 200 'ok';
    }
    gizp on;
    ^^^^ unknown-directive: Unknown directive "gizp". Did you mean "gzip"?
}
`);
  checkFix('nginx', 'add_header X "a<|> b;\ngzip on;\n', 'add_header X "a b";\ngzip on;\n');
});

test('what stands against a closing quote is one error and one word', () => {
  checkSyntax(`
server {
    server_name "a""b"'c';
                   ^ syntax: Unexpected """ after a closing quote.
    return 200 "x"y;
                  ^ syntax: Unexpected "y" after a closing quote.
    server_name "d"# e
                   ^ syntax: Unexpected "#" after a closing quote.
    ;
}
`);
  assert.deepEqual(argumentsOf(`a "b"c"d" e;`), ['bc"d"', 'e']);
});

test('a pattern’s braces without quotes', () => {
  checkSyntax(`
server {
    location ~ ^/a{2}$ { gzip on; }
                  ^^^ syntax: "{" begins a block here: a pattern with braces must be in quotes.
    rewrite ^/(\\d{4,})/x$ /y last;
                 ^^^^ syntax: "{" begins a block here: a pattern with braces must be in quotes.
    location ~ "^/b{2}$" { }
    location ~ \\.php\${ gzip on; }
                    ^^ syntax: "\${" begins a variable here: a space is missing before "{".
}
`);
  checkFixAll(
    'nginx',
    `server { location ~ ^/a{2}$ { } rewrite ^/"\\d{4}$ /; location ~ \\.php\${ } map $uri $x { ~a{2} 1; } }`,
    `server { location ~ "^/a{2}$" { } rewrite '^/"\\d{4}$' /; location ~ \\.php$ { } map $uri $x { "~a{2}" 1; } }`,
  );
});

test('half a line in the middle of a block', () => {
  checkSyntax(`
server {
    listen 8080;
    prox
    ^^^^ syntax: Directive "prox" is not terminated by ";" before "location".
    location / {
        proxy_
        ^^^^^^ syntax: Directive "proxy_" is not terminated by ";" before "proxy_pass".
        proxy_pass http://app;
        proxy_set_header X-Forwarded-
                         ^^^^^^^^^^^^ syntax: Directive "proxy_set_header" is not terminated by ";" before "proxy_redirect".
        proxy_redirect off;
        return
        ^^^^^^ syntax: Directive "return" is not terminated by ";" before "}".
    }
    gzip
    ^^^^ syntax: Directive "gzip" is not terminated by ";" before "sendfile".
    sendfile on;
    location
    ^^^^^^^^ syntax: Directive "location" has no opening "{".
    location /a {
    }
    location /b
    ^^^^^^^^ syntax: Directive "location" has no opening "{".
    server_name a;
    if
    ^^ syntax: Directive "if" has no opening "{".
    location /c {
    }
    if ($uri =
    ^^ syntax: Directive "if" has no opening "{".
    root /srv;
    set $x \${
           ^^ syntax: Directive "set" is not terminated by ";" before "gzip_vary".
    gzip_vary on;
    listen
    ^^^^^^ syntax: Directive "listen" is not terminated by ";" before "error_log".
    error_log /dev/null;
    ma
    ^^ syntax: Directive "ma" is not terminated by ";" before "}".
}
upstream app {
    server
    ^^^^^^ syntax: Directive "server" is not terminated by ";" before "server".
    server 127.0.0.1:8000;
}
ser
^^^ syntax: Unexpected end of file: directive "ser" is not terminated by ";".
`);
});

test('braces in comments and in tables are not the reader’s business', () => {
  checkSyntax(`
types {
    text/html html htm; # }
}
map $uri $x { # {
    default 0;
    ~^/a{2}  1;
        ^^^ syntax: "{" begins a block here: a pattern with braces must be in quotes.
}
`);
});

test('words and comments must fit into nginx’s buffer', () => {
  const long = 'a'.repeat(4096);
  const errors = (text: string): string[] => nginx.parse(text).errors.map(({ message }) => message);
  assert.match(errors(`server_name ${long};`)[0] ?? '', /at most 4095 bytes/);
  assert.match(errors(`return 200 "${long}";`)[0] ?? '', /at most 4095 bytes/);
  assert.match(errors(`# ${long}\n`)[0] ?? '', /at most 4095 bytes/);
  assert.match(errors(`server_name ${'é'.repeat(2048)};`)[0] ?? '', /at most 4095 bytes/, 'bytes, not letters');
  assert.deepEqual(errors(`server_name ${long.slice(1)};`), []);
  assert.deepEqual(errors(`# ${long.slice(3)}\n`), []);
});

test('any text at all has a tree, soon', () => {
  const started = performance.now();
  for (const text of [
    '',
    '{',
    '}',
    ';',
    '"',
    "'",
    '$',
    '${',
    '\\',
    '#',
    'a\\',
    '"\\',
    'a{2',
    '\0\0;\0{\0}',
    '\ud800;\udc00{',
    '"'.repeat(200_000),
    '{'.repeat(100_000),
    '}'.repeat(100_000),
    'a{'.repeat(100_000),
    '"a"b'.repeat(100_000),
    'a_by_lua_block {'.repeat(20_000),
    'location\n'.repeat(50_000),
    'listen\nserver_name\n'.repeat(20_000),
  ]) {
    const { statements, errors } = nginx.parse(text);
    for (const { start, end } of [...statements, ...errors])
      assert.ok(0 <= start && start <= end && end <= text.length);
  }
  assert.ok(performance.now() - started < 20_000);
});
