/** Values with variables, as ngx_http_script_compile (src/http/ngx_http_script.c) and its sister of the stream module read them. */
import * as l10n from '@vscode/l10n';
import type { Token } from '../../../types.ts';
import { variables } from '../reference.ts';
import { change, type Kind, partOf, type Refusal, refuse, type Setter, type Subject, wrongValue } from './subject.ts';

/** The refusal of a `$` without a name, or of a `${` without its `}`. */
export function checkVariables(
  subject: Subject,
  token: Token | undefined,
  from = 0,
  to = token?.text.length ?? 0,
): Refusal | undefined {
  if (!token) return undefined;
  const { text } = token;
  let at = text.indexOf('$', from);
  while (at >= 0 && at < to) {
    const isBraced = text.charAt(at + 1) === '{' && at + 1 < to;
    const start = isBraced ? at + 2 : at + 1;
    let end = start;
    while (end < to && isNamePart(text.charCodeAt(end))) end++;
    if (isBraced && start < to && text.charAt(end) !== '}')
      return refuse(
        'invalid-variable',
        partOf(subject.file, token, at, end),
        l10n.t('The closing bracket of the variable "{0}" is missing.', text.slice(start, end)),
        end > start ? insertBracket(subject, token, end) : [],
      );
    if (end === start || (isBraced && end >= to))
      return refuse(
        'invalid-variable',
        partOf(subject.file, token, at, Math.max(end, at + 1)),
        l10n.t('Invalid variable name: "$" begins a variable, and no name follows.'),
      );
    addUse(subject, token, start, end);
    at = text.indexOf('$', end);
  }
  return undefined;
}

/** The whole word behind its sign is the name of a variable, even one of digits. */
export function addName({ used, statement, context }: Subject, token: Token, from: number, to: number): void {
  used?.push({ statement, context, token, from, to });
}

/** `$1` is what a pattern has captured; `${1}` is a variable. */
export function addUse({ used, statement, context }: Subject, token: Token, from: number, to: number): void {
  const first = token.text.charCodeAt(from);
  if (used && (first < 49 || first > 57 || token.text.charAt(from - 1) === '{'))
    used.push({ statement, context, token, from, to });
}

function insertBracket({ file }: Subject, token: Token, at: number) {
  const { start, end } = partOf(file, token, at, at);
  return start === end ? [{ title: l10n.t('Insert "{0}"', '}'), edits: [{ start, end, text: '}' }] }] : [];
}

export function isNamePart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

/** Every argument from an index on is such a value. */
export function checkAllVariables(subject: Subject, from = 0): Refusal | undefined {
  const { args } = subject.statement;
  for (let index = from; index < args.length; index++) {
    const wrong = checkVariables(subject, args[index]);
    if (wrong) return wrong;
  }
  return undefined;
}

/** A value with variables, or one of a kind when it has none. */
export function checkKindOrVariables(
  subject: Subject,
  token: Token | undefined,
  kind: Kind,
  from = 0,
): Refusal | undefined {
  if (!token) return undefined;
  if (token.text.includes('$')) return checkVariables(subject, token, from);
  return kind.reads(token.text.slice(from)) ? undefined : wrongValue(subject, token, kind, from);
}

export const allVariables: Setter = (subject) => checkAllVariables(subject);
export const secondWithVariables: Setter = (subject) => checkVariables(subject, subject.statement.args[1]);

/** Modules that a common nginx may lack: what they would define is free there. */
const optionalModules =
  /geoip|perl|xslt|image|slice|secure_link|realip|stub_status|spdy|userid|v2_|v3_|ssl|preread|acme|jwt|oidc|session_log/;

/** The name of a variable that the statement defines: with its `$`, and none of those that nginx alone may set. */
export function checkDefinition(subject: Subject, token: Token | undefined): Refusal | undefined {
  if (!token) return undefined;
  const { text } = token;
  const name = subject.statement.name.text;
  if (text.charAt(0) !== '$') {
    const isName = /^\w+$/.test(text);
    return refuse(
      'invalid-variable',
      token,
      l10n.t('Invalid variable name "{0}" in "{1}" directive: it begins with "$".', text, name),
      isName ? [change(token, `$${text}`, true)] : [],
    );
  }
  if (text.length === 1)
    return refuse(
      'invalid-variable',
      token,
      l10n.t('Invalid variable name: "$" begins a variable, and no name follows.'),
    );
  const subsystem = subject.context.startsWith('stream') ? 'stream' : 'http';
  const own = variables
    .get(text.slice(1).toLowerCase())
    ?.find((record) => record.subsystem === subsystem && record.package === undefined);
  if (!own || own.changeable || own.prefix || optionalModules.test(own.module ?? 'perl')) return undefined;
  return refuse(
    'invalid-variable',
    token,
    l10n.t('The variable "{0}" is nginx\'s own: "{1}" cannot define it.', text, name),
  );
}
