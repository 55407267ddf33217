/** Upstreams: ngx_http_upstream and ngx_http_upstream_add (src/http/ngx_http_upstream.c). */
import * as l10n from '@vscode/l10n';
import type { Token } from '../../../types.ts';
import { where } from '../../../where.ts';
import { directives } from '../reference.ts';
import { isInet } from '../setters/address.ts';
import { partOf } from '../setters/subject.ts';
import { headOf } from '../statements.ts';
import { type Configuration, type Item, subsystemOf } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { areChoices } from './listens.ts';

const passes = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass'];

export function* upstreams(configuration: Configuration): Generator<WholeFinding> {
  const named = new Map<string, Item>();
  const passing: Item[] = [];
  for (const item of configuration.items('upstream', ...passes)) {
    const { statement, context, file } = item;
    if (statement.name.text !== 'upstream') {
      if (statement.name.text !== 'include') passing.push(item);
      continue;
    }
    const token = statement.args[0];
    if (!token || !statement.body || !/^(?:http|stream)$/.test(context)) continue;
    if (isEmpty(item))
      yield {
        rule: 'empty-upstream',
        file,
        ...headOf(statement),
        message: l10n.t('The upstream "{0}" has no servers.', token.text),
      };
    else if (hasBackupsOnly(item))
      yield {
        rule: 'empty-upstream',
        file,
        ...headOf(statement),
        message: l10n.t(
          'The upstream "{0}" has backup servers only: there is none that they could stand in for.',
          token.text,
        ),
      };
    yield* methodsOf(item);
    const key = `${context} ${token.text.toLowerCase()}`;
    const other = named.get(key);
    if (!other) named.set(key, item);
    // On one level of one file another rule says it.
    else if ((other.file !== file || other.statement.parent !== statement.parent) && !areChoices(other, item))
      yield {
        rule: 'duplicate-directive',
        file,
        start: token.start,
        end: token.end,
        message: l10n.t(
          'There is an upstream "{0}" already: {1}.',
          token.text,
          where(other.file, other.statement.start, file),
        ),
      };
  }
  if (named.size > 0) for (const item of passing) yield* portOf(item, named);
  for (const subsystem of ['http', 'stream'])
    if (configuration.isWhole(subsystem))
      for (const item of passing)
        if (subsystemOf(item.context) === subsystem) yield* missingPortOf(item, subsystem, named);
}

/** `no servers are inside upstream`; NGINX Plus and other modules bring servers in other ways. */
function isEmpty({ statement }: Item): boolean {
  // What an include brings is most likely the servers.
  const others = new Set(['server', 'include']);
  return !(statement.body ?? []).some(({ name }) => others.has(name.text) || !isOwn(name.text));
}

/** `no servers in upstream` (ngx_http_upstream_init_round_robin). */
function hasBackupsOnly({ statement }: Item): boolean {
  const inside = statement.body ?? [];
  const servers = inside.filter(({ name }) => name.text === 'server');
  const [first] = servers;
  const method = inside.findLast(
    ({ name, start }) => methods.has(name.text) && name.text !== 'keepalive' && start < (first?.start ?? 0),
  );
  return (
    servers.length > 0 &&
    servers.every(({ args }) => parameterNamed(args, 'backup') && !parameterNamed(args, 'resolve')) &&
    inside.every(({ name }) => name.text !== 'include' && isOwn(name.text)) &&
    // Behind these methods the word is refused, which another rule says.
    !/^(?:hash|ip_hash|random)$/.test(method?.name.text ?? '')
  );
}

function parameterNamed(args: readonly Token[], word: string): boolean {
  return args.some(({ text }, index) => index > 0 && text === word);
}

function isOwn(name: string): boolean {
  return directives.get(name)?.some((record) => record.package === undefined) ?? false;
}

const methods = new Set(['hash', 'ip_hash', 'least_conn', 'least_time', 'random', 'keepalive']);

/** `load balancing method redefined`: the last method holds, and one behind `keepalive` takes its place as well. */
function* methodsOf({ file, statement }: Item): Generator<WholeFinding> {
  let before: string | undefined;
  for (const inside of statement.body ?? []) {
    const name = inside.name.text;
    if (!methods.has(name)) continue;
    if (before !== undefined && name !== 'keepalive')
      yield {
        rule: 'redefined-balancing',
        file,
        ...headOf(inside),
        message:
          before === 'keepalive'
            ? l10n.t(
                '"{0}" behind "keepalive" takes its place: connections are not kept. The method comes first.',
                name,
              )
            : l10n.t('"{0}" takes the place of "{1}": an upstream has one method.', name, before),
      };
    before = name;
  }
}

/** Passes over protocols that have no usual port. */
const withoutUsualPort = new Set(['fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass']);

/** `no port in upstream "%V"`: a name without a port is that of an upstream. */
function* missingPortOf(
  { file, statement }: Item,
  subsystem: string,
  named: ReadonlyMap<string, Item>,
): Generator<WholeFinding> {
  const [token] = statement.args;
  if (!token || !(subsystem === 'stream' || withoutUsualPort.has(statement.name.text))) return;
  const [, scheme = '', host] = /^((?:\w+:\/\/)?)([\w-][\w.-]*)$/.exec(token.text) ?? [];
  if (host === undefined || isInet(host) || named.has(`${subsystem} ${host.toLowerCase()}`)) return;
  const from = scheme.length;
  yield {
    rule: 'undefined-name',
    file,
    ...partOf(file, token, from, from + host.length),
    message: l10n.t('There is no upstream "{0}", and as the name of a host it needs a port.', host),
  };
}

/** `upstream "%V" may not have port %d`. */
function* portOf({ file, statement, context }: Item, named: ReadonlyMap<string, Item>): Generator<WholeFinding> {
  const token: Token | undefined = statement.args[0];
  if (!token || token.text.includes('$') || !/:\d/.test(token.text)) return;
  const found = /^((?:[a-z]+:\/\/)?)([^:/?]+)(:\d+)(?=[/?]|$)/i.exec(token.text);
  if (!found || /^unix$/i.test(found[2] ?? '')) return;
  const [, scheme = '', host = '', port = ''] = found;
  if (!named.has(`${subsystemOf(context)} ${host.toLowerCase()}`)) return;
  const from = scheme.length + host.length;
  const span = partOf(file, token, from, from + port.length);
  const isExact = span.end - span.start === port.length;
  yield {
    rule: 'upstream-with-port',
    file,
    ...span,
    message: l10n.t('"{0}" is an upstream, whose servers have the ports: "{1}" cannot follow it.', host, port),
    ...(isExact && {
      fixes: [{ title: l10n.t('Remove "{0}"', port), edits: [{ ...span, text: '' }], preferred: true }],
    }),
  };
}
