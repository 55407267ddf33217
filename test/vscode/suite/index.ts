import './activation.ts';
import './languages.ts';
import './nginx.ts';
import './managers.ts';
import './services.ts';
import './across.ts';
import './commands.ts';
import { env } from 'node:process';
import { runAll } from './harness.ts';

/** What VS Code calls in the extension host. */
export function run(): Promise<void> {
  return runAll(env.DEPLOY_CONFIG_RESULTS ?? 'results.json');
}
