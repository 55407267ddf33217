/**
 * Colours as pictures, in test/fixtures/grammar: below a line, `^^^^ scope` says that exactly these characters have the scope,
 * `^^^^ !scope` that none of them has it or one below it. A picture that is not so fails with the innermost scope of every
 * token, so that mending an expectation is a paste.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import type { IGrammar, IToken } from 'vscode-textmate';
import { parse } from '../server/languages/nginx/parser.ts';
import { dataBlocks, directives } from '../server/languages/nginx/reference.ts';
import type { Statement } from '../server/types.ts';

const require = createRequire(import.meta.url);
// Both are CommonJS bundles whose names an import cannot see.
const { INITIAL, parseRawGrammar, Registry } = require('vscode-textmate') as typeof import('vscode-textmate');
const { loadWASM, OnigScanner, OnigString } = require('vscode-oniguruma') as typeof import('vscode-oniguruma');

/** Stands for VS Code's shell: it knows a command where the host says so, and leaves open whatever is not closed. */
const shell = {
  scopeName: 'source.shell',
  patterns: [
    { match: '(?:^|(?<=\\s))#.*$', name: 'comment.line.number-sign.shell' },
    { begin: '"', end: '"', name: 'string.quoted.double.shell', patterns: [{ include: '#variable' }] },
    { begin: "'", end: "'", name: 'string.quoted.single.shell' },
    { begin: '\\bif\\b', end: '\\bfi\\b', name: 'meta.scope.if-block.shell', patterns: [{ include: '$self' }] },
    {
      begin: '(?:^|(?<=[;|&]))[ \\t]*(?=\\w)(?!if\\b)',
      end: '(?=[;|&]|$)',
      patterns: [{ include: '#typical_statements' }],
    },
    { include: '#variable' },
  ],
  repository: {
    variable: { match: '\\$\\w+', name: 'variable.other.normal.shell' },
    option: { match: '[ \\t]+(--?\\w[\\w-]*)', captures: { 1: { name: 'constant.other.option.shell' } } },
    argument: { match: '[ \\t]+(\\w+)', captures: { 1: { name: 'string.unquoted.argument.shell' } } },
    typical_statements: {
      patterns: [
        { match: '\\G[\\w./]+', name: 'entity.name.command.shell' },
        { include: '#option' },
        { include: '#argument' },
        { include: '$self' },
      ],
    },
  },
};

/** Stands for VS Code's Lua, which waits for a function's parenthesis and knows comments and strings that nginx does not. */
const lua = {
  scopeName: 'source.lua',
  patterns: [
    { match: '\\b(?:local|return|end)\\b', name: 'keyword.control.lua' },
    { begin: '\\bfunction\\b', end: '\\)', name: 'meta.function.lua' },
    { begin: '`', end: '`', name: 'string.quoted.other.lua' },
    { begin: '^[ \\t]+(?=--)', end: '\\]\\]', name: 'comment.block.lua' },
    { match: '\\d+', name: 'constant.numeric.lua' },
  ],
};

await loadWASM(readFileSync('node_modules/vscode-oniguruma/release/onig.wasm').buffer as ArrayBuffer);
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new OnigScanner(patterns),
    createOnigString: (text) => new OnigString(text),
  }),
  async loadGrammar(scopeName) {
    const path = `syntaxes/${scopeName.replace('source.', '')}.tmLanguage.json`;
    const source = { 'source.shell': shell, 'source.lua': lua }[scopeName];
    return parseRawGrammar(source ? JSON.stringify(source) : readFileSync(path, 'utf8'), path);
  },
});

const ids = ['nginx', 'procfile', 'supervisor', 'upstart', 'gaffer'] as const;
type Id = (typeof ids)[number];
const grammars = {} as Record<Id, IGrammar>;
for (const id of ids) grammars[id] = (await registry.loadGrammar(`source.${id}`)) ?? assert.fail(id);

interface Colours {
  lines: { text: string; tokens: IToken[] }[];
  /** How many rules are still open at the end; 1 when none is. */
  depth: number;
}

function colour(id: Id, text: string): Colours {
  let state = INITIAL;
  const lines = text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammars[id].tokenizeLine(line, state);
    state = ruleStack;
    return { text: line, tokens };
  });
  return { lines, depth: state.depth };
}

/** The scopes of every character, line breaks included. */
function scopesOf(colours: Colours): string[][] {
  return colours.lines.flatMap(({ text, tokens }) => {
    const line: string[][] = Array.from({ length: text.length + 1 }, () => []);
    for (const { startIndex, endIndex, scopes } of tokens) line.fill(scopes, startIndex, endIndex);
    return line;
  });
}

/** The text with the innermost scope below each token. */
function pictureOf({ lines }: Colours): string {
  return lines
    .flatMap(({ text, tokens }) => [
      text,
      ...tokens.flatMap(({ startIndex, endIndex, scopes }) => {
        const length = Math.min(endIndex, text.length) - startIndex;
        return scopes.length < 2 || length < 1
          ? []
          : [' '.repeat(startIndex) + '^'.repeat(length) + ` ${scopes.at(-1)}`];
      }),
    ])
    .join('\n');
}

/** Where one scope stands in a line. */
function stretches(tokens: readonly IToken[], has: (scope: string) => boolean): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const { startIndex: start, endIndex: end, scopes } of tokens) {
    if (!scopes.some(has)) continue;
    const last = found.at(-1);
    if (last?.end === start) last.end = end;
    else found.push({ start, end });
  }
  return found;
}

const markLine = /^( *)(\^+) (!?)([a-z][\w.-]+)$/;

function checkColours(id: Id, picture: string): void {
  const source: string[] = [];
  const marks: { mark: string; line: number; start: number; end: number; absent: boolean; scope: string }[] = [];
  for (const mark of picture.split('\n')) {
    const [, blank = '', carets = '', not, scope = ''] = markLine.exec(mark) ?? [];
    const start = blank.length;
    const end = start + carets.length;
    if (scope) marks.push({ mark, line: source.length - 1, start, end, absent: not === '!', scope });
    else source.push(mark);
  }
  const colours = colour(id, source.join('\n'));
  const wrong = marks.filter(({ line, start, end, absent, scope }) => {
    const { text, tokens } = colours.lines[line] ?? assert.fail('a mark above the text');
    if (!absent) {
      const found = stretches(tokens, (name) => name === scope);
      return !found.some((at) => at.start === start && Math.min(at.end, text.length) === end);
    }
    const found = stretches(tokens, (name) => `${name}.`.startsWith(`${scope}.`));
    return found.some((at) => at.start < end && start < at.end);
  });
  const shown = wrong.map(({ mark, line }) => `${source[line]}\n${mark}`).join('\n');
  assert.ok(wrong.length === 0, `not so:\n${shown}\n\nbut:\n${pictureOf(colours)}`);
}

test('a picture that is not so fails and shows the colours', () => {
  const wrong = [
    '^^^^ keyword.other.directive.nginx',
    '^^^^^^ string',
    '^^^^^^ !keyword',
    '       ^^ !constant.numeric',
  ];
  const colours = /\nbut:\nlisten 80;\n\^{6} keyword\.other\.directive\.nginx\n {7}\^\^ constant\.numeric\.nginx\n/;
  for (const mark of wrong) assert.throws(() => checkColours('nginx', `listen 80;\n${mark}`), colours);
});

for (const id of ids) {
  for (const name of readdirSync(`test/fixtures/grammar/${id}`).sort()) {
    test(`${id}: ${name.replace('.txt', '')}`, () => {
      checkColours(id, readFileSync(`test/fixtures/grammar/${id}/${name}`, 'utf8'));
    });
  }
}

test('nginx: carriage returns are blanks', () => {
  const text =
    'location ~ a\n{ # c\ngzip on\n;if ($a = b)\n{ }rewrite ^\n/x;types {a/b\nc;}server\n{ }map $a $b\n{x\ny;}';
  const plain = scopesOf(colour('nginx', text.replaceAll('\n', ' \n')));
  const windows = scopesOf(colour('nginx', text.replaceAll('\n', '\r\n')));
  assert.deepEqual(windows, plain);
});

test('nginx: every directive of the reference has its colour', () => {
  for (const [name, records] of directives) {
    const block = records.some((record) => record.block);
    const { lines } = colour('nginx', block ? `${name}\n{ }` : `${name} x;`);
    const { startIndex, endIndex, scopes } = lines[0]?.tokens[0] ?? assert.fail(name);
    assert.deepEqual([startIndex, endIndex], [0, name.length], name);
    assert.match(scopes.at(-1) ?? '', block ? /^keyword\.control\./ : /^keyword\.(control\.|other\.directive)/, name);
  }
});

/** Words of which nginx's lexer makes something that the eye does not expect. */
const word = fc.constantFrom(
  ...String.raw`x on 10m 1.2.3.4 a=b a:b /p $v $v}w a#b a"b a'b a}b [x ( ) ~ ~* ~a|b !~ = ^~ -f @n \;x \{y \"z`.split(
    ' ',
  ),
  ...['a\\ b', '$' + '{v}w', '"q"', "'q'", '""', '"{;}#"', "'\\'{'", '"~a{2}"', '"a\n#b"', `"$${'{v}'}"`],
);
const name = fc.constantFrom(
  ...'x proxy_pass "quoted" listen server_name return rewrite include error_page error_log log_format gzip_disable set'.split(
    ' ',
  ),
);
const block = fc.constantFrom(...'http server location upstream limit_except if unknown "server"'.split(' '));
const blank = fc.constantFrom(' ', '  ', '\t', '\n', '\r\n', ' # c; { "\n', '\n#\n');
const header = (names: fc.Arbitrary<string>) =>
  fc
    .tuple(names, fc.array(fc.tuple(blank, word), { maxLength: 4 }))
    .map(([first, rest]) => first + rest.flat().join(''));
const { statement } = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(header(name), blank).map(([start, gap]) => `${start}${gap};`),
    fc
      .tuple(header(block), blank, fc.array(fc.tuple(tie('statement'), blank), { maxLength: 3 }))
      .map(([start, gap, body]) => `${start}${gap}{${gap}${body.flat().join('')}}`),
    fc
      .tuple(
        header(fc.constantFrom('map', 'geo', 'types', 'split_clients', 'geoip2')),
        fc.array(header(word), { maxLength: 3 }),
      )
      .map(([start, entries]) => `${start} {${entries.map((entry) => ` ${entry} ;`).join('')}}`),
    header(fc.constantFrom('content_by_lua_block')).map((start) => `${start} { x = { "}" } -- }\n }`),
  ),
}));

test('nginx: the grammar reads words as the parser does', () => {
  const nameScope = /^keyword\.(control\.(?!lua|anchor)|other\.directive)/;
  const readsAlike = (text: string): void => {
    const tree = parse(text);
    fc.pre(tree.errors.length === 0);
    const colours = colour('nginx', text.replaceAll('\r', ' '));
    const scopes = scopesOf(colours);
    const has = (offset: number, kind: RegExp): boolean => scopes[offset]?.some((scope) => kind.test(scope)) ?? false;
    const shown = `\n${text}\n\n${pictureOf(colours)}`;
    for (let offset = 0; offset < text.length; offset++) {
      if (!text[offset]?.trim()) continue;
      const expected = tree.comments.some(({ start, end }) => start <= offset && offset < end);
      assert.equal(has(offset, /^comment\..*nginx$/), expected, `comment at ${offset}${shown}`);
    }
    const visit = (statements: readonly Statement[]): void => {
      for (const { name: first, args, body } of statements) {
        assert.ok(has(first.end - (first.quote ? 2 : 1), nameScope), `no name: ${first.text}${shown}`);
        for (const { start, end, text: argument } of args) {
          for (let at = start; at < end; at++) assert.ok(!has(at, nameScope), `a name: ${argument}${shown}`);
        }
        if (body && !dataBlocks.has(first.text)) visit(body);
      }
    };
    visit(tree.statements);
    assert.equal(colours.depth, 1, `something is left open${shown}`);
  };
  const texts = fc.array(statement, { maxLength: 4 }).map((statements) => statements.join('\n'));
  fc.assert(fc.property(texts, readsAlike), {
    numRuns: 300,
    seed: Number(process.env.DEPLOY_CONFIG_SEED ?? 1),
    includeErrorInReport: true,
  });
});

test('a command too long for the shell’s grammar is a plain string', () => {
  const beginnings: readonly [Id, string][] = [
    ['procfile', 'web: '],
    ['supervisor', 'command='],
    ['supervisor', 'command=x\n  '],
    ['upstart', 'exec '],
    ['upstart', 'post-stop exec '],
    ['gaffer', 'cmd = '],
    ['gaffer', 'cmd = x\n  '],
  ];
  const innermost = (id: Id, beginning: string, command: string) =>
    scopesOf(colour(id, beginning + command))[beginning.length]?.at(-1);
  for (const [id, beginning] of beginnings) {
    assert.notEqual(innermost(id, beginning, 'a'.repeat(900)), `string.unquoted.${id}`, beginning);
    assert.equal(innermost(id, beginning, 'a'.repeat(1100)), `string.unquoted.${id}`, beginning);
  }
  const script = colour('upstart', `script\n${'a'.repeat(1100)}\n$A\nend script`);
  assert.deepEqual(script.lines[1]?.tokens[0]?.scopes, ['source.upstart']);
  assert.ok(script.lines[2]?.tokens[0]?.scopes.includes('meta.embedded.block.shell.upstart'));
  const exec = colour('upstart', `exec a \\\n${'a'.repeat(1100)}\nexec b`);
  assert.equal(exec.lines[2]?.tokens[0]?.scopes.at(-1), 'keyword.control.exec.upstart');
});

test('the sample deployment leaves nothing open', () => {
  const sample: Record<string, Id> = {
    'nginx/nginx.conf': 'nginx',
    'nginx/sites-available/app': 'nginx',
    'docker/proxy.conf': 'nginx',
    Procfile: 'procfile',
    'etc/init/app.conf': 'upstart',
  };
  for (const [path, id] of Object.entries(sample)) {
    assert.equal(colour(id, readFileSync(`test/fixtures/sample/${path}`, 'utf8')).depth, 1, path);
  }
});

test('lines of ten thousand characters are coloured in well under a second', () => {
  const beginnings: Record<Id, readonly string[]> = {
    nginx: [
      ...[
        '',
        'x ',
        'x a=',
        'return 200 "',
        'location ',
        'location ~ ',
        'location ~ "',
        'if (',
        'if ($x ~ ',
        'rewrite ',
      ],
      ...[
        'server_name ~',
        'map $a $b { ',
        'map $a $b { "~',
        'types { ',
        'geo $a { ',
        'content_by_lua_block {',
        'include ',
      ],
    ],
    procfile: ['', 'web: ', 'web: "'],
    supervisor: ['', '[', 'command=', 'command="', 'environment=', 'environment=A="', 'a='],
    upstart: ['', 'start on ', 'start on (', 'exec ', 'exec "', 'env A=', 'description "', 'script\n', 'limit '],
    gaffer: ['', '[', 'cmd = ', 'a = ', '[env:x]\nA = '],
  };
  const pieces = [
    ...['a', ' a', '/a ', '$a ', '${', '"', '"a" ', '\\', '{', '{{', '(', '[', '[^', '~', '#', '= ', 'a="b",', '1.'],
    ...['::', '*', '%(', '--', '; '],
  ];
  for (const id of ids) {
    for (const beginning of beginnings[id]) {
      for (const piece of pieces) {
        const text = `${beginning}${piece.repeat(10_000 / piece.length)}\nx`;
        const start = process.cpuUsage();
        colour(id, text);
        const { user, system } = process.cpuUsage(start);
        const time = (user + system) / 1000;
        assert.ok(time < 600, `${id}: ${time.toFixed()} ms for ${beginning}${piece.repeat(3)}…`);
      }
    }
  }
});

interface LanguageConfiguration {
  comments: { lineComment: string };
  brackets: [string, string][];
  autoClosingPairs: { open: string; close: string; notIn?: string[] }[];
  surroundingPairs: [string, string][];
  wordPattern: string;
  indentationRules?: { increaseIndentPattern: string; decreaseIndentPattern: string };
  onEnterRules?: { beforeText: string; afterText: string; action: { indent: string; appendText?: string } }[];
  folding: { markers: { start: string; end: string } };
}

const configuration = (id: Id): LanguageConfiguration =>
  JSON.parse(readFileSync(`syntaxes/${id}.language-configuration.json`, 'utf8')) as LanguageConfiguration;

test('the language configurations fit the languages', () => {
  const words: Record<Id, [string, string[]]> = {
    nginx: [
      'proxy_set_header X-Forwarded-For "$http_host"; @named $',
      ['proxy_set_header', 'X-Forwarded-For', '$http_host', '@named', '$'],
    ],
    procfile: ['web: gunicorn --worker-class $X -w', ['web', 'gunicorn', '--worker-class', '$X', '-w']],
    supervisor: ['[program:a-b] stdout_logfile=AUTO', ['program', 'a-b', 'stdout_logfile', 'AUTO']],
    upstart: ['pre-start exec gunicorn --', ['pre-start', 'exec', 'gunicorn', '--']],
    gaffer: ['[process:web] os_env = true', ['process', 'web', 'os_env', 'true']],
  };
  for (const id of ids) {
    const { comments, wordPattern, folding } = configuration(id);
    const [text, expected] = words[id];
    assert.deepEqual(text.match(new RegExp(wordPattern, 'g')), expected, id);
    const scope = colour(id, `${comments.lineComment} x`).lines[0]?.tokens[0]?.scopes[1];
    assert.match(scope ?? '', /^comment\.line\./, id);
    assert.match(`${comments.lineComment} region x`, new RegExp(folding.markers.start));
    assert.match(`  ${comments.lineComment} endregion`, new RegExp(folding.markers.end));
    assert.doesNotMatch(`${comments.lineComment} regional`, new RegExp(folding.markers.start));
  }
});

test('the language configurations indent', () => {
  const indents = (id: Id, line: string): [boolean, boolean] => {
    const { indentationRules } = configuration(id);
    const { increaseIndentPattern = '(?!)', decreaseIndentPattern = '(?!)' } = indentationRules ?? {};
    return [new RegExp(increaseIndentPattern).test(line), new RegExp(decreaseIndentPattern).test(line)];
  };
  assert.deepEqual(indents('nginx', 'server {'), [true, false]);
  assert.deepEqual(indents('nginx', '  location ~ "a{2}" { # c'), [true, false]);
  assert.deepEqual(indents('nginx', '# server {'), [false, false]);
  assert.deepEqual(indents('nginx', 'events { }'), [false, false]);
  assert.deepEqual(indents('nginx', '  }'), [false, true]);
  assert.deepEqual(indents('upstart', 'pre-start script'), [true, false]);
  assert.deepEqual(indents('upstart', 'script # c'), [true, false]);
  assert.deepEqual(indents('upstart', 'end script'), [false, true]);

  const enters = (id: Id, before: string, after = ''): string[] =>
    (configuration(id).onEnterRules ?? [])
      .filter((rule) => new RegExp(rule.beforeText).test(before) && new RegExp(rule.afterText).test(after))
      .map(({ action }) => action.appendText ?? action.indent);
  assert.deepEqual(enters('nginx', '  # a long', ' comment'), ['# ']);
  assert.deepEqual(enters('nginx', '  # a comment'), []);
  assert.deepEqual(enters('nginx', '# region', 'x'), []);
  assert.deepEqual(enters('supervisor', 'environment=A="b",'), ['indent']);
  assert.deepEqual(enters('supervisor', 'environment ='), ['indent']);
  assert.deepEqual(enters('supervisor', 'environment=A="b"'), []);
  assert.deepEqual(enters('gaffer', '; x ='), []);
});

test('the manifest names scopes that the grammars have', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { grammars: { path: string; embeddedLanguages?: Record<string, string> }[] };
  };
  for (const { path, embeddedLanguages = {} } of contributes.grammars) {
    const scopes = readFileSync(path, 'utf8')
      .match(/"meta\.embedded\.[\w.]+"/g)
      ?.map((scope) => scope.slice(1, -1));
    assert.deepEqual(Object.keys(embeddedLanguages).sort(), [...new Set(scopes)].sort(), path);
  }
});
