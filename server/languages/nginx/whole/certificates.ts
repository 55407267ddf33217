/** Certificates of servers that speak TLS: ngx_http_ssl_init and ngx_http_ssl_merge_srv_conf (src/http/modules/ngx_http_ssl_module.c). */
import * as l10n from '@vscode/l10n';
import type { File, Statement } from '../../../types.ts';
import { headOf } from '../statements.ts';
import { type Configuration, type Item, subsystemOf } from './configuration.ts';
import type { WholeFinding } from './findings.ts';
import { addressBook, type Server, serversOf } from './listens.ts';

interface Tls {
  certificates: Item[];
  keys: Item[];
  rejects?: Item;
  starts?: Item;
  hasUnknown: boolean;
}

const names = ['ssl_certificate', 'ssl_certificate_key', 'ssl_reject_handshake', 'starttls'] as const;

export function* certificates(configuration: Configuration): Generator<WholeFinding> {
  const levels = new Map<Statement | File | string, Tls>();
  const levelOf = (key: Statement | File | string): Tls => {
    let level = levels.get(key);
    if (!level) {
      level = { certificates: [], keys: [], hasUnknown: false };
      levels.set(key, level);
    }
    return level;
  };
  for (const item of configuration.items(...names)) {
    const { context, statement, isUnknown } = item;
    if (!/^(?:http|stream|mail|(?:stream |mail )?server)$/.test(context)) continue;
    const level = levelOf(item.server ?? subsystemOf(context));
    if (statement.name.text === 'ssl_certificate') level.certificates.push(item);
    else if (statement.name.text === 'ssl_certificate_key') level.keys.push(item);
    else if (statement.name.text === 'ssl_reject_handshake') level.rejects = item;
    else if (statement.name.text === 'starttls') level.starts = item;
    else if (isUnknown) level.hasUnknown = true;
  }
  const { main, project } = configuration;
  const root = main.language.rootContext(main);
  const of = (server: Server) => {
    const own = levelOf(server.block);
    const outer = levelOf(server.subsystem);
    // What stands around a file of servers may bring what they lack.
    const isOpen = own.hasUnknown || outer.hasUnknown || (root !== 'main' && !project.complete);
    return {
      isOpen,
      certificates: own.certificates.length > 0 ? own.certificates : outer.certificates,
      hasCertificate: own.certificates.length > 0 || outer.certificates.length > 0,
      starts: own.starts ?? outer.starts,
      keys: own.keys.length > 0 ? own.keys : outer.keys,
      rejects: (own.rejects ?? outer.rejects)?.statement.args[0]?.text.toLowerCase() === 'on',
    };
  };
  const lacking = new Set<Item>();
  for (const server of serversOf(configuration)) {
    const { certificates: given, keys, isOpen, starts } = of(server);
    if (server.subsystem === 'mail' && !isOpen && given.length === 0) {
      const finding = missingOfMail(server, starts);
      if (finding) yield finding;
    }
    const [certificate] = given.slice(keys.length);
    if (!certificate || isOpen || lacking.has(certificate)) continue;
    // What nobody speaks TLS with is not looked at.
    if (server.subsystem === 'mail' && !asksForTls(server, starts)) continue;
    lacking.add(certificate);
    const { start, end } = certificate.statement;
    yield {
      rule: 'missing-certificate',
      file: certificate.file,
      start,
      end,
      message: l10n.t(
        'No "ssl_certificate_key" is defined for the certificate "{0}".',
        certificate.statement.args[0]?.text ?? '',
      ),
    };
  }
  if (!configuration.isWhole('http') && !configuration.isWhole('stream')) return;
  const said = new Set<Server>();
  for (const { servers, default: given, isSecure } of addressBook(configuration).values()) {
    const first = given?.server ?? servers[0];
    if (!isSecure || !first || first.subsystem === 'mail' || !configuration.isWhole(first.subsystem)) continue;
    const { hasCertificate, rejects } = of(first);
    if (hasCertificate) continue;
    const without = rejects ? servers.find((server) => !of(server).hasCertificate && !of(server).rejects) : first;
    if (!without || said.has(without) || of(without).isOpen) continue;
    said.add(without);
    yield missing(without, servers);
  }
}

/** What makes a server of mail speak TLS (ngx_mail_ssl_merge_conf). */
function asksForTls({ listens }: Server, starts: Item | undefined): Item | undefined {
  const secure = listens.find(({ isSecure }) => isSecure)?.item;
  return secure ?? (starts?.statement.args[0]?.text.toLowerCase() === 'off' ? undefined : starts);
}

function missingOfMail(server: Server, starts: Item | undefined): WholeFinding | undefined {
  const asking = asksForTls(server, starts);
  if (!asking) return undefined;
  const { file, statement } = asking;
  return {
    rule: 'missing-certificate',
    file,
    ...headOf(statement),
    message: l10n.t('No "ssl_certificate" is defined for "{0}" of this server.', statement.name.text),
  };
}

function missing(server: Server, secure: readonly Server[]): WholeFinding {
  const listen = [server, ...secure].flatMap(({ listens }) => listens).find(({ isSecure }) => isSecure);
  const word = listen?.item.statement.args.find(({ text }) => text === 'ssl' || text === 'quic')?.text ?? 'ssl';
  const { block, file } = server;
  const span = 'tree' in block ? { start: 0, end: 0 } : block.name;
  return {
    rule: 'missing-certificate',
    file,
    start: span.start,
    end: span.end,
    message: l10n.t('No "ssl_certificate" is defined for "listen … {0}" of this server.', word),
  };
}
