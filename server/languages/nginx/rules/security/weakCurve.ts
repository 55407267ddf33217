/** Curves of less than 112 bits of security, and ones that browsers have given up or never had. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';

/** By OpenSSL's names: up to 193 bits. */
const weak =
  /^(?:secp1(?:12|28|60|92)\w+|prime192v[123]|P-192|sect1(?:13|31|63|93)\w+|[BK]-163|brainpoolP1(?:60|92)\w+|c2(?:pnb|tnb)1\w+|wap-wsg-\w+)$/i;
/** The exchange with Kyber before it became a standard. */
const draft = /^(?:x25519_?kyber\w+|p256_kyber\w+|secp256r1kyber\w+)$/i;
const missing = /^(?:secp521r1|P-521)$/i;

export const weakCurve: Rule = {
  id: 'weak-curve',
  severity: 'warning',
  *check(file) {
    for (const { statement } of placesNamed(file, 'ssl_ecdh_curve')) {
      const [list] = statement.args;
      if (!list || list.text.includes('$')) continue;
      const names = list.text.split(/[:/]/).map((name) => name.replace(/^[?*-]+/, ''));
      const message = fault(names);
      if (message === undefined) continue;
      const { start, end } = list;
      const kept = names.filter((name) => !weak.test(name) && !draft.test(name) && !missing.test(name));
      const better = kept.length > 0 ? kept.join(':') : 'auto';
      yield {
        start,
        end,
        message,
        fixes: [{ title: l10n.t('Use {0}', better), edits: [{ start, end, text: better }] }],
      };
    }
  },
};

function fault(names: readonly string[]): string | undefined {
  const broken = names.filter((name) => weak.test(name));
  if (broken.length > 0) return l10n.t('These curves can be broken: {0}.', broken.join(', '));
  const early = names.find((name) => draft.test(name));
  if (early !== undefined)
    return l10n.t('"{0}" is a draft that browsers have given up for {1}.', early, 'X25519MLKEM768');
  if (names.every((name) => missing.test(name)))
    return l10n.t('Chrome and what is built on it lack "{0}": they cannot connect.', names.join(', '));
  return undefined;
}
