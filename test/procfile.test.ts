/** Procfiles: what is found in them, mended, explained and offered; foreman judges the same. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { problems } from '../server/features/problems.ts';
import { procfile } from '../server/languages/procfile/index.ts';
import { readers, readLine, type Target } from '../server/languages/procfile/readers.ts';
import { casesOf } from './cases.ts';
import {
  checkComplete,
  checkDefinition,
  checkFix,
  checkFixAll,
  checkFormat,
  checkHover,
  checkProblems,
  checkSymbols,
  setting,
} from './check.ts';
import { needs } from './needs.ts';
import { run } from './snippets/machine.ts';

const cases = casesOf('procfile');
for (const { title, picture } of cases) test(title, () => checkProblems('procfile', picture));

test('every rule has a picture', () => {
  // Some are below, for another file belongs to them.
  const pictures = [...cases.map(({ picture }) => picture), readFileSync('test/procfile.test.ts', 'utf8')];
  for (const { id } of procfile.rules)
    assert.ok(
      pictures.some((picture) => picture.includes(` ${id} (`) || picture.includes(` ${id}: `)),
      id,
    );
});

const guide = 'gunicorn = gunicron -w 3 test:app\n';
const mended = 'gunicorn: gunicorn -w 3 test:app\n';

test('"fix all" mends the line of the guide, and foreman takes it', (t) => {
  checkFixAll('procfile', guide, mended);
  const foreman = needs(t, 'foreman');
  if (!foreman) return;
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-procfile-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const accepts = (text: string) => {
    const path = join(folder, 'Procfile');
    writeFileSync(path, text);
    return run(foreman, ['check', '-f', path]).accepted;
  };
  assert.equal(accepts(guide), false);
  assert.equal(accepts(mended), true);
});

/** What each program makes of a text: names of what it starts, or "refused"; foreman, honcho, node-foreman and gaffer were asked. */
const verdicts = JSON.parse(readFileSync('test/fixtures/procfile/readers.json', 'utf8')) as [
  string,
  Record<string, string>,
][];

test('each program takes the lines that it takes', () => {
  for (const [text, answers] of verdicts)
    for (const [answer, targets] of Object.entries(answers))
      for (const target of targets.split(' ') as Target[])
        assert.equal(namesOf(text, target), answer, `${target} ${JSON.stringify(text)}`);
});

test('foreman itself takes the same lines', (t) => {
  const foreman = needs(t, 'foreman');
  if (!foreman) return;
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-procfile-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [text] of verdicts) {
    const path = join(folder, 'Procfile');
    writeFileSync(path, text);
    const names = namesOf(text, 'foreman').split(' ').join(', ');
    const { said } = run(foreman, ['check', '-f', path]);
    assert.equal(
      said.trim(),
      names === '' ? 'ERROR: no processes defined' : `valid procfile detected (${names})`,
      text,
    );
  }
});

test('what a program refuses or passes over is an error under its name', () => {
  for (const [text, answers] of verdicts)
    for (const [answer, targets] of Object.entries(answers))
      for (const target of targets.split(' ') as Target[]) {
        const { file, project } = setting('procfile', text, { options: { procfile: { target } } });
        const hasError = problems(file, project, {}).some(({ severity }) => severity === 'error');
        const isLost = answer === '' || answer === 'refused';
        if (isLost) assert.ok(hasError, `${target} ${JSON.stringify(text)}`);
        // Where something is started, an error is about a line that is not.
        else if (!/=|\\|<<|\/\/|:\n|[.]/.test(text)) assert.ok(!hasError, `${target} ${JSON.stringify(text)}`);
      }
});

function namesOf(text: string, target: Target): string {
  const reader = readers[target];
  const names: string[] = [];
  for (const line of text.split('\n').map((part) => part.trimEnd())) {
    const read = line === '' ? 'comment' : readLine(reader, line);
    if (read === 'refused') return 'refused';
    if (typeof read === 'string') continue;
    const name = read.name.trim();
    if (names.includes(name) && reader.duplicates === 'refused') return 'refused';
    if (!names.includes(name) || reader.duplicates === 'both') names.push(name);
  }
  return names.join(' ');
}

test('the program that reads it decides', () => {
  const under = (target: Target, picture: string) =>
    checkProblems('procfile', picture, { options: { procfile: { target } } });
  under('gaffer', 'a-b: true\n^^^ process-name-not-portable: gaffer passes over the name "a-b".\n');
  under(
    'heroku-local',
    'a-b: true\n^^^ process-name-not-portable: heroku local refuses the file for the name "a-b".\n',
  );
  under('foreman', 'A_B: true\nweb:a\n');
  under('hivemind', 'web:a\n   ^ blank-behind-colon: hivemind passes over a line without a blank behind the colon.\n');
  under(
    'dokku',
    'web : a\n// a comment\nfoo\n^^^ line-without-entry: dokku refuses the file: this is no entry "name: command".\n',
  );
  under(
    'heroku',
    '  web: a\nfoo\n^^^ line-without-entry (warning): Heroku passes over this line: it is no entry "name: command".\n',
  );
  under(
    'node-foreman',
    '  # c\n  ^^^ line-without-entry: node-foreman takes a comment only at the beginning of its line.\nweb: a\n',
  );
  under('honcho', 'web: a\nweb: a\n^^^ duplicate-process: "web" stands here twice, which honcho refuses.\n');
  under(
    'goreman',
    'web:\n^^^ entry-without-command (warning): "web" has no command: it ends as soon as it is started.\n',
  );
});

const beside = { name: 'Procfile', files: { '.env': '# local\nDATABASE_HOST=db\nexport SECRET="a b"\nPORT=5000\n' } };

test('variables are those of .env', () => {
  checkProblems(
    'procfile',
    `web: gunicorn -b :$PORT app:app --env X=$DATABASE_HOTS
                                         ^^^^^^^^^^^^^ unset-variable (information): "DATABASE_HOTS" is not set in .env.
worker: A=1 sh -c "echo $A '$SECRET' \${OTHER:-1}" '$NOT' \\$NOT
`,
    beside,
  );
  checkProblems('procfile', 'web: a $ANYTHING\n', { name: 'Procfile' });
  checkHover('procfile', 'web: a $DATABASE<|>_HOST\n', ['$DATABASE_HOST', '.env', 'DATABASE_HOST=db'], beside);
  checkHover('procfile', 'web: a $DATABASE<|>_HOST\n', ['定义于'], { ...beside, documentation: 'zh-cn' });
  checkDefinition('procfile', `web: a \${SEC<|>RET}\n`, ['.env:3 SECRET'], beside);
  checkFix('procfile', 'web: a $DATABASE<|>_HOTS\n', 'web: a $DATABASE_HOST\n', beside);
});

test('a shell and no shell', () => {
  const before = 'web: python manage.py migrate && A=b guni<|>corn app.wsgi\n';
  checkFix('procfile', before, 'web: python manage.py migrate && A=b exec gunicorn app.wsgi\n');
  checkFix(
    'procfile',
    before.replace('<|>', '').replace('mig', 'mig<|>'),
    'web: A=b gunicorn app.wsgi\nrelease: python manage.py migrate\n',
  );
  checkProblems(
    'procfile',
    'web: cd x && a $PORT\n     ^^ shell-syntax-without-shell (warning): gaffer runs no shell for this command: "cd" becomes a word like any other.\nother: a $PORT\n',
    { options: { procfile: { target: 'gaffer' } } },
  );
});

test('a command that is not closed on its line', () => {
  checkFixAll(
    'procfile',
    'web: gunicorn \\\n  -w 3 \\\n  app:app\nworker: a\n',
    'web: gunicorn -w 3 app:app\nworker: a\n',
  );
});

test('formatting', () => {
  checkFormat(
    'procfile',
    'web:   a  \nworker:\tb # c\n\n\n\n# x  \nurgent: c d\n',
    'web: a\nworker: b # c\n\n# x\nurgent: c d\n',
  );
  checkFormat('procfile', 'web:    a\nworker: b\n', 'web:    a\nworker: b\n');
  checkFormat('procfile', '  web : a\nweb = b\n', '  web : a\nweb = b\n');
});

test('hover, completion and outline', () => {
  checkHover('procfile', 'we<|>b: gunicorn a:a\n', ['$PORT']);
  checkHover('procfile', 'web: gunicorn --bi<|>nd :80 a:a\n', ['监听的地址'], { documentation: 'zh-cn' });
  checkComplete('procfile', 'w<|>', { has: ['web', 'worker'] });
  checkComplete('procfile', 'web: gunicorn --wor<|>', { has: ['--workers'] });
  checkSymbols('procfile', 'web: a\nworker: b\n', '\nweb - a\nworker - b\n');
});
