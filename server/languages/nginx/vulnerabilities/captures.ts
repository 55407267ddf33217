/** Shapes in which what a pattern has captured is used at the wrong time. */
import type { File, Project, Statement } from '../../../types.ts';
import { placesNamed } from '../../../walk.ts';
import { inForce, namedOn } from '../inheritance.ts';
import { capturingGroups } from '../pcre/groupTexts.ts';

const numbered = /\$\{?[1-9]/;

/** `rewrite` with a query in its replacement, then another directive of the module that runs with the numbered groups. */
export function* rewriteWithQuery(file: File): Iterable<Statement> {
  const levels = new Map<Statement | undefined, { last: number; lastUse: number }>();
  for (const name of ['rewrite', 'if', 'set'])
    for (const { statement } of placesNamed(file, name)) {
      const { parent, start, args } = statement;
      const level = levels.get(parent) ?? { last: -1, lastUse: -1 };
      levels.set(parent, level);
      level.last = Math.max(level.last, start);
      if (args.some(({ text }) => numbered.test(text))) level.lastUse = Math.max(level.lastUse, start);
    }
  for (const { statement } of placesNamed(file, 'rewrite')) {
    const [, replacement, flag] = statement.args;
    const level = levels.get(statement.parent);
    // With a flag nothing behind it is run.
    if (!level || !replacement?.text.includes('?') || flag || level.last <= statement.start) continue;
    if (numbered.test(replacement.text) || level.lastUse > statement.start) yield statement;
  }
}

/** `rewrite ^/((.*))$ /?a=$1$2`: a group inside a group, both in a redirect or a query. */
export function* overlappingGroups(file: File): Iterable<Statement> {
  for (const { statement } of placesNamed(file, 'rewrite')) {
    const [pattern, replacement, flag] = statement.args;
    if (!pattern || !replacement || !numbered.test(replacement.text)) continue;
    const isRedirect =
      /^(?:redirect|permanent)$/.test(flag?.text ?? '') || /^(?:https?:\/\/|\$scheme)/.test(replacement.text);
    const query = replacement.text.indexOf('?');
    if (!isRedirect && query < 0) continue;
    const used = [...replacement.text.slice(isRedirect ? 0 : query).matchAll(/\$\{?([1-9])/g)].map(([, digit]) =>
      Number(digit),
    );
    const groups = capturingGroups(pattern.text);
    const overlap = used.some((inner) => used.some((outer) => groups[inner - 1]?.around.includes(outer)));
    if (overlap) yield statement;
  }
}

/** `alias` with a `rewrite` in the same location, and the file's name asked for there. */
export function* aliasRewritten(file: File): Iterable<Statement> {
  const seen = new Set<Statement | undefined>();
  for (const { statement } of placesNamed(file, 'alias')) {
    const { parent } = statement;
    if (seen.has(parent)) continue;
    seen.add(parent);
    if (namedOn(file, parent, 'rewrite').length === 0) continue;
    const asks = (parent?.body ?? []).some(({ args, body, name }) =>
      [{ args }, ...(name.text === 'if' ? (body ?? []) : [])].some((inner) =>
        inner.args.some(({ text }) =>
          /\$\{?(?:request_filename|document_root|realpath_root)\b|^-[defx]$|^!-[defx]$/.test(text),
        ),
      ),
    );
    if (asks) yield statement;
  }
}

/** `$1$mapped`, where looking `$mapped` up in a `map` with patterns changes what `$1` is. */
export function* groupBeforeMap(file: File): Iterable<Statement> {
  const mapped = new Set(
    placesNamed(file, 'map').flatMap(({ statement }) => {
      const variable = statement.args[1]?.text;
      const hasGroups = (statement.body ?? []).some(({ name }) => /^~.*\(/.test(name.text));
      return variable !== undefined && hasGroups ? [variable.toLowerCase()] : [];
    }),
  );
  if (mapped.size === 0) return;
  for (const name of expressions)
    for (const { statement } of placesNamed(file, name))
      for (const { text } of statement.args) {
        const variables = [...text.matchAll(/\$\{?(\w+)/g)].map(([, variable = '']) => `$${variable.toLowerCase()}`);
        const group = variables.findIndex((variable) => /^\$[1-9]$/.test(variable));
        if (group >= 0 && variables.slice(group + 1).some((variable) => mapped.has(variable))) {
          yield statement;
          break;
        }
      }
}

/** Directives whose value is put together from variables, as far as people use groups there. */
const expressions = [
  'add_header',
  'alias',
  'fastcgi_param',
  'proxy_pass',
  'proxy_redirect',
  'proxy_set_header',
  'return',
  'rewrite',
  'root',
  'set',
  'try_files',
  'uwsgi_param',
];

const slices: ReadonlySet<string> = new Set([
  'slice',
  'proxy_cache_background_update',
  'fastcgi_cache_background_update',
]);

/** A numbered group in the target of a pass whose answer is fetched in slices or behind the client's back. */
export function* groupInSlice(file: File, project: Project): Iterable<Statement> {
  for (const name of ['proxy_pass', 'fastcgi_pass', 'proxy_cache_key', 'proxy_set_header'])
    for (const { statement } of placesNamed(file, name)) {
      if (!statement.args.some(({ text }) => numbered.test(text))) continue;
      const held = inForce(file, project, statement.parent, slices) ?? [];
      if (held.some((other) => !/^(?:0|off)$/.test(other.statement.args[0]?.text ?? ''))) yield statement;
    }
}
