/** What a hover says of a name: what it is, where it is defined and how, and how often it is used. */
import { isSocket } from '../languages/addresses.ts';
import type { Named } from '../names.ts';
import type { DocumentationLanguage, Locale, NameKind } from '../types.ts';
import { linkTo } from '../where.ts';

const mostDefinitions = 3;
const mostLines = 8;
const mostLetters = 800;

const words = {
  en: {
    defined: 'defined in',
    further: (count: number) => `and in ${count} more ${count === 1 ? 'place' : 'places'}`,
    used: (count: number, files: number) =>
      count === 0
        ? 'Not used in these files.'
        : `Used in ${count} ${count === 1 ? 'place' : 'places'}${files > 1 ? ` of ${files} files` : ''}.`,
  },
  'zh-cn': {
    defined: '定义于',
    further: (count: number) => `另有 ${count} 处`,
    used: (count: number, files: number) =>
      count === 0 ? '这些文件中没有使用。' : `${files > 1 ? `在 ${files} 个文件中` : ''}使用 ${count} 处。`,
  },
} as const;

const kinds: Record<NameKind, { en: string; 'zh-cn': string }> = {
  upstream: { en: 'Upstream', 'zh-cn': '上游' },
  variable: { en: 'Variable', 'zh-cn': '变量' },
  location: { en: 'Named location', 'zh-cn': '命名 location' },
  'log format': { en: 'Log format', 'zh-cn': '日志格式' },
  zone: { en: 'Shared zone', 'zh-cn': '共享内存区' },
  cache: { en: 'Cache', 'zh-cn': '缓存' },
  'server name': { en: 'Server name', 'zh-cn': '服务器名' },
  match: { en: 'Health check conditions', 'zh-cn': '健康检查条件' },
  'thread pool': { en: 'Thread pool', 'zh-cn': '线程池' },
  address: { en: 'Address', 'zh-cn': '地址' },
};

const marks: Partial<Record<NameKind, string>> = { variable: '$', location: '@' };

/** Undefined for what these files do not define: a host, a variable of the program's own. */
export function nameText(name: Named, uses: readonly Named[], language: DocumentationLanguage): string | undefined {
  const definitions = uses.filter(({ use }) => use.role === 'definition');
  if (definitions.length === 0) return undefined;
  if (name.use.kind === 'address') return addressText(name, uses, language);
  const locales: Locale[] = language === 'both' ? ['zh-cn', 'en'] : [language];
  const { kind, start, end } = name.use;
  const title = `${marks[kind] ?? ''}${name.file.text.slice(start, end)}`;
  const shown = definitions.slice(0, mostDefinitions);
  const references = uses.filter(({ use }) => use.role === 'reference');
  const files = new Set(references.map(({ file }) => file.uri)).size;
  const sentences = locales.map((locale) => {
    const { defined, further, used } = words[locale];
    const comma = locale === 'en' ? ', ' : '，';
    const places = shown.map(placeOf).join(locale === 'en' ? ', ' : '、');
    const more = definitions.length - shown.length;
    const head = `**${kinds[kind][locale]}** \`${title}\`${comma}${defined} ${places}${more > 0 ? `${comma}${further(more)}` : ''}`;
    return `${head}${locale === 'en' ? '. ' : '。'}${used(references.length, files)}`;
  });
  return [...sentences, ...shown.map(excerpt)].join('\n\n');
}

const addressWords = {
  en: {
    bound: 'Bound in',
    reached: 'Reached from',
    socket:
      'Over a UNIX socket the application is told no address of the client: `REMOTE_ADDR` is empty, and code that wants it must take `X-Forwarded-For` or `X-Real-IP` from nginx.',
  },
  'zh-cn': {
    bound: '绑定于',
    reached: '访问来自',
    socket:
      '经由 UNIX 套接字，应用得不到客户端地址：`REMOTE_ADDR` 为空，需要它的代码应使用 nginx 传来的 `X-Forwarded-For` 或 `X-Real-IP`。',
  },
} as const;

/** The other side of an address, and what a UNIX socket changes for the application. */
function addressText(name: Named, uses: readonly Named[], language: DocumentationLanguage): string | undefined {
  const others = uses.filter(({ use }) => use.role !== name.use.role);
  if (others.length === 0) return undefined;
  const shown = others.slice(0, mostDefinitions);
  const locales: Locale[] = language === 'both' ? ['zh-cn', 'en'] : [language];
  const sentences = locales.map((locale) => {
    const { bound, reached, socket } = addressWords[locale];
    const places = shown.map(placeOf).join(locale === 'en' ? ', ' : '、');
    const side = name.use.role === 'definition' ? reached : bound;
    const more = others.length - shown.length;
    const further = more > 0 ? `${locale === 'en' ? ', ' : '，'}${words[locale].further(more)}` : '';
    const head = `${side} ${places}${further}${locale === 'en' ? '.' : '。'}`;
    return isSocket(name.use) ? `${head}\n\n${socket}` : head;
  });
  return [...sentences, ...shown.map(excerpt)].join('\n\n');
}

function placeOf({ file, use }: Named): string {
  return linkTo(file, use.start);
}

/** The statement that defines it, as it stands there, without what is common to the start of its lines. */
function excerpt({ file, use }: Named): string {
  const { start, end } = use.statement;
  const lines = file.text.slice(start, Math.min(end, start + mostLetters)).split(/\r?\n/);
  const indentation = /[ \t]*$/.exec(file.text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
  const shown = lines
    .slice(0, mostLines)
    .map((line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line).trimEnd());
  const isCut = lines.length > mostLines || end > start + mostLetters;
  const text = [...shown, ...(isCut ? ['…'] : [])].join('\n');
  return `\`\`\`${file.language.id}\n${text.replaceAll('```', '` ` `')}\n\`\`\``;
}
