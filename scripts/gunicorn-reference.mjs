// Makes server/languages/gunicorn/reference/settings.json out of a folder of collected facts: node scripts/gunicorn-reference.mjs FACTS_FOLDER
// FACTS_FOLDER holds gunicorn.json, read from Gunicorn's own gunicorn/config.py over its releases. Only facts are taken over; prose is not.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node scripts/gunicorn-reference.mjs FACTS_FOLDER');
  process.exit(2);
}
const facts = JSON.parse(readFileSync(path.join(folder, 'gunicorn.json'), 'utf8'));
const target = path.join(
  path.dirname(new URL(import.meta.url).pathname),
  '../server/languages/gunicorn/reference/settings.json',
);

/** A default as it would be written in the file; what the machine decides is said in the texts. */
function python(value) {
  if (value === null || value === undefined || /^[<$]/.test(value)) return undefined;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return value.includes('"') ? `'${value}'` : `"${value}"`;
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, inner]) => `${python(key)}: ${python(inner)}`)
      .join(', ')}}`;
  return String(value);
}

const settings = {};
for (const setting of facts.settings) {
  const value = setting.takes_value;
  const record = {
    section: setting.section,
    flags: setting.cli.length > 0 ? setting.cli : undefined,
    metavar: setting.metavar ?? undefined,
    // Whether the flag takes a value: absent for always, "optional" with nargs="?", false for a switch.
    takesValue: setting.cli.length > 0 && value !== true ? value : undefined,
    repeatable: setting.action === 'append' || undefined,
    type: setting.type,
    choices: setting.choices,
    forms: setting.value_forms,
    default: setting.default_octal ?? (setting.type === 'ignored' ? undefined : python(setting.default)),
    environment: setting.env_default && Object.keys(setting.env_default)[0],
    // Gunicorn's oldest release that still can be read is 0.10.0.
    since: setting.since.startsWith('<=') ? undefined : /^[\d.]+/.exec(setting.since)[0].replace(/^(\d+)$/, '$1.0'),
    arities: setting.arity === undefined ? undefined : (setting.arity_accepted ?? [setting.arity]),
    parameters: setting.params,
    min: setting.min,
    max: setting.max,
    commandLineOnly: setting.cli_only || undefined,
    deprecated: setting.deprecated_doc,
    replacedBy: setting.replaced_by ?? undefined,
  };
  settings[setting.name] = Object.fromEntries(Object.entries(record).filter(([, fact]) => fact !== undefined));
}
const removed = {
  settings: Object.fromEntries(facts.removed_settings.map((r) => [r.name, r.removed_in])),
  flags: Object.fromEntries(facts.removed_flags.map((r) => [r.flag, r.removed_in])),
  programs: Object.fromEntries(facts.console_scripts.filter((r) => r.removed_in).map((r) => [r.name, r.removed_in])),
  workers: Object.fromEntries(facts.worker_aliases.removed.map((r) => [r.name, r.removed_in])),
};
const line = ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`;
const block = (records) =>
  `{\n${Object.entries(records)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(line)
    .join(',\n')}\n}`;
writeFileSync(
  target,
  `{\n"settings":${block(settings)},\n"removed":${JSON.stringify(removed)},\n"misnamed":${block(facts.near_miss_aliases.map)}\n}\n`,
);
console.log(`settings.json: ${Object.keys(settings).length} settings`);
