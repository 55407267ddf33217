/** Drives VS Code's workbench as a person would: by what can be seen, the keyboard and the mouse. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/setup.mjs';
import { openChromium } from './chromium.mjs';
import { profile, runCommandLine, serve } from './code-server.mjs';
import { addChinese } from './language-pack.mjs';

const vsix = join(root, 'dist/deploy-config.vsix');

/** A VS Code with the packaged extension installed, on a copy of the sample; `locale` is its display language. */
export async function openWorkbench({ locale = 'en', settings = {}, files = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-config-workbench-'));
  const workspace = join(folder, 'sample');
  cpSync(join(root, 'test/fixtures/sample'), workspace, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const own = profile(join(folder, 'data'), { ...forPictures, ...settings });
  if (locale === 'zh-cn') await addChinese(own);
  if ((await runCommandLine(['--install-extension', vsix], own, 'ignore')) !== 0)
    throw new Error(`${vsix} cannot be installed`);
  const server = await serve(own, { locale });
  const { page, close } = await openChromium({ width: 1120, height: 720 });
  page.setDefaultTimeout(15_000);
  await page.goto(`${server.url}?folder=${encodeURIComponent(workspace)}`);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  return new Workbench(page, workspace, async () => {
    await close();
    server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
}

/** The same in every picture, and nothing in it but what it is about. */
const forPictures = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 14,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  // In a snippet, Tab goes on to its next place, whatever is on offer.
  'editor.suggest.snippetsPreventQuickSuggestions': true,
  'editor.wordBasedSuggestions': 'off',
  'workbench.editor.useModal': 'off',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.reduceMotion': 'on',
};

class Workbench {
  constructor(page, workspace, close) {
    this.page = page;
    this.workspace = workspace;
    this.close = close;
    this.keyboard = page.keyboard;
    this.editor = page.locator('.editor-instance .monaco-editor').first();
    this.hover = page.locator('.monaco-hover:visible');
    this.suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
    this.actions = page.locator('.action-widget .monaco-list-row');
    this.notifications = page.locator('.notifications-toasts .notification-list-item');
    this.lightBulb = page
      .locator('[class*="codicon-gutter-lightbulb"], .lightBulbWidget')
      .locator('visible=true')
      .first();
    this.statusBar = page.locator('.statusbar-item');
  }

  /** Opens a file by its path, through the quick access box. */
  async open(path) {
    const folders = path.split('/');
    const name = folders.pop();
    await this.choose('Control+P', path, name + folders.join('/'));
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.editor.locator('.view-line').first().waitFor();
  }

  /** Runs a command of the palette by its title; the palette stays open while `look` looks at it. */
  async run(title, look = async () => {}) {
    await this.page.keyboard.press('F1');
    await this.type(title);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    await row.waitFor();
    await look(row);
    await row.click();
  }

  /** Puts the cursor at a text (and some characters on) in the open file, found in the file as it is on the disk. */
  async goTo(path, text, offset = 0) {
    const source = this.read(path);
    const index = source.indexOf(text);
    if (index < 0) throw new Error(`${path} does not have ${text}`);
    const lines = source.slice(0, index + offset).split('\n');
    const [line, column] = [lines.length, (lines.at(-1)?.length ?? 0) + 1];
    await this.choose('Control+G', `${line}:${column}`, `${line}`);
    // Before the editor has the keyboard again, keys are lost.
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
  }

  /** Types into the box that a key opens, and takes the line that is offered first once it is the awaited one. */
  async choose(key, words, awaited) {
    const box = this.page.locator('.quick-input-widget');
    await this.page.keyboard.press(key);
    await box.locator('input').first().waitFor();
    await this.page.keyboard.type(words);
    await box.locator('.monaco-list-row.focused', { hasText: awaited }).waitFor();
    await this.page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  /**
   * Opens the light bulb until it offers such an action: the first one may still be of the text as it was. Where it has gone by
   * unseen on a busy machine, the key of the bulb asks.
   */
  async actionInLightBulb(words) {
    const action = this.actions.filter({ hasText: words }).first();
    for (let tries = 0; tries < 8; tries++) {
      // It may go in the moment of the click.
      if (await isSeen(this.lightBulb, 3000)) await this.lightBulb.click({ timeout: 1500 }).catch(() => {});
      else await this.keyboard.press('Control+Period');
      if (await isSeen(action, 3000)) return action;
      await this.keyboard.press('Escape');
      await this.keyboard.press('ArrowRight');
      await this.keyboard.press('ArrowLeft');
    }
    throw new Error(`the light bulb does not offer ${words}: ${await this.actions.allTextContents()}`);
  }

  async type(text) {
    await this.page.keyboard.type(text, { delay: 30 });
  }

  /** Points at a word that can be seen in the editor until a hover holds what is awaited: it comes when the server has started. */
  async hoverOver(word, awaited) {
    for (let tries = 0; tries < 5; tries++) {
      await this.editor.locator('.view-line span:not(:has(*))', { hasText: word }).last().hover();
      if (await isSeen(this.hover.filter({ hasText: awaited }).first(), 3000)) return;
      if (tries < 4) await this.moveAway();
    }
    throw new Error(`the hover over ${word} has no ${awaited}: ${await this.hover.allTextContents()}`);
  }

  /** Ends a hover. */
  async moveAway() {
    await this.page.mouse.move(5, 5);
    await this.hover.first().waitFor({ state: 'hidden' });
  }

  /** Scrolls a list, which holds no more than can be seen, down to a row. */
  async scrollTo(list, words) {
    const row = list.locator('.monaco-list-row', { hasText: words }).first();
    await list.locator('.monaco-list-row').first().hover();
    for (let tries = 0; tries < 50 && !(await row.isVisible()); tries++) {
      await this.page.mouse.wheel(0, 100);
      await this.page.waitForTimeout(50);
    }
    return row;
  }

  /** Whether an image can be seen in one of the frames: a walkthrough's pictures stand in one. */
  async hasPictureInFrame() {
    const frames = this.page.frames().filter((frame) => frame !== this.page.mainFrame());
    const loaded = frames.map((frame) =>
      frame
        .evaluate(() => Array.from(document.images).some(({ naturalWidth }) => naturalWidth > 100))
        .catch(() => false),
    );
    return (await Promise.all(loaded)).includes(true);
  }

  async until(what, ask) {
    for (const end = performance.now() + 10_000; performance.now() < end; await this.page.waitForTimeout(100))
      if (await ask()) return;
    throw new Error(`in vain waited for ${what}`);
  }

  read(path) {
    return readFileSync(join(this.workspace, path), 'utf8');
  }

  /** Saves the active editor; resolves to the file's text on the disk once it fits. */
  async save(path, awaited) {
    await this.page.keyboard.press('Control+S');
    for (const end = performance.now() + 10_000; performance.now() < end; ) {
      const text = this.read(path);
      if (awaited.test(text)) return text;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`${path} has no ${awaited} after saving:\n${this.read(path)}`);
  }

  async picture(name) {
    const path = join(root, 'out/screenshots', `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }
}

async function isSeen(locator, timeout) {
  try {
    await locator.waitFor({ timeout });
    return true;
  } catch {
    return false;
  }
}
