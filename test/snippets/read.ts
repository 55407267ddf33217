import { readdirSync, readFileSync } from 'node:fs';
import { expand, parse, variants } from './expand.ts';

export interface Snippet {
  language: string;
  name: string;
  prefix: string;
  description: string;
  lines: string[];
  body: string;
}

function textOf(value: unknown, where: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${where} is no text`);
  return value;
}

function objectOf(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where} is no object`);
  return { ...value };
}

/** Every snippet of every file, in the order in which they are written. */
export function readSnippets(): Snippet[] {
  const files = readdirSync('snippets').filter((file) => file.endsWith('.json'));
  return files.sort().flatMap((file) => {
    const json: unknown = JSON.parse(readFileSync(`snippets/${file}`, 'utf8'));
    return Object.entries(objectOf(json, file)).map(([name, value]) => {
      const where = `${file}: ${name}`;
      const { prefix, description, body, isFileTemplate = true, ...others } = objectOf(value, where);
      if (!Array.isArray(body)) throw new Error(`${where}: body is no list of lines`);
      if (isFileTemplate !== true) throw new Error(`${where}: isFileTemplate is either true or absent`);
      if (Object.keys(others).length) throw new Error(`${where}: VS Code knows no ${Object.keys(others)}`);
      const lines = body.map((line) => (line === '' ? '' : textOf(line, `${where}: a line`)));
      return {
        language: file.replace('.json', ''),
        name,
        prefix: textOf(prefix, `${where}: prefix`),
        description: textOf(description, `${where}: description`),
        lines,
        body: lines.join('\n'),
      };
    });
  });
}

function find(snippets: readonly Snippet[], prefix: string): Snippet {
  const snippet = snippets.find((candidate) => candidate.prefix === prefix);
  if (!snippet) throw new Error(`No snippet has the prefix ${prefix}`);
  return snippet;
}

/** What the snippets with these prefixes become with their defaults. */
export function withDefaults(snippets: readonly Snippet[], ...prefixes: string[]): string {
  return prefixes.map((prefix) => expand(parse(find(snippets, prefix).body))).join('\n');
}

/** What the snippets with these prefixes become, each with its defaults and with every other choice once. */
export function* expansions(
  snippets: readonly Snippet[],
  ...prefixes: string[]
): Generator<{ prefix: string; text: string; label: string }> {
  for (const prefix of prefixes) {
    for (const { text, choice } of variants(find(snippets, prefix).body)) {
      yield { prefix, text, label: `${prefix} (${choice})` };
    }
  }
}
