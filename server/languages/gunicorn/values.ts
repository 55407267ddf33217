/** Whether gunicorn/config.py takes a value that is written as text, and what it wants instead. */
import * as l10n from '@vscode/l10n';
import { nearest } from '../spelling.ts';
import type { SettingRecord } from './settings.ts';

export interface ValueFault {
  message: string;
  /** What is surely or nearly meant. */
  meant: string[];
}

/** Judges the value of a setting given as text: on the command line, or as a string in Python where the setting takes one. */
export function valueFault(name: string, text: string, record: SettingRecord, isFlag: boolean): ValueFault | undefined {
  switch (record.type) {
    case 'nonneg_int':
    case 'int_range':
      return isFlag ? numberFault(name, text, record) : undefined;
    case 'host_port_or_unix':
      return /^(?:unix:\/\/.+|.*:\d+)$/.test(text.trim())
        ? undefined
        : { message: l10n.t('it is a host and a port with ":" between.'), meant: [] };
    case 'enum':
      // Once it was a switch.
      if (name === 'proxy_protocol' && /^(?:true|false|)$/i.test(text.trim())) return undefined;
      return choiceFault(record, text.toLowerCase());
    case 'comma_list_enum':
      return text
        .split(',')
        .filter((part) => part.trim() !== '')
        .map((part) => choiceFault(record, part.trim().toLowerCase()))
        .find((fault) => fault !== undefined);
    case 'comma_list_of_ip_or_cidr_or_*':
      return addressesFault(text);
    case 'list_of_string':
      return name === 'bind' ? bindFault(text) : undefined;
    default:
      return undefined;
  }
}

/** Flags that read `007` as an octal number (auto_int). */
const octal: ReadonlySet<string> = new Set(['umask', 'control_socket_mode']);

function numberFault(name: string, text: string, record: SettingRecord): ValueFault | undefined {
  const isNumber = octal.has(name)
    ? /^\s*[+-]?(?:0[0-7]+|0o[0-7]+|0x[\da-f]+|0b[01]+|[1-9][\d_]*|0)\s*$/i.test(text)
    : /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text);
  if (!isNumber) {
    const whole = /^\s*(\d+)(?:\.0*|s|sec|seconds)?\s*$/.exec(text)?.[1];
    return { message: l10n.t('it is a whole number.'), meant: whole === undefined ? [] : [whole] };
  }
  if (record.choices && !record.choices.map(String).includes(text.trim()))
    return { message: l10n.t('it is one of {0}.', record.choices.join(', ')), meant: [] };
  const number = Number(text);
  if (text.trim().startsWith('-')) return { message: l10n.t('it is a whole number from {0} on.', 0), meant: [] };
  const { min, max } = record;
  if (min !== undefined && max !== undefined && (number < min || number > max))
    return { message: l10n.t('it is a number from {0} to {1}.', min, max), meant: [] };
  return undefined;
}

function choiceFault({ choices = [] }: SettingRecord, key: string): ValueFault | undefined {
  const words = choices.map(String);
  if (words.includes(key)) return undefined;
  const near = nearest(key, words);
  return { message: l10n.t('it is one of {0}.', words.join(', ')), meant: near === undefined ? [] : [near] };
}

const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]+)(?:\/(\d{1,3}))?$/i;

function addressesFault(text: string): ValueFault | undefined {
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '*' || part === '') continue;
    const found = address.exec(part);
    const bytes = part.split('/')[0]?.split('.').map(Number) ?? [];
    if (!found || bytes.some((byte) => byte > 255))
      return { message: l10n.t('"{0}" is no IP address or network, and names are not looked up.', part), meant: [] };
    const network = networkOf(bytes, found[1]);
    if (network !== undefined && network !== part)
      return {
        message: l10n.t('"{0}" has bits set behind its prefix: the network is {1}.', part, network),
        meant: text.includes(',') ? [] : [network],
      };
  }
  return undefined;
}

/** The network that an IPv4 address with a prefix stands for, which must be written with its last bits clear. */
function networkOf(bytes: readonly number[], prefix: string | undefined): string | undefined {
  if (prefix === undefined || bytes.length !== 4) return undefined;
  const length = Number(prefix);
  if (length > 32) return undefined;
  const clear = bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, length - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return `${clear.join('.')}/${prefix}`;
}

/** gunicorn.util.parse_address, which Gunicorn asks when it starts. */
function bindFault(text: string): ValueFault | undefined {
  for (const part of text.split(',').map((each) => each.trim())) {
    if (/^unix:/.test(part) || part === '') continue;
    if (part.startsWith('fd://')) {
      if (/^\d+$/.test(part.slice(5))) continue;
      return { message: l10n.t('"{0}" is no number of a file descriptor.', part.slice(5)), meant: [] };
    }
    const rest = part.replace(/^tcp:\/\//, '');
    const port = rest.includes('[') ? rest.split(']:')[1] : rest.split(':')[1];
    if (port === undefined || /^\s*\d+\s*$/.test(port)) continue;
    const without = /^(\d+)\/+$/.exec(port)?.[1];
    const scheme = /^https?:\/\/([^/]+)\/*$/.exec(part)?.[1];
    return {
      message: l10n.t('"{0}" is no port number.', port),
      meant: scheme !== undefined ? [scheme] : without !== undefined ? [rest.slice(0, -port.length) + without] : [],
    };
  }
  return undefined;
}
