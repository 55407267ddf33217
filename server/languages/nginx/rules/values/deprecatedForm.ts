/** nginx: `the "listen ... http2" directive is deprecated`, `the "%s" directive is obsolete`. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Rule, Statement, Token } from '../../../../types.ts';
import { placesByName, placesNamed } from '../../../../walk.ts';
import { allows } from '../../entries.ts';
import { namedOn } from '../../inheritance.ts';
import { directives } from '../../reference.ts';
import { isOlder } from '../../releases.ts';

const obsolete = [...directives].filter(([, records]) => records.some(({ replaced }) => replaced !== undefined));

export const deprecatedForm: Rule = {
  id: 'deprecated-form',
  severity: 'information',
  *check(file, { options }) {
    if (isOlder(options.nginx.version, '1.25.1')) return;
    const named = placesByName(file);
    for (const [name, records] of obsolete)
      for (const { statement, context } of named.get(name) ?? []) {
        const replaced = records.find((record) => allows(record, context))?.replaced;
        if (replaced !== undefined) yield obsoleteDirective(statement, replaced);
      }
    const lineEnd = file.text.includes('\r\n') ? '\r\n' : '\n';
    for (const { statement, context } of placesNamed(file, 'listen')) {
      const token = context === 'server' && statement.args.slice(1).find(({ text }) => text === 'http2');
      if (token) yield oldHttp2(file, statement, token, lineEnd);
    }
  },
};

function obsoleteDirective({ name, args }: Statement, replaced: string): Finding {
  return {
    start: name.start,
    end: args[args.length - 1]?.end ?? name.end,
    message:
      replaced === ''
        ? l10n.t('"{0}" is obsolete: nginx ignores it.', name.text)
        : l10n.t('"{0}" is obsolete: use "{1}" instead.', name.text, replaced),
  };
}

function oldHttp2(file: File, statement: Statement, { start, end }: Token, lineEnd: string): Finding {
  const { text } = file;
  let from = start;
  while (/\s/.test(text.charAt(from - 1))) from--;
  // No more than an indentation's length is looked back.
  const before = text.slice(Math.max(0, statement.start - 200), statement.start);
  const indentation = /(?:^|\n)([ \t]*)[^\n]*$/.exec(before)?.[1] ?? '';
  const isOn = namedOn(file, statement.parent, 'http2').length > 0;
  const fix: Fix = {
    title: l10n.t('Use the "http2" directive'),
    edits: [
      { start: from, end, text: '' },
      ...(isOn ? [] : [{ start: statement.end, end: statement.end, text: `${lineEnd}${indentation}http2 on;` }]),
    ],
  };
  return {
    start,
    end,
    message: l10n.t('"http2" of "listen" is deprecated since nginx 1.25.1: the directive "http2" takes its place.'),
    fixes: [fix],
  };
}
