/** src/http/modules/ngx_http_rewrite_module.c, `try_files` and `error_page`; `set` and `return` of the stream module. */
import * as l10n from '@vscode/l10n';
import { parseNumber } from './numbers.ts';
import { change, type Kind, partOf, refuse, type Setter, wrongParameter, wrongValue } from './subject.ts';
import { addName, allVariables, checkDefinition, checkVariables } from './variables.ts';

const returnCode: Kind = {
  reads: (text) => (parseNumber(text) ?? 1000) <= 999,
  takes: () => l10n.t('a status code from 0 to 999, or a URL with "http://", "https://" or "$scheme" in front'),
};

const httpReturn: Setter = (subject) => {
  const [code, text] = subject.statement.args;
  if (!code) return undefined;
  if (!returnCode.reads(code.text)) {
    const isUrl = !text && parseNumber(code.text) === undefined && /^(https?:\/\/|\$scheme)/.test(code.text);
    return isUrl ? checkVariables(subject, code) : wrongValue(subject, code, returnCode);
  }
  return checkVariables(subject, text);
};

const flags = ['last', 'break', 'redirect', 'permanent'];

const rewrite: Setter = (subject) => {
  const [, replacement, flag] = subject.statement.args;
  if (!replacement) return undefined;
  const { text } = replacement;
  if (text === '') return refuse('invalid-value', replacement, l10n.t('The replacement of "rewrite" is empty.'));
  if (flag && !flags.includes(flag.text)) return wrongParameter(subject, flag, flags);
  // The last "?" drops the arguments.
  return checkVariables(subject, replacement, 0, text.endsWith('?') ? text.length - 1 : text.length);
};

const set: Setter = (subject) => {
  const [name, value] = subject.statement.args;
  return checkDefinition(subject, name) ?? checkVariables(subject, value);
};

const errorCode: Kind = {
  reads: (text) => {
    const code = parseNumber(text) ?? 0;
    return code >= 300 && code <= 599 && code !== 499;
  },
  takes: () => l10n.t('status codes from 300 to 599 without 499'),
};
const answerCode: Kind = {
  reads: (text) => text === '' || parseNumber(text) !== undefined,
  takes: () => l10n.t('a status code behind "="'),
};

const errorPage: Setter = (subject) => {
  const { args } = subject.statement;
  const uri = args[args.length - 1];
  const answer = args[args.length - 2];
  const isAnswer = answer?.text.startsWith('=') ?? false;
  if (answer && isAnswer && (args.length === 2 || !answerCode.reads(answer.text.slice(1))))
    return args.length === 2 ? wrongValue(subject, answer, errorCode) : wrongValue(subject, answer, answerCode, 1);
  const wrong = checkVariables(subject, uri);
  if (wrong) return wrong;
  const code = args.slice(0, isAnswer ? -2 : -1).find(({ text }) => !errorCode.reads(text));
  return code && wrongValue(subject, code, errorCode);
};

const tryFiles: Setter = (subject) => {
  const { args } = subject.statement;
  for (const token of args) {
    const wrong = checkVariables(subject, token);
    if (wrong) return wrong;
  }
  const last = args[args.length - 1];
  if (!last?.text.startsWith('=') || (parseNumber(last.text.slice(1)) ?? 1000) <= 999) return undefined;
  return refuse(
    'invalid-value',
    last,
    l10n.t('Invalid code "{0}" in "{1}" directive: it is a status code from 0 to 999.', last.text, 'try_files'),
  );
};

const operators = ['=', '!=', '~', '~*', '!~', '!~*'];

const joints = new Set(['&&', '||', 'and', 'or', 'AND', 'OR']);
const noJoints = (): string => l10n.t('nginx has no "and" and no "or" in a condition.');

/** ngx_http_rewrite_if_condition, with the words as nginx cuts them. */
const condition: Setter = (subject) => {
  const { file, statement } = subject;
  const { args, name } = statement;
  const words = args.map(({ text }) => text);
  let current = 0;
  let last = args.length - 1;
  const whole = { start: args[0]?.start ?? name.start, end: args[last]?.end ?? name.end };
  const invalid = (index: number, hint: string, fixes: Parameters<typeof refuse>[3] = []) =>
    refuse(
      'invalid-condition',
      args[index] ?? whole,
      l10n.t('Invalid condition "{0}": {1}', words[index] ?? '', hint),
      fixes,
    );
  const source = file.text.slice(whole.start, whole.end);
  const isPlain = !/["'()]/.test(source);
  if (!words[0]?.startsWith('('))
    return invalid(0, l10n.t('it stands in brackets.'), isPlain ? [change(whole, `(${source})`, true)] : []);
  if (words[0] === '(') current = 1;
  else words[0] = words[0].slice(1);
  if (!words[last]?.endsWith(')')) return invalid(last, l10n.t('the closing bracket is missing.'));
  if (words[last] === ')') last--;
  else words[last] = words[last]?.slice(0, -1) ?? '';

  const first = words[current] ?? '';
  const forms = l10n.t(
    'it is a variable, a comparison such as "$a = b" or "$a ~ pattern", or a file test such as "-f $a".',
  );
  if (first.length > 1 && first.startsWith('$')) {
    const variable = args[current];
    // The whole word is the name.
    if (variable) addName(subject, variable, variable.text.indexOf('$') + 1, variable.text.indexOf('$') + first.length);
    const operator = words[current + 1] ?? '';
    if (current === last) return undefined;
    if (current + 2 !== last) {
      const joined = args.slice(current, last).find(({ text }) => joints.has(text));
      if (joined) return refuse('invalid-condition', joined, noJoints());
      return invalid(current, forms);
    }
    const token = args[current + 1];
    if (token && joints.has(operator)) return refuse('invalid-condition', token, noJoints());
    if (token && !operators.includes(operator)) {
      const meant = { '==': '=', '===': '=', eq: '=', '<>': '!=', '!==': '!=', '=~': '~', '~=': '~', '=~*': '~*' }[
        operator
      ];
      return refuse(
        'invalid-condition',
        token,
        l10n.t('Unexpected "{0}" in the condition: it takes "=", "!=", "~", "~*", "!~" or "!~*".', operator),
        meant !== undefined ? [change(token, meant, true)] : [],
      );
    }
    const value = args[last];
    return operator.includes('~') || !value
      ? undefined
      : checkVariables(subject, value, 0, words[last] === value.text.slice(0, -1) ? value.text.length - 1 : undefined);
  }
  if (/^!?-.$/s.test(first)) {
    if (current + 1 !== last) return invalid(current, l10n.t('a file test has one argument.'));
    const value = args[last];
    const wrong =
      value &&
      checkVariables(subject, value, 0, words[last] === value.text.slice(0, -1) ? value.text.length - 1 : undefined);
    if (wrong) return wrong;
    return 'fdex'.includes(first.slice(-1)) ? undefined : invalid(current, l10n.t('the tests are -f, -d, -e and -x.'));
  }
  const glued = /^!?-[fdex](?=[$/])/.exec(first);
  const token = args[current];
  if (glued && token && current === last) {
    const from = glued[0].length + (current === 0 ? 1 : 0);
    const { start, end } = partOf(file, token, from, from);
    const fix = { title: l10n.t('Insert a space'), edits: [{ start, end, text: ' ' }], preferred: true };
    return invalid(current, l10n.t('a space is missing after the file test.'), start === end ? [fix] : []);
  }
  if (/^!\$\w+$/.test(first) && current === last && token) {
    const span = partOf(file, token, current === 0 ? 1 : 0, (current === 0 ? 1 : 0) + first.length);
    return invalid(current, l10n.t('"!" cannot stand before a variable.'), [change(span, `${first.slice(1)} = ""`)]);
  }
  return invalid(Math.max(current, 0), forms);
};

export const rewriteSetters: Readonly<Record<string, Setter>> = {
  ngx_http_rewrite_return: httpReturn,
  ngx_http_rewrite: rewrite,
  ngx_http_rewrite_set: set,
  ngx_http_rewrite_if: condition,
  ngx_http_core_error_page: errorPage,
  ngx_http_try_files: tryFiles,
  ngx_stream_return: allVariables,
  ngx_stream_set: set,
};
