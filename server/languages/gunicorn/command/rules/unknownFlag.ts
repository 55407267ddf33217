/** argparse ends with the exit code 2 at a flag that it does not know, or at a beginning that several have. */
import * as l10n from '@vscode/l10n';
import type { Finding, Fix, Rule, Token } from '../../../../types.ts';
import { nearest } from '../../../spelling.ts';
import { misnamed, removed, settingOfFlag, settings } from '../../settings.ts';
import { commandFacts } from '../facts.ts';

export const unknownFlag: Rule = {
  id: 'unknown-flag',
  severity: 'error',
  *check(file) {
    for (const fault of commandFacts(file)?.read.faults ?? []) {
      if (fault.kind === 'unknown') yield unknown(fault.word);
      if (fault.kind === 'ambiguous') {
        const { start, end, text } = fault.word;
        yield {
          start,
          end,
          message: l10n.t('"{0}" may be each of {1}: Gunicorn refuses it.', text, fault.flags.join(', ')),
          fixes: fault.flags.slice(0, 5).map((flag) => changeTo(fault.word, flag)),
        };
      }
    }
  },
};

/** What has taken the place of flags that are gone. */
const replaced: Readonly<Record<string, readonly string[]>> = {
  '--debug': ['--reload', '--log-level=debug'],
  '--log-config-dict': ['--log-config-json'],
};

function unknown(word: Token): Finding {
  const { start, end, text } = word;
  const version = removed.flags.get(text);
  if (version !== undefined)
    return {
      start,
      end,
      message: l10n.t('Gunicorn has no "{0}" since {1}.', text, version),
      fixes: (replaced[text] ?? []).map((flag) => changeTo(word, flag)),
    };
  const meant = meantBy(text);
  return {
    start,
    end,
    message: l10n.t('Gunicorn has no flag "{0}".', text),
    fixes: meant === undefined ? [] : [{ ...changeTo(word, meant), preferred: true }],
  };
}

/** By a setting's own name, by another name that people know it under, or by its spelling. */
function meantBy(text: string): string | undefined {
  const name = text.replace(/^-+/, '').replaceAll('-', '_');
  const setting = settings.has(name) ? name : misnamed.get(name);
  const flags = setting === undefined ? undefined : settings.get(setting)?.flags;
  const own = flags?.find((flag) => flag.startsWith('--'));
  if (own !== undefined) return own;
  if (!text.startsWith('--')) return [...settingOfFlag.keys()].find((flag) => flag === `-${text}`);
  return nearest(
    text,
    [...settingOfFlag.keys()].filter((flag) => flag.startsWith('--')),
  );
}

function changeTo({ start, end }: Token, flag: string): Fix {
  return { title: l10n.t('Change to "{0}"', flag), edits: [{ start, end, text: flag }] };
}
