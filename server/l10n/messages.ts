/** The language of messages: every text goes through `l10n.t` at the moment when it is said. */
import * as l10n from '@vscode/l10n';
import type { Locale } from '../types.ts';
import chinese from './bundle.l10n.zh-cn.json';

export function setLocale(locale: Locale): void {
  l10n.config({ contents: locale === 'zh-cn' ? chinese : {} });
}

/** The nearest language that we speak, for a tag as editors and environments write it: `zh-CN`, `zh_TW.UTF-8`, `en-us`. */
export function localeOf(tag: string): Locale {
  return /^zh(?:[-_.]|$)/i.test(tag) ? 'zh-cn' : 'en';
}
