/** The command line: `lint` judges files, `format` sets their white space right, `lsp` serves an editor. */
import * as l10n from '@vscode/l10n';
import { version } from '../package.json';
import { format } from './cli/format.ts';
import { lint } from './cli/lint.ts';
import { usage } from './cli/usage.ts';
import { localeOf, setLocale } from './l10n/messages.ts';

const { LC_ALL, LC_MESSAGES, LANG } = process.env;
setLocale(localeOf(LC_ALL || LC_MESSAGES || LANG || ''));

// Whoever reads the output may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

async function run([command, ...rest]: readonly string[]): Promise<number> {
  if (command === 'lint') return lint(rest);
  if (command === 'format') return format(rest);
  if (command === 'lsp' && rest.some((option) => /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/.test(option))) {
    const { start } = await import('./node.ts');
    start();
    return 0;
  }
  if (command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(usage());
    return 0;
  }
  if (command === '--version') {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  process.stderr.write(`${wrong(command)}\n\n${usage()}`);
  return 2;
}

function wrong(command: string | undefined): string {
  if (command === undefined) return l10n.t('Say what to do.');
  if (command === 'lsp') return l10n.t('lsp needs to know how the editor speaks to it.');
  return l10n.t('Unknown command: {0}.', command);
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 2;
  },
);
