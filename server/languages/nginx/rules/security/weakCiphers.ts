/** Ciphers that can be broken or that protect nothing, asked for in the list of OpenSSL. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesOf } from '../../../../walk.ts';

const weak =
  /^(?:RC4|DES|3DES|MD5|aNULL|eNULL|NULL|EXP|EXPORT|EXPORT40|EXPORT56|LOW|ADH|AECDH|IDEA|SEED|COMPLEMENTOFDEFAULT|COMPLEMENTOFALL)$/;
const weakPart = /(?:^|[-+])(?:RC4|RC2|DES|DES-CBC3|NULL|EXP|MD5|ADH|AECDH)(?:$|[-+])/;

export const weakCiphers: Rule = {
  id: 'weak-cipher',
  severity: 'warning',
  *check(file) {
    for (const { statement } of placesOf(file, ['ssl_ciphers', 'proxy_ssl_ciphers'])) {
      const [list] = statement.args;
      if (!list) continue;
      const names = list.text.split(/[:, ]+/);
      const refused = new Set(names.flatMap((name) => /^[!-](.+)$/.exec(name)?.[1] ?? []));
      const asked = names.filter((name) => /^[A-Za-z0-9]/.test(name));
      const found = asked.filter((name) => (weak.test(name) || weakPart.test(name)) && !isRefused(name, refused));
      if (found.length === 0) continue;
      yield {
        start: list.start,
        end: list.end,
        message: l10n.t('These ciphers protect nothing or can be broken: {0}.', [...new Set(found)].join(', ')),
      };
    }
  },
};

function isRefused(name: string, refused: ReadonlySet<string>): boolean {
  return (
    refused.has(name) ||
    name.split(/[-+]/).some((part) => refused.has(part) || (part === 'CBC3' && refused.has('3DES')))
  );
}
