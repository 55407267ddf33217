import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes Simplified Chinese a display language, as VS Code's language pack does, which only the marketplace has. The texts are
 * those of an older VS Code as an npm package holds them; what is newer stays English.
 */
export async function addChinese({ folder }) {
  const pack = '@codingame/monaco-vscode-language-pack-zh-hans/translations/main.i18n.json.js';
  const { default: contents } = await import(pack);
  const translations = join(folder, 'zh-cn.i18n.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(translations, JSON.stringify({ contents }));
  const extensions = [{ extensionIdentifier: { id: 'deploy-config.zh-cn' }, version: '0.0.0' }];
  const language = { hash: 'zh-cn', label: '中文(简体)', extensions, translations: { vscode: translations } };
  writeFileSync(join(folder, 'languagepacks.json'), JSON.stringify({ 'zh-cn': language }));
}
