/** `$uri` and `$document_uri` are decoded: a client's `%0d%0a` becomes a line end in the answer or in the request to the application. */
import * as l10n from '@vscode/l10n';
import type { Rule, Token } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

/** Directives whose value becomes part of a header or a request line, and from which argument on. */
const sinks = new Map([
  ['return', 1],
  ['rewrite', 1],
  ['add_header', 1],
  ['proxy_set_header', 1],
  ['proxy_pass', 0],
]);

const mayHold = ({ text }: Token): boolean => text.includes('$') && /uri/i.test(text);

export const httpSplitting: Rule = {
  id: 'http-splitting',
  severity: 'warning',
  *check(file) {
    const places = [...sinks.keys()].flatMap((name) =>
      placesNamed(file, name).filter(({ statement }) => statement.args.some(mayHold)),
    );
    for (const { statement, context } of places) {
      if (context.startsWith('stream')) continue;
      const from = sinks.get(statement.name.text);
      if (statement.name.text === 'return' && !/^30[12378]$/.test(statement.args[0]?.text ?? '')) continue;
      // Inside of nginx alone.
      if (statement.name.text === 'rewrite' && !isRedirect(statement.args)) continue;
      for (const word of statement.args.slice(from)) {
        for (const found of file.text
          .slice(word.start, word.end)
          .matchAll(/\$(?:\{(?:document_)?uri\}|(?:document_)?uri(?!\w))/gi)) {
          const start = word.start + found.index;
          const end = start + found[0].length;
          yield {
            start,
            end,
            message: l10n.t(
              '{0} is decoded: with "%0d%0a" in the address a client writes lines of its own into the header.',
              found[0],
            ),
            fixes: [
              {
                title: l10n.t('Use $request_uri, which is as the client sent it'),
                edits: [{ start, end, text: found[0].replace(/(?:document_)?uri/i, 'request_uri') }],
              },
            ],
          };
        }
      }
    }
  },
};

function isRedirect(args: readonly Token[]): boolean {
  const flag = args[2]?.text;
  return flag === 'redirect' || flag === 'permanent' || /^(?:https?:\/\/|\$scheme)/.test(args[1]?.text ?? '');
}
