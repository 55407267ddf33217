/**
 * Stands in for VS Code's own executable where there is no screen and no download: takes the arguments that
 * @vscode/test-electron gives and carries them out in code-server and a headless Chromium. Exits with the suite's result.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openChromium } from './chromium.mjs';
import { profile, runCommandLine, serve } from './code-server.mjs';

/** For the whole suite; each of its tests has a limit of its own. */
const limit = 300_000;

// What VS Code takes and code-server has no counterpart for (--no-sandbox, --skip-welcome …) is let pass.
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true, default: [] },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'install-extension': { type: 'string' },
    locale: { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});
const temporary = mkdtempSync(join(tmpdir(), 'deploy-config-code-'));
const own = profile(values['user-data-dir'] ?? temporary);
if (values['extensions-dir']) own.extensions = values['extensions-dir'];
const cleanUp = [() => rmSync(temporary, { recursive: true, force: true })];

async function end(code) {
  for (const step of cleanUp.reverse()) await step();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(130));

if (values['install-extension'])
  await end(await runCommandLine(['--install-extension', values['install-extension']], own));
try {
  await end(await runSuite());
} catch (error) {
  console.error(error);
  await end(70);
}

async function runSuite() {
  const server = await serve(own, { locale: values.locale, options: ['--vscode-option', 'enable-smoke-test-driver'] });
  cleanUp.push(() => server.stop());
  const { page, close } = await openChromium();
  cleanUp.push(close);

  const result = new Promise((finish, fail) => {
    void page.exposeFunction('codeAutomationExit', finish);
    page.on('crash', () => fail(new Error('the page of VS Code crashed')));
    void server.exited.then((code) => fail(new Error(`code-server exited with ${code}\n${server.log()}`)));
    setTimeout(() => fail(new Error(`the suite did not finish in ${limit / 1000} s\n${server.log()}`)), limit).unref();
  });
  // The suite's own words are in its results; this is the chatter of the workbench.
  await page.exposeFunction('codeAutomationLog', (type, words) => {
    if (process.env.DEPLOY_CONFIG_VERBOSE) console.log(type, ...words);
  });
  const remote = (path) => `vscode-remote://${server.address}${encodeURI(resolve(path))}`;
  const payload = [
    ...values.extensionDevelopmentPath.map((path) => ['extensionDevelopmentPath', remote(path)]),
    ['extensionTestsPath', remote(values.extensionTestsPath)],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  const [folder] = positionals;
  if (folder) query.set('folder', resolve(folder));
  else query.set('ew', 'true');
  await page.goto(`${server.url}?${query}`);
  return result;
}
