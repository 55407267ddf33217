/** Values that systemd throws away, so that the key has its default. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { isGunicorns, type Option, unitOf } from '../unit.ts';
import { valueFault } from '../values.ts';
import { commentIn } from './commentBehindValue.ts';

export const invalidValue: Rule = {
  id: 'invalid-unit-value',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const option of unitOf(file).options) {
      const { key, value, kind, hasHole } = option;
      if (!value || hasHole || value.text.startsWith('$')) continue;
      if (key === 'ListenStream' && option.section === 'Socket') yield* addressFault(option);
      const fault = valueFault(key, value.text.trim(), kind);
      if (!fault || commentIn(option)) continue;
      yield {
        start: value.start,
        end: value.end,
        message: l10n.t('systemd passes over "{0}" for {1}: {2}', value.text, key, fault.message),
        fixes: fault.meant === undefined ? [] : [changeTo(value, fault.meant, true)],
      };
    }
  },
};

/** socket_address_parse: a path, `@name`, a port, or an IP address and a port. */
function* addressFault({ value }: Option): Iterable<Finding> {
  if (!value || value.text.includes('%')) return;
  const { text } = value;
  const { start, end } = value;
  if (/^[/@]/.test(text) || /^vsock:/.test(text)) {
    // A path must fit into sockaddr_un.
    if (!text.startsWith('/') || new TextEncoder().encode(text).length < 108) return;
    yield {
      start,
      end,
      message: l10n.t('systemd passes over this address: the path of a socket has less than {0} bytes.', 108),
    };
    return;
  }
  const port = /^(?:\d{1,3}(?:\.\d{1,3}){3}:|\[[\da-fA-F:.]+\]:)?(\d+)(?:%\w+)?$/.exec(text)?.[1];
  if (port !== undefined && Number(port) > 0 && Number(port) < 65536) return;
  const meant = meantBy(text);
  yield {
    start,
    end,
    message: l10n.t('systemd passes over this address: it is a path, a port, or an IP address with a port.'),
    fixes: meant === undefined ? [] : [changeTo(value, meant, true)],
  };
}

/** What the same address is in Gunicorn's or nginx's words. */
function meantBy(text: string): string | undefined {
  const path = /^unix:(?:\/\/)?(\/.+)$/.exec(text)?.[1];
  if (path !== undefined) return path;
  const local = /^(?:tcp:\/\/|https?:\/\/)?(localhost|\*)?:(\d+)\/?$/.exec(text);
  if (local) return local[1] === 'localhost' ? `127.0.0.1:${local[2]}` : local[2];
  return /^(?:tcp|https?):\/\/(\d+\.\d+\.\d+\.\d+:\d+)\/?$/.exec(text)?.[1];
}
