import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { which } from '../../scripts/setup.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser that shows code-server's workbench. */
export function findChromium() {
  return process.env.CHROMIUM ?? names.map(which).find((path) => path !== undefined);
}

/** Opens a browser without a screen that reaches this machine alone. */
export async function openChromium({ width = 1280, height = 800 } = {}) {
  const { chromium } = await import('playwright-core');
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    headless: true,
    viewport: { width, height },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
