/** A target of `proxy_pass` that the client writes makes nginx an open proxy into the network behind it. */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../../../memory.ts';
import type { File, Rule, Statement } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { namedOn } from '../../inheritance.ts';
import { capturedBy } from '../../pcre/groupTexts.ts';
import { locationOf } from '../../statements.ts';

/** What a client writes as it likes. */
const fromClient =
  /^\$\{?(?:http_(?!x_accel)\w+|arg_\w+|cookie_\w+|host|args|query_string|request_uri|uri|document_uri)\b/i;

export const serverSideRequestForgery: Rule = {
  id: 'server-side-request-forgery',
  severity: 'warning',
  *check(file) {
    for (const { statement, context } of placesNamed(file, 'proxy_pass')) {
      const [target] = statement.args;
      if (!target?.text.includes('$') || context.startsWith('stream')) continue;
      const host = hostIn(target.text);
      const variable = /^\$\{?\w+/.exec(host)?.[0];
      // What stands behind a name can choose a path or a port, no host.
      if (variable === undefined || isInternal(file, statement)) continue;
      const isBound = isBoundDomain(host.slice(variable.length));
      if (!isClients(file, statement, variable, isBound)) continue;
      yield {
        start: target.start,
        end: target.end,
        message: l10n.t(
          'The client chooses with {0} which host nginx sends this request to.',
          variable.replace('{', ''),
        ),
      };
    }
  },
};

/** Where the scheme is taken from the client too, the host stands behind it. */
function hostIn(target: string): string {
  return /^(?:(?:https?|\$\{?\w+\}?):\/\/)?([^/]*)/i.exec(target)?.[1] ?? '';
}

/**
 * Whether the client writes what the variable holds: by its name, or in the location's pattern, or where the block sets it. In front of a
 * domain of ours it must be able to hold a slash, which ends the host.
 */
function isClients(file: File, pass: Statement, variable: string, isBound: boolean): boolean {
  if (fromClient.test(variable)) return !(isBound && /^\$\{?(?:http_)?host$/i.test(variable));
  const name = variable.replace(/^\$\{?/, '');
  for (let block = pass.parent; block; block = block.parent) {
    const location = locationOf(block);
    if (location && /^~\*?$/.test(location.modifier)) {
      const group = capturedBy(location.pattern, name);
      if (group !== undefined) return isBound ? canHoldSlash(group) : canBeAnyHost(group);
    }
    const given = lastSet(file).get(block)?.get(`$${name.toLowerCase()}`);
    if (given !== undefined) return fromClient.test(hostIn(given));
  }
  return false;
}

/** What each block sets its variables to in the end. */
const lastSet = oncePerFile((file): ReadonlyMap<Statement | undefined, ReadonlyMap<string, string>> => {
  const found = new Map<Statement | undefined, Map<string, string>>();
  for (const { statement } of placesNamed(file, 'set')) {
    const [variable, value] = statement.args;
    const level = found.get(statement.parent) ?? new Map<string, string>();
    found.set(statement.parent, level);
    if (variable && value) level.set(variable.text.toLowerCase(), value.text);
  }
  return found;
});

/** Whether the group takes a name with a dot in it: any character, or any but some. */
function canBeAnyHost(group: string): boolean {
  return /(?:^|[^\\])\.[*+{]|\[\^[^\]]*\][*+{]|\\S[*+{]|\[[^\]]*\.[^\]]*\][*+{]/.test(group);
}

function canHoldSlash(group: string): boolean {
  return /(?:^|[^\\])\.[*+{]|\\S[*+{]|\[\^[^\]/]*\][*+{]|\[[^\]^][^\]]*\/[^\]]*\][*+{]/.test(group);
}

function isBoundDomain(rest: string): boolean {
  return /^\}?\.[\w-]+\.[\w.-]*[a-z]/i.test(rest);
}

function isInternal(file: File, statement: Statement): boolean {
  for (let block = statement.parent; block; block = block.parent)
    if (namedOn(file, block, 'internal').length > 0 || block.args[0]?.text.startsWith('@')) return true;
  return false;
}
