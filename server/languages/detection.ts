/** Which language a file is in: by its path as VS Code would say, and by its text where the path says nothing. Conservative: undefined is a good answer. */
import type { LanguageId } from '../types.ts';
import paths from './paths.json';

interface Places {
  filenames?: string[];
  filenamePatterns?: string[];
  extensions?: string[];
}

/** A name or glob pattern at which files of a language lie; "properties" stands for files among ours that are not ours. */
interface Place {
  id: LanguageId | 'properties';
  /** Lower comes first. */
  rank: number;
  regex: RegExp;
  onPath: boolean;
}

/** In VS Code's order: the exact name, then the longest pattern that fits, then the extension. */
const places = Object.entries(paths as Record<string, Places>)
  .flatMap(([id, { filenames = [], filenamePatterns = [], extensions = [] }]) => [
    ...filenames.map((name) => placeOf(id as Place['id'], -Infinity, name)),
    ...filenamePatterns.map((pattern) => placeOf(id as Place['id'], -pattern.length, pattern)),
    ...extensions.map((extension) => placeOf(id as Place['id'], 0, `*${extension}`)),
  ])
  .sort((a, b) => a.rank - b.rank);

export function languageIdByPath(path: string): LanguageId | undefined {
  const wanted = path.replaceAll('\\', '/');
  const name = wanted.slice(wanted.lastIndexOf('/') + 1);
  const found = places.find((place) => place.regex.test(place.onPath ? wanted : name));
  return found === undefined || found.id === 'properties' ? undefined : found.id;
}

function placeOf(id: Place['id'], rank: number, pattern: string): Place {
  return { id, rank, regex: new RegExp(`^${globSource(pattern)}$`, 'is'), onPath: pattern.includes('/') };
}

/** `**`, `*`, `?` and `{a,b}`, as far as paths.json uses them. */
function globSource(pattern: string): string {
  return pattern.replace(/\*\*\/|\*|\?|\{([^}]*)\}|[.+^$()|[\]\\]/g, (mark, choices?: string) => {
    if (choices !== undefined) return `(?:${choices.split(',').map(globSource).join('|')})`;
    if (mark === '**/') return '(?:.*/)?';
    if (mark === '*') return '[^/]*';
    return mark === '?' ? '[^/]' : `\\${mark}`;
  });
}

/** Enough to know a language by; more would only cost time. */
const headLength = 20_000;

export function languageIdByContent(text: string): LanguageId | undefined {
  const head = text.slice(0, headLength).replace(/^\uFEFF/, '');
  const lines = head.split(/\r\n|\r|\n/);
  // The last line may be cut off in its middle.
  if (text.length > headLength) lines.pop();
  if (/^#!/.test(head)) return isRunit(head) ? 'runit' : undefined;
  const sections = lines.flatMap((line) => /^\[([^\]]+)\]\s*(?:[#;].*)?$/.exec(line)?.[1] ?? []);
  if (sections.length > 0) return languageIdBySections(sections, lines);
  const statements = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (statements.length === 0) return undefined;
  if (isNginx(statements)) return 'nginx';
  if (isGunicorn(lines)) return 'gunicorn';
  if (isUpstart(lines)) return 'upstart';
  return isProcfile(lines) ? 'procfile' : undefined;
}

function isRunit(head: string): boolean {
  const [first = ''] = head.split(/\r?\n/, 1);
  return (
    /\b(?:ba|da|k)?sh\b/.test(first) &&
    /^\s*exec\s+(?:\S*\/)?(?:chpst|svlogd|softlimit|setuidgid|runsvdir)\b/m.test(head)
  );
}

/** All section names must belong to one program, and one of them to it alone. */
function languageIdBySections(sections: readonly string[], lines: readonly string[]): LanguageId | undefined {
  const all = (names: RegExp) => sections.every((section) => names.test(section));
  const some = (names: RegExp) => sections.some((section) => names.test(section));
  const sets = (names: RegExp) => lines.some((line) => names.test(line));
  if (
    all(
      /^(?:supervisord|supervisorctl|include|(?:unix|inet)_http_server|(?:program|group|fcgi-program|eventlistener|rpcinterface|ctlplugin):.+)$/,
    )
  )
    return some(
      /^(?:supervisor|unix_http_server$|inet_http_server$|program:|fcgi-program:|eventlistener:|rpcinterface:)/,
    )
      ? 'supervisor'
      : undefined;
  if (all(/^(?:gaffer|webhooks|auth|ssl|lookup_ssl|(?:process|job|env|endpoint):.+)$/))
    return some(/^gaffer$/) || (some(/^(?:process|job):/) && sets(/^\s*cmd\s*[=:]/)) ? 'gaffer' : undefined;
  if (all(/^(?:Unit|Service|Socket|Install|X-.+)$/))
    return some(/^(?:Service|Socket)$/) && sets(/^(?:Exec\w+|Listen\w+|Type)\s*=/) ? 'systemd' : undefined;
  return undefined;
}

const nginxBlock =
  /^(?:events|http|server|stream|mail|types|upstream\s+\S+|location\s+(?:(?:=|~\*?|\^~)\s*)?\S+|map\s+\S+\s+\S+|geo\s+(?:\S+\s+)?\$\w+|split_clients\s+\S+\s+\$\w+|limit_except\s[A-Z\s]+|if\s*\(\s*(?:\$|!?-[defx]\s).*\))\s*\{/;
const nginxDirective =
  /^(?:access_log|add_header|alias|allow|auth_basic(?:_user_file)?|auth_request|brotli\w*|charset|client_\w+|default_type|deny|error_log|error_page|expires|fastcgi_\w+|grpc_\w+|gzip\w*|include|index|internal|keepalive\w*|limit_(?:conn|req)\w*|listen|load_module|log_format|log_not_found|more_(?:set|clear)_headers|pid|proxy_\w+|real_ip_\w+|resolver|return|rewrite|root|scgi_\w+|sendfile|server|server_name|server_tokens|set|set_real_ip_from|ssl_\w+|sub_filter\w*|tcp_(?:nodelay|nopush)|try_files|types_hash_\w+|uwsgi_\w+|worker_\w+)(?:\s+\S.*)?;\s*(?:#.*)?$/;
/** Directives whose names other programs with braces and semicolons have too: they speak for nginx only beside others. */
const sharedDirective = /^(?:alias|include|index|listen|pid|return|server)\b/;
/** What nginx could not read: `};`, `name = value`, `name: value`, blocks of BIND, ISC DHCP, syslog-ng and keepalived. */
const foreign =
  /^\};|^[\w.-]+\s*[:=]\s|^(?:acl|class|filter|group|host|key|log|options|source|destination|pool|subnet|view|vrrp_\w+|zone)\b[^;]*\{/;

/** Its blocks and directives by name, and next to nothing that is not nginx's. */
function isNginx(statements: readonly string[]): boolean {
  const blocks = statements.filter((statement) => nginxBlock.test(statement));
  const directives = statements.filter((statement) => nginxDirective.test(statement));
  const ownDirectives = directives.filter((statement) => !sharedDirective.test(statement));
  const known = blocks.length + directives.length;
  // The rest may be anything: a map's pairs, Lua, a statement over many lines, directives that are not in the list.
  if (known * 5 < statements.length || statements.filter((statement) => foreign.test(statement)).length * 4 > known)
    return false;
  return ownDirectives.length > 0 || (blocks.length > 0 && directives.length > 0);
}

const gunicornName =
  /^(?:workers|worker_class|worker_connections|worker_tmp_dir|wsgi_app|threads|max_requests|max_requests_jitter|graceful_timeout|keepalive|preload_app|forwarded_allow_ips|accesslog|errorlog|access_log_format|loglevel|proc_name|pidfile|bind|timeout|reload|daemon)\s*(?::\s*\w+\s*)?=[^=]/;
const gunicornHook =
  /^def (?:on_starting|on_reload|when_ready|pre_fork|post_fork|post_worker_init|worker_int|worker_abort|pre_exec|child_exit|worker_exit|nworkers_changed)\(/;

function isGunicorn(lines: readonly string[]): boolean {
  const named = lines.filter((line) => gunicornName.test(line));
  const ownNames = named.filter(
    (line) => !/^(?:bind|timeout|reload|daemon|threads|pidfile|loglevel|keepalive)\b/.test(line),
  );
  const hooks = lines.filter((line) => gunicornHook.test(line));
  return hooks.length > 1 || (ownNames.length > 0 && named.length + hooks.length > 1);
}

const upstartStanza =
  /^(?:description|author|version|usage|emits|start\s+on|stop\s+on|manual|exec|script|pre-start|post-start|pre-stop|post-stop|env|export|task|respawn|normal\s+exit|instance|expect|kill\s+(?:timeout|signal)|reload\s+signal|console|umask|nice|oom|limit|chroot|chdir|setuid|setgid|apparmor|cgroup|debug)(?:\s|$)/;
const upstartOwnStanza =
  /^(?:(?:start|stop)\s+on\s+\S|respawn(?:\s+limit\s|\s*$)|expect\s+(?:fork|daemon|stop)\s*$|(?:pre|post)-(?:start|stop)\s+(?:script|exec)\b)/;

/** Every line outside scripts and parentheses begins with a stanza, and one of them is upstart's alone. */
function isUpstart(lines: readonly string[]): boolean {
  let inScript = false;
  let depth = 0;
  let own = 0;
  let continued = false;
  for (const line of lines) {
    const statement = line.replace(/(^|\s)#.*$/, '').trim();
    if (inScript) {
      inScript = !/^end\s+script$/.test(statement);
      continue;
    }
    if (statement === '') continue;
    if (depth === 0 && !continued) {
      if (!upstartStanza.test(statement)) return false;
      if (upstartOwnStanza.test(statement)) own++;
    }
    continued = statement.endsWith('\\');
    inScript = /^(?:(?:pre|post)-(?:start|stop)\s+)?script$/.test(statement);
    if (/^(?:start|stop)\s+on\b/.test(statement) || depth > 0)
      depth = Math.max(0, depth + count(statement, '(') - count(statement, ')'));
  }
  return own > 0;
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

/** Lines of `name: command` alone, one with a name that platforms give a meaning; YAML would nest, quote or list. */
function isProcfile(lines: readonly string[]): boolean {
  const statements = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return (
    statements.every((line) => /^[A-Za-z0-9_-]+:\s+[^\s"'[{|>&*!%#-]\S*(?:\s|$)/.test(line)) &&
    statements.some((line) => /^(?:web|worker|release|clock|beat|scheduler):\s+\S+\s+\S/.test(line))
  );
}
