/** Values that datatypes.py refuses: supervisord does not start. */
import * as l10n from '@vscode/l10n';
import type { File, Fix, Rule } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { type Option, optionsOf, sectionsOf } from '../options.ts';
import { isValid, signals, valuesOf } from '../values.ts';

export const invalidOptionValue: Rule = {
  id: 'invalid-option-value',
  severity: 'error',
  *check(file) {
    for (const option of optionsOf(file)) {
      const { record, value, statement, kind } = option;
      if (!record || (value && isValid(value.text, record))) continue;
      // An empty text is a value for whatever is a text.
      if (!value && isValid('', record)) continue;
      // A plug-in may bring events of its own.
      if (record.type === 'comma_list_enum' && hasPlugin(file)) continue;
      const { start, end } = value ?? statement.name;
      yield {
        start,
        end,
        // The client's, at which the server does not look.
        ...((kind === 'supervisorctl' || kind === 'ctlplugin') && { severity: 'warning' }),
        message: l10n.t(
          '"{0}" is no value for {1}: {2}',
          value?.text ?? '',
          statement.name.text.toLowerCase(),
          wanted(option),
        ),
        fixes: fixesOf(option),
      };
    }
  },
};

function hasPlugin(file: File): boolean {
  return sectionsOf(file).some(({ kind, name }) => kind === 'rpcinterface' && name !== 'supervisor');
}

function wanted({ record }: Option): string {
  switch (record?.type) {
    case 'bool':
      return l10n.t('it is true or false.');
    case 'int':
      return record.minimum === undefined
        ? l10n.t('it is a whole number.')
        : l10n.t('it is a whole number from {0} on.', record.minimum);
    case 'byte_size':
      return l10n.t('it is a number, perhaps with KB, MB or GB.');
    case 'octal':
      return l10n.t('it is an octal number such as 022.');
    case 'signal':
      return l10n.t('it is the name of a signal, such as TERM.');
    case 'list_of_exit_codes':
      return l10n.t('it is a list of numbers from 0 to 255 with commas between.');
    case 'host_port':
      return l10n.t('it is a host and a port with ":" between.');
    case 'tcp_or_unix_url':
      return l10n.t('it begins with tcp:// or unix:///.');
    case 'user':
    case 'user[:group]':
    case 'existing_dir':
      return l10n.t('it stands on one line.');
    case 'entry_point_ref':
      return l10n.t('it is a module of Python and a name in it, with ":" between.');
    case 'url_http_or_unix':
      return l10n.t('it begins with http:// or unix://.');
    default:
      return l10n.t('it is one of {0}.', (record?.values ?? []).join(', '));
  }
}

/** What is surely meant: a unit written as elsewhere, or a word that is nearly one of those that are taken. */
function fixesOf({ record, value }: Option): Fix[] {
  if (!record || !value) return [];
  const { start, end, text } = value;
  const size = record.type === 'byte_size' ? /^(\d+)\s*([kmg])i?b?$/i.exec(text) : null;
  const meant = size
    ? [`${size[1]}${size[2]?.toUpperCase()}B`]
    : record.type === 'signal'
      ? listed(nearest(text.toUpperCase().replace(/^SIG/, ''), signals))
      : /^warning$/i.test(text) && record.values?.includes('warn')
        ? ['warn']
        : record.values?.includes('unexpected') && /^(?:always|on-failure)$/i.test(text)
          ? [/always/i.test(text) ? 'true' : 'unexpected']
          : listed(nearest(text.toLowerCase(), valuesOf(record)));
  return meant.map((word) => ({
    title: l10n.t('Change to "{0}"', word),
    edits: [{ start, end, text: word }],
    preferred: meant.length === 1,
  }));
}

function listed(word: string | undefined): string[] {
  return word === undefined ? [] : [word];
}
