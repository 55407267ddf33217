import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { which } from '../../scripts/which.mjs';

const names = ['chromium', 'google-chrome', 'google-chrome-stable'];

/** The browser that shows code-server's workbench: the machine's own, else the one that playwright-core has installed. */
export async function findChromium() {
  const own = process.env.CHROMIUM ?? names.map(which).find((path) => path !== undefined);
  if (own !== undefined) return own;
  try {
    const { chromium } = await import('playwright-core');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    // playwright-core is not installed.
    return undefined;
  }
}

/** Opens a browser without a screen that reaches this machine alone. */
export async function openChromium({ width = 1280, height = 800 } = {}) {
  const { chromium } = await import('playwright-core');
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await findChromium(),
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
