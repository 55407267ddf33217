import { findChromium } from './chromium.mjs';
import { whyNoCodeServer } from './code-server.mjs';

/** Why VS Code cannot run here without a screen; undefined where it can. */
export async function whyNoStandIn() {
  return whyNoCodeServer() ?? ((await findChromium()) === undefined ? 'needs chromium' : undefined);
}

/** Skips a test by its reason, or fails it where nothing may be skipped. */
export function skip(t, reason) {
  if (process.env.DEPLOY_CONFIG_NO_SKIP) throw new Error(`nothing may be skipped here, and this test ${reason}`);
  t.skip(reason);
}
