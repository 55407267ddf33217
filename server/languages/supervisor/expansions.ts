/** `%(name)s` in values: Python's % operator with a dictionary, as options.py's expand() applies it. */
import type { Span } from '../../types.ts';
import { programs } from './reference.ts';

export interface Expansion extends Span {
  /** Undefined for a sign that is not followed by a name in parentheses. */
  name: string | undefined;
  /** What Python would refuse; undefined when it is well formed. */
  fault: 'format' | 'type' | undefined;
}

const form = /%(?:\(([^()]*)\))?[#0\- +]*\d*(?:\.\d*)?[hlL]?([a-zA-Z%])?/y;

/** Every `%` of the text but the doubled ones, with offsets from the start of the text. */
export function expansionsIn(text: string, offset = 0): Expansion[] {
  const found: Expansion[] = [];
  let used = 0;
  for (let at = text.indexOf('%'); at >= 0 && at < text.length; at = text.indexOf('%', at)) {
    if (text.charAt(at + 1) === '%') {
      at += 2;
      continue;
    }
    form.lastIndex = at;
    const [whole, name, type] = form.exec(text) ?? ['%'];
    const end = at + Math.max(whole.length, 1);
    found.push({ start: offset + at, end: offset + end, name, fault: faultOf(name, type, used) });
    // The dictionary as a whole is an argument for the first sign alone.
    used++;
    at = end;
  }
  return found;
}

/** Whether the text holds nothing but doubled signs and known names as they are mostly written; true for most values. */
export function isPlain(text: string, names: ReadonlySet<string>): boolean {
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    if (text.charAt(at + 1) === '%') {
      at += 2;
      continue;
    }
    const close = text.charAt(at + 1) === '(' ? text.indexOf(')', at) : -1;
    const name = text.slice(at + 2, close);
    if (close < 0 || !isKnownName(name, names)) return false;
    const isPadded = numbers.has(name) && text.startsWith('02d', close + 1);
    const type = text.charAt(close + 1);
    if (type !== 's' && !(type === 'd' && numbers.has(name)) && !isPadded) return false;
    at = close + 2;
  }
  return true;
}

const numbers = new Set(['process_num', 'numprocs']);

function faultOf(name: string | undefined, type: string | undefined, used: number): Expansion['fault'] {
  if (type === undefined || !/[diouxXeEfFgGcrsa]/.test(type)) return 'format';
  if (name === undefined) return used === 0 && /[rsa]/.test(type) ? undefined : 'type';
  if (/[rsa]/.test(type) || (type === 'c' && name.startsWith('ENV_'))) return undefined;
  return numbers.has(name) ? undefined : 'type';
}

const none: ReadonlySet<string> = new Set();
const here: ReadonlySet<string> = new Set(['here']);
const machine: ReadonlySet<string> = new Set(['here', 'host_node_name']);
const ofProgram: ReadonlySet<string> = new Set(['here', 'host_node_name', 'program_name', 'group_name']);
const ofProcess: ReadonlySet<string> = new Set([...ofProgram, 'process_num', 'numprocs']);

/** Read anew for each process of a program; all others once for the program. */
const perProcess =
  /^(?:command|directory|environment|process_name|std(?:out|err)_(?:logfile(?:_backups|_maxbytes)?|syslog))$/;

/** The names beside `ENV_…` that a value may hold; undefined where nothing is expanded. */
export function namesFor(kind: string, option: string): ReadonlySet<string> | undefined {
  if (programs.has(kind)) {
    if (kind === 'eventlistener' && /^(?:buffer_size|result_handler|events|redirect_stderr)$/.test(option)) return here;
    if (kind === 'fcgi-program' && /^(?:user|socket_backlog|socket_owner|socket_mode)$/.test(option)) return here;
    return perProcess.test(option) ? ofProcess : ofProgram;
  }
  switch (kind) {
    case 'supervisord':
    case 'group':
      return here;
    case 'include':
      return machine;
    case 'unix_http_server':
      return option === 'file' ? here : none;
    case 'supervisorctl':
      return option === 'serverurl' || option === 'history_file' ? here : none;
    case 'inet_http_server':
    case 'rpcinterface':
    case 'ctlplugin':
      return none;
    default:
      return undefined;
  }
}

/** The names of the second time, for the values that options.py expands twice. */
export function namesAgain(kind: string, option: string): ReadonlySet<string> | undefined {
  if (kind === 'supervisord') return option === 'environment' ? machine : undefined;
  return programs.has(kind) && /^std(?:out|err)_logfile$/.test(option) ? ofProcess : undefined;
}

export function isKnownName(name: string, names: ReadonlySet<string>): boolean {
  return name.startsWith('ENV_') || names.has(name);
}
