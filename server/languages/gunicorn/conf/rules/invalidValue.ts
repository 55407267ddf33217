/** Values that the setting's own check refuses when Gunicorn reads the file. */
import * as l10n from '@vscode/l10n';
import type { Finding, Fix, Rule, Span } from '../../../../types.ts';
import { type SettingRecord, settings } from '../../settings.ts';
import { valueFault } from '../../values.ts';
import type { Literal } from '../literals.ts';
import { type Assignment, moduleOf } from '../parse.ts';

export const invalidValue: Rule = {
  id: 'invalid-setting-value',
  severity: 'error',
  *check(file) {
    for (const assignment of lastOnes(moduleOf(file).assignments)) {
      const record = settings.get(assignment.name.text);
      if (record) yield* judged(assignment, record);
    }
  },
};

/** Of a name that is set more than once only the last value counts, and which one that is must be sure. */
function lastOnes(assignments: readonly Assignment[]): Assignment[] {
  const last = new Map(assignments.map((assignment) => [assignment.name.text, assignment]));
  return assignments.filter(
    (assignment) => assignment.isConditional === false && last.get(assignment.name.text) === assignment,
  );
}

function* judged({ name, value }: Assignment, record: SettingRecord): Iterable<Finding> {
  const { literal } = value;
  if (literal.kind === 'dynamic') return;
  const wanted = typeFault(record, literal);
  if (wanted !== undefined) {
    yield {
      start: value.start,
      end: value.end,
      message: l10n.t('Gunicorn refuses this value for {0}: {1}', name.text, wanted),
      fixes: fixesOf(record, literal, value),
    };
    return;
  }
  const texts = literal.kind === 'list' ? literal.items : [{ ...literal, start: value.start, end: value.end }];
  for (const item of texts) {
    if (item.kind !== 'string' || item.inner === undefined) continue;
    const fault = valueFault(name.text, item.text, record, false);
    if (!fault) continue;
    const { start, end } = item.inner;
    yield {
      start,
      end,
      message: l10n.t('"{0}" is no value for {1}: {2}', item.text, name.text, fault.message),
      fixes: fault.meant.map((text) => ({
        title: l10n.t('Change to "{0}"', text),
        edits: [{ start, end, text }],
        preferred: fault.meant.length === 1,
      })),
    };
  }
}

/** What the setting takes, when the value is of another type. */
function typeFault({ type, min, max, choices }: SettingRecord, literal: Literal): string | undefined {
  switch (type) {
    case 'bool':
      if (literal.kind === 'boolean' || literal.kind === 'none') return undefined;
      if (literal.kind === 'string' && /^(?:true|false)$/i.test(literal.text.trim())) return undefined;
      return l10n.t('it is True or False.');
    case 'nonneg_int':
    case 'int_range': {
      const number = numberOf(literal);
      if (number === undefined) return l10n.t('it is a whole number.');
      if (number < 0) return l10n.t('it is a whole number from {0} on.', 0);
      if (min !== undefined && max !== undefined && (number < min || number > max))
        return l10n.t('it is a number from {0} to {1}.', min, max);
      return undefined;
    }
    case 'list_of_string':
      if (literal.kind === 'string' || literal.kind === 'none') return undefined;
      if (literal.kind === 'list')
        return literal.items.every((item) => item.kind === 'string' || item.kind === 'dynamic')
          ? undefined
          : l10n.t('it is a text, or a list of them.');
      // What is empty or zero counts as nothing; of a dictionary it is not known.
      return literal.kind === 'dictionary' ||
        (literal.kind === 'number' && literal.value === 0) ||
        (literal.kind === 'boolean' && !literal.value)
        ? undefined
        : l10n.t('it is a text, or a list of them.');
    case 'callable':
      // As a text it is imported, and that takes a module and a name.
      if (literal.kind === 'string') return literal.text.includes('.') ? undefined : l10n.t('it is a function.');
      return /^(?:number|boolean|none|list|dictionary)$/.test(literal.kind) ? l10n.t('it is a function.') : undefined;
    case 'class_ref':
    case 'worker_or_class_ref':
      return /^(?:number|boolean|list|dictionary)$/.test(literal.kind) ? l10n.t('it is a text.') : undefined;
    case 'string':
    case 'comma_list':
    case 'host_port_or_unix':
    case 'enum':
    case 'enum_soft':
    case 'comma_list_of_ip_or_cidr_or_*':
    case 'existing_directory':
      // Of these True and False are taken for older files.
      if (type === 'enum' && literal.kind === 'boolean' && choices?.includes('off')) return undefined;
      if (type === 'enum' && choices?.some((choice) => typeof choice === 'number')) return undefined;
      return literal.kind === 'string' || literal.kind === 'none' ? undefined : l10n.t('it is a text.');
    case 'comma_list_enum':
      return literal.kind === 'string' || literal.kind === 'list'
        ? undefined
        : l10n.t('it is a text, or a list of them.');
    case 'dict':
      return literal.kind === 'dictionary' ? undefined : l10n.t('it is a dictionary.');
    default:
      return undefined;
  }
}

function numberOf(literal: Literal): number | undefined {
  if (literal.kind === 'boolean') return Number(literal.value);
  if (literal.kind === 'number') return literal.isWhole ? literal.value : undefined;
  if (literal.kind !== 'string') return undefined;
  // int(text, 0)
  const text = literal.text.trim().replaceAll('_', '');
  if (!/^[+-]?(?:[1-9]\d*|0+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(text)) return undefined;
  return Number(text);
}

function fixesOf({ type }: SettingRecord, literal: Literal, { start, end }: Span): Fix[] {
  const meant = meantBy(type, literal);
  return meant === undefined
    ? []
    : [{ title: l10n.t('Change to {0}', meant), edits: [{ start, end, text: meant }], preferred: true }];
}

function meantBy(type: string, literal: Literal): string | undefined {
  if (type === 'bool' && literal.kind === 'number' && (literal.value === 0 || literal.value === 1))
    return literal.value === 1 ? 'True' : 'False';
  if (type === 'bool' && literal.kind === 'string' && /^(?:yes|no|on|off|1|0)$/i.test(literal.text))
    return /^(?:yes|on|1)$/i.test(literal.text) ? 'True' : 'False';
  if (type === 'nonneg_int' && literal.kind === 'number' && Number.isInteger(literal.value) && literal.value >= 0)
    return String(literal.value);
  if (type.startsWith('comma_list') && literal.kind === 'list' && literal.items.every((item) => item.kind === 'string'))
    return JSON.stringify(literal.items.map((item) => (item.kind === 'string' ? item.text : '')).join(','));
  return undefined;
}
