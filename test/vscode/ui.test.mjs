/**
 * The packaged, installed .vsix as a person meets it: seen, pointed at and typed into. Every picture lands in out/screenshots;
 * DEPLOY_CONFIG_UPDATE_IMAGES=1 copies those that the README shows to images/.
 */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/setup.mjs';
import { whyNoStandIn } from './needs.mjs';
import { openWorkbench } from './workbench.mjs';

const absence = await whyNoStandIn();
if (absence !== undefined && process.env.DEPLOY_CONFIG_NO_SKIP)
  throw new Error(`nothing may be skipped here: ${absence}`);

const english = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));
const chinese = JSON.parse(readFileSync(join(root, 'package.nls.zh-cn.json'), 'utf8'));
const header = /^ {12}proxy_set_header X-Forwarded-Proto \$scheme;$/m;
const nginx = 'nginx/nginx.conf';
const site = 'nginx/sites-available/app';

/** A fault in each of the other languages, the text that it stands at, and the Chinese title of its fix. */
const faulty = {
  Procfile: { text: 'web= gunicorn app:app\n', at: '=', fix: '写成 “web: …”' },
  'supervisord.conf': {
    text: '[program:app]\ncommand=/srv/app\nautorestat=true\n',
    at: 'autorestat',
    fix: '改为 “autorestart”',
  },
  'upstart.conf': { text: 'respwan\nexec /srv/app\n', at: 'respwan', fix: '改为 “respawn”' },
  'gaffer.ini': { text: '[process: app]\ncmd = /srv/app\n', at: 'process', fix: '删除空格' },
  'service/app/run': { text: '#!/bin/sh\napp = shop\nexec /srv/app "$app"\n', at: 'app =', fix: '删除空格' },
  'gunicorn.service': {
    text: '[Service]\nExecStart=/srv/bin/gunicorn --daemon app:app\n',
    at: '--daemon',
    fix: '--daemon',
  },
  'gunicorn.conf.py': { text: 'wokers = 3\n', at: 'wokers', fix: '改为 “workers”' },
};

describe('in the workbench, in English', { skip: absence ?? false }, () => {
  let code;
  before(async () => {
    code = await openWorkbench({
      files: {
        'spare/nginx/copy.conf': readFileSync(join(root, 'test/fixtures/sample', nginx), 'utf8'),
        'spare/nginx/half.conf': 'events {\n}\nhttp {\n    gizp on;\n    \n}\n',
      },
    });
  });
  after(() => code?.close());
  const seen = (name, body) => test(name, (t) => withPictureOfFailure(code, name, () => body(t)));

  seen('hover explains a directive', async () => {
    await code.open(site);
    await code.goTo(site, 'proxy_read_timeout');
    await code.hoverOver('proxy_buffering', /buffering of responses/);
    await readmePicture(code, 'hover');
    await code.moveAway();
  });

  seen('completion in a location', async () => {
    await code.open(nginx);
    await code.goTo(nginx, 'proxy_redirect off;', 'proxy_redirect off;'.length);
    await code.keyboard.press('Enter');
    await code.type('proxy_b');
    await code.suggestions.filter({ hasText: 'proxy_buffering' }).first().waitFor();
    await readmePicture(code, 'completion');
    await code.keyboard.press('Escape');
    const typed = code.editor.locator('.view-line', { hasText: /proxy.b$/ });
    for (let times = 0; times < 10 && (await typed.count()) > 0; times++) await code.keyboard.press('Control+Z');
    await typed.waitFor({ state: 'detached' });
  });

  seen('the light bulb adds X-Forwarded-Proto', async () => {
    await code.open(nginx);
    await code.goTo(nginx, 'proxy_pass', 3);
    const action = await code.actionInLightBulb('X-Forwarded-Proto');
    await readmePicture(code, 'quick-fix');
    await action.click();
    const text = await code.save(nginx, header);
    assert.match(text, /proxy_set_header X-Forwarded-For/, 'the other headers stay');
  });

  seen('"Fix All" adds it too', async () => {
    await code.open('spare/nginx/copy.conf');
    await code.goTo('spare/nginx/copy.conf', 'worker_processes');
    await code.run('Fix All');
    await code.save('spare/nginx/copy.conf', header);
  });

  seen('an unknown directive is underlined and explained', async () => {
    await code.open('spare/nginx/half.conf');
    await code.editor.locator('.squiggly-error').first().waitFor();
    await code.hoverOver('gizp', /gizp/);
    await code.picture('problem');
    await code.moveAway();
  });

  seen('a snippet by its prefix and Tab', async () => {
    const path = 'spare/nginx/half.conf';
    await code.open(path);
    await code.goTo(path, '    \n}', 4);
    await code.type('upstream-sock');
    await code.suggestions.filter({ hasText: 'upstream-socket' }).first().waitFor();
    await code.picture('snippet');
    await code.keyboard.press('Tab');
    await code.type('shop');
    await code.keyboard.press('Tab');
    await code.type('/run/shop.sock');
    await code.keyboard.press('Tab');
    await code.save(path, /^ {4}upstream shop \{\n(.*\n)* {8}server unix:\/run\/shop\.sock fail_timeout=0;\n {4}\}$/m);
  });

  seen('the documentation of a directive opens', async () => {
    await code.open(nginx);
    await code.goTo(nginx, 'proxy_pass', 3);
    await code.run(english['command.openDocumentation']);
    const dialog = code.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.textContent(), /nginx\.org\/en\/docs\/http\/ngx_http_proxy_module\.html#/);
    await code.keyboard.press('Escape');
  });

  seen('the outline shows the blocks', async () => {
    await code.open(nginx);
    await code.run('Explorer: Focus on Outline View');
    const row = code.page.locator('.outline-pane .monaco-list-row', { hasText: 'upstream' }).first();
    await row.waitFor();
    await code.picture('outline');
  });

  seen('a .conf that is plainly nginx may become nginx', async () => {
    await code.open('docker/proxy.conf');
    await code.statusBar.filter({ hasText: 'Properties' }).first().waitFor();
    const question = code.notifications.filter({ hasText: 'proxy.conf' }).first();
    await question.waitFor();
    await code.picture('language-question');
    await question.locator('.monaco-button', { hasText: 'Switch' }).click();
    await code.statusBar
      .filter({ hasText: /^nginx$/ })
      .first()
      .waitFor();
  });

  seen('the walkthrough opens its sample', async () => {
    await lookAtWalkthrough(code, 'Open Walkthrough', english, 'walkthrough');
    await code.run(english['command.openSample']);
    await code.editor.locator('.view-line', { hasText: 'server_name' }).first().waitFor();
  });

  seen('its activation took less than 150 ms', async (t) => {
    await code.run('Developer: Show Running Extensions');
    const row = await code.scrollTo(code.page.locator('.runtime-extensions-editor'), 'Deploy Config');
    const text = await row.textContent();
    await code.picture('running-extensions');
    const time = Number(/Activation:\s*(\d+)\s*ms/.exec(text)?.[1]);
    t.diagnostic(`VS Code says: activation ${time} ms`);
    assert.ok(time < 150, text);
  });
});

describe('in the workbench, in Chinese', { skip: absence ?? false }, () => {
  let code;
  before(async () => {
    code = await openWorkbench({
      locale: 'zh-cn',
      files: {
        'spare/nginx/half.conf': 'events {\n}\nhttp {\n    gizp on;\n}\n',
        ...Object.fromEntries(Object.entries(faulty).map(([path, { text }]) => [`faulty/${path}`, text])),
      },
    });
  });
  after(() => code?.close());
  const seen = (name, body) => test(name, (t) => withPictureOfFailure(code, name, () => body(t)));

  seen('hover explains a directive', async () => {
    await code.open(site);
    await code.goTo(site, 'proxy_read_timeout');
    await code.hoverOver('proxy_buffering', /缓冲/);
    await readmePicture(code, 'hover-zh');
    await code.moveAway();
  });

  seen('completion is explained in Chinese', async () => {
    await code.open(nginx);
    await code.goTo(nginx, 'proxy_redirect off;', 'proxy_redirect off;'.length);
    await code.keyboard.press('Enter');
    await code.type('proxy_buffering');
    await code.suggestions.filter({ hasText: 'proxy_buffering' }).first().waitFor();
    // The key that asks for completion opens what is said of it.
    await code.keyboard.press('Control+Space');
    await code.page.locator('.suggest-details-container:visible', { hasText: '缓冲' }).first().waitFor();
    await code.picture('completion-zh');
    await code.keyboard.press('Escape');
    const typed = code.editor.locator('.view-line', { hasText: /proxy.buffering$/ });
    for (let times = 0; times < 20 && (await typed.count()) > 0; times++) await code.keyboard.press('Control+Z');
    await typed.waitFor({ state: 'detached' });
  });

  seen('a problem is explained', async () => {
    await code.open('spare/nginx/half.conf');
    await code.editor.locator('.squiggly-error').first().waitFor();
    await code.hoverOver('gizp', /\p{Script=Han}{2}/u);
    await code.picture('problem-zh');
    await code.moveAway();
  });

  seen('the light bulb speaks Chinese', async () => {
    await code.open(nginx);
    await code.goTo(nginx, 'proxy_pass', 3);
    const action = await code.actionInLightBulb('X-Forwarded-Proto');
    assert.match(await action.textContent(), /\p{Script=Han}/u);
    await readmePicture(code, 'quick-fix-zh');
    await code.keyboard.press('Escape');
  });

  for (const [path, { text, at, fix }] of Object.entries(faulty))
    seen(`${path}: a quick fix in Chinese`, async () => {
      await code.open(`faulty/${path}`);
      await code.goTo(`faulty/${path}`, at, 1);
      await code.actionInLightBulb(fix);
      await code.keyboard.press('Escape');
      assert.ok(text.includes(at));
    });

  seen('the walkthrough is in Chinese, with its pictures', () =>
    lookAtWalkthrough(code, '打开演练', chinese, 'walkthrough-zh'),
  );

  seen('the settings are explained in Chinese', async () => {
    await code.keyboard.press('Control+,');
    const search = code.page.locator('.settings-editor .suggest-input-container').first();
    await search.click();
    await code.type('deployConfig.documentation.language');
    const [sentence] = chinese['setting.documentation.language'].split('。');
    await code.page.locator('.settings-editor .setting-item-contents', { hasText: sentence }).first().waitFor();
    await code.picture('settings-zh');
  });

  seen('the commands have Chinese titles', async () => {
    await code.run(chinese['command.showLog'], () => code.picture('commands-zh'));
  });
});

async function lookAtWalkthrough(code, command, texts, name) {
  await code.run(command);
  await code.type(texts['walkthrough.title']);
  await code.page
    .locator('.quick-input-list .monaco-list-row', { hasText: texts['walkthrough.title'] })
    .first()
    .click();
  await code.page.locator('.getting-started-step', { hasText: texts['walkthrough.hover.title'] }).first().click();
  // Beside a side bar there is no room for the step's picture, which stands in a frame of its own.
  await code.keyboard.press('Control+B');
  await code.until('the picture of the step', () => code.hasPictureInFrame());
  await code.picture(name);
  await code.keyboard.press('Control+B');
}

async function withPictureOfFailure(code, name, body) {
  try {
    await body();
  } catch (error) {
    error.message += `\n(see ${await code.picture(`failed: ${name}`.replace(/\W+/g, '-'))})`;
    // What stands open shall not be in the way of the next test.
    for (let boxes = 0; boxes < 3; boxes++) await code.keyboard.press('Escape');
    throw error;
  }
}

async function readmePicture(code, name) {
  const path = await code.picture(name);
  if (process.env.DEPLOY_CONFIG_UPDATE_IMAGES) copyFileSync(path, join(root, 'images', `${name}.png`));
}
