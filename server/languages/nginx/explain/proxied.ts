/** What the upstream of a `proxy_pass` gets: the URI, with an example, and the headers that are set for it. */
import type { File, Locale, Project, Statement, Texts } from '../../../types.ts';
import { inForce } from '../inheritance.ts';
import { levelOf } from './inherited.ts';
import { type Passed, passedUri } from './passedUri.ts';
import { code, inBoth, listOf } from './words.ts';

const words = {
  en: {
    title: '**What the upstream gets.**',
    original: () => 'The URI as the client sent it, escapes and doubled slashes included.',
    replaced: (from: string, to: string) =>
      `${from} at the beginning of the path becomes ${to}; the rest and the query follow.`,
    written: () =>
      'The URI as it stands here, with the values of its variables, and nothing else: a query only where `$is_args$args` or `$request_uri` brings it.',
    rewritten: () =>
      'Where `rewrite … break` fits, the path that it makes, with the query; a path in `proxy_pass` counts only where it does not fit.',
    variable: () => 'The path that the value of the variable has; where it has none, the URI as the client sent it.',
    odd: 'One of the two ends in a slash and the other does not.',
    example: (request: string, passed: string) => `${request} → ${passed}`,
    headers: '**Request headers that are set for it:**',
    noHost: 'None is `Host`, so the upstream gets the name from `proxy_pass` as its host.',
    noHeaders: 'No `proxy_set_header` holds here: the upstream gets the name from `proxy_pass` as its host.',
  },
  'zh-cn': {
    title: '**上游收到的 URI。**',
    original: () => '与客户端发送的 URI 相同，包括转义字符和重复的斜杠。',
    replaced: (from: string, to: string) => `路径开头的 ${from} 换成 ${to}，后面接上其余部分和查询参数。`,
    written: () =>
      '只有这里写出的 URI，其中的变量换成它们的值；只有写了 `$is_args$args` 或 `$request_uri` 才带有查询参数。',
    rewritten: () => '`rewrite … break` 匹配时，是重写后的路径加上查询参数；不匹配时 `proxy_pass` 中的路径才起作用。',
    variable: () => '变量值中的路径；值中没有路径时，与客户端发送的 URI 相同。',
    odd: '两者只有一个以斜杠结尾。',
    example: (request: string, passed: string) => `${request} → ${passed}`,
    headers: '**为它设置的请求头：**',
    noHost: '其中没有 `Host`，因此上游收到的主机名取自 `proxy_pass`。',
    noHeaders: '此处没有生效的 `proxy_set_header`：上游收到的主机名取自 `proxy_pass`。',
  },
} as const;

export function proxied(file: File, pass: Statement, project: Project): Texts | undefined {
  const passed = passedUri(pass, locationAround(file, pass, project));
  const level = levelOf(file, pass, project);
  const headers = inForce(level.file, project, level.block, ['proxy_set_header']);
  if (!passed && !headers) return undefined;
  return inBoth((locale) => {
    const { title, headers: heading, noHost, noHeaders } = words[locale];
    const parts: string[] = [];
    if (passed) parts.push(`${title}${locale === 'en' ? ' ' : ''}${uriText(passed, locale)}`);
    if (headers && headers.length > 0) {
      parts.push(`${heading}\n${listOf(headers, locale)}`);
      if (!headers.some(({ statement }) => statement.args[0]?.text.toLowerCase() === 'host')) parts.push(noHost);
    } else if (headers) parts.push(noHeaders);
    return parts.join('\n\n');
  });
}

function uriText({ how, from = '', to = '', example, isOdd }: Passed, locale: Locale): string {
  const said = words[locale];
  const sentences = [said[how](code(from), code(to))];
  if (isOdd) sentences.push(said.odd);
  const text = sentences.join(locale === 'en' ? ' ' : '');
  return example ? `${text}\n\n${said.example(code(example.request), code(example.passed))}` : text;
}

/** The `location` that takes the requests of a `proxy_pass`. */
function locationAround(file: File, pass: Statement, project: Project): Statement | undefined {
  for (let block = levelOf(file, pass, project).block; block; block = block.parent)
    if (block.name.text === 'location') return block;
  return undefined;
}
