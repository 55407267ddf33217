/** A reference entry as Markdown, in English, Chinese or both. */
import type { DocumentationLanguage, Entry, File, Language, Locale, Texts } from '../types.ts';

/** The few words around the facts, in the language of the documentation rather than of the editor. */
const words = {
  en: {
    contexts: 'Context',
    default: 'Default',
    since: 'Since',
    needs: 'Needs',
    deploying: 'For deployers',
    more: 'Documentation',
  },
  'zh-cn': {
    contexts: '上下文',
    default: '默认值',
    since: '始于',
    needs: '需要',
    deploying: '部署建议',
    more: '官方文档',
  },
} as const;

const colon = { en: ': ', 'zh-cn': '：' } as const;

export function entryText(
  { language: source }: Pick<File, 'language'>,
  entry: Entry,
  language: DocumentationLanguage,
  /** What is said of it where it stands. */
  { guidance, explanation }: { guidance?: Texts | undefined; explanation?: Texts | undefined } = {},
): string {
  const locale: Locale = language === 'en' ? 'en' : 'zh-cn';
  return [
    facts(source, entry, locale),
    explanation ? prose(explanation, language) : '',
    // Before the official text: an editor shows the first lines of a long hover, and this is what a deployer came for.
    guidanceText(guidance ?? entry.guidance, language),
    prose(entry.docs, language),
    link(entry, locale),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The text in the wanted language; the other one where it has none. */
export function prose(texts: Texts, language: DocumentationLanguage): string {
  const { en, 'zh-cn': chinese } = texts;
  if (language === 'en') return en ?? chinese ?? '';
  if (language === 'zh-cn') return chinese ?? en ?? '';
  return [chinese, en].filter((text) => text !== undefined).join('\n\n---\n\n');
}

function guidanceText(guidance: Texts | undefined, language: DocumentationLanguage): string {
  if (!guidance) return '';
  const locales: Locale[] = language === 'both' ? ['zh-cn', 'en'] : [language];
  return locales
    .flatMap((locale) => {
      const text = guidance[locale] ?? guidance.en;
      return text === undefined ? [] : [`**${words[locale].deploying}**${colon[locale]}${text}`];
    })
    .join('\n\n');
}

function facts(language: Language, entry: Entry, locale: Locale): string {
  const forms = language.signatures?.(entry) ?? entry.syntax;
  const code = (forms.length > 0 ? forms : [entry.name]).join('\n');
  const say = (label: keyof (typeof words)['en'], value: string | undefined): string[] =>
    value === undefined || value === '' ? [] : [`**${words[locale][label]}**${colon[locale]}${value}`];
  const line = [
    ...say('contexts', entry.contexts.map((context) => `\`${context}\``).join(locale === 'en' ? ', ' : '、')),
    ...say('default', entry.default === undefined ? undefined : `\`${entry.default}\``),
    ...say('since', entry.since),
    ...say('needs', entry.needs),
    ...(entry.origin === undefined ? [] : [`\`${entry.origin}\``]),
  ].join(' · ');
  return `\`\`\`${language.id}\n${code}\n\`\`\`\n${line}`;
}

function link(entry: Entry, locale: Locale): string {
  return entry.url === undefined ? '' : `[${words[locale].more}](${entry.url})`;
}
