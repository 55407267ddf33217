// Makes server/languages/systemd/reference/keys.json out of a folder of collected facts: node scripts/systemd-reference.mjs FACTS_FOLDER
// FACTS_FOLDER holds systemd.json, read from systemd's own table of keys (load-fragment-gperf.gperf.in). Only names and kinds are taken over.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node scripts/systemd-reference.mjs FACTS_FOLDER');
  process.exit(2);
}
const facts = JSON.parse(readFileSync(path.join(folder, 'systemd.json'), 'utf8'));
const target = path.join(
  path.dirname(new URL(import.meta.url).pathname),
  '../server/languages/systemd/reference/keys.json',
);

/** The kinds of values that the rules judge; all others are only known by name. */
const kinds = {
  bool: 'boolean',
  timespan: 'time',
  signal: 'signal',
  octal_mode: 'mode',
  uint: 'number',
  'output (enum or file:/append:/truncate:/fd:)': 'output',
  size_or_percent_or_infinity: 'memory',
  command_line: 'command',
  unit_list: 'units',
};
/** Keys that take a boolean and, in newer releases, other words. */
const grown = new Set(['PrivateUsers', 'ProtectControlGroups', 'ProtectHostname', 'MemoryKSM', 'Delegate']);
/** The enumerations that have not grown for years, or whose new words are in the list. */
const judged = new Set([
  'Type',
  'Restart',
  'KillMode',
  'NotifyAccess',
  'ProtectSystem',
  'ProtectHome',
  'RuntimeDirectoryPreserve',
  'OOMPolicy',
  'PrivateTmp',
]);
/** Words that stand elsewhere in the facts, or are newer. */
const more = { KillMode: facts.enums.kill_mode, PrivateTmp: ['yes', 'no', 'disconnected'] };

const names = (section) => facts.sections[section].map(({ name }) => name);
const shared = new Set(names('Service').filter((name) => names('Socket').includes(name)));
const groups = {
  Unit: facts.sections.Unit,
  Service: facts.sections.Service.filter(({ name }) => !shared.has(name)),
  Socket: facts.sections.Socket.filter(({ name }) => !shared.has(name)),
  shared: facts.sections.Service.filter(({ name }) => shared.has(name)),
  Install: facts.sections.Install,
};
const newer = {
  Unit: facts.newer.added_since_v256.Unit,
  Service: [],
  Socket: facts.newer.added_since_v256.Socket,
  shared: [
    ...facts.newer.added_since_v256['Service/Socket (exec)'],
    ...facts.newer.added_since_v256['Service/Socket (cgroup)'],
  ].map((name) => name.replace(/ .*/, '')),
  Install: [],
};
const values = {};
const sections = Object.fromEntries(
  Object.entries(groups).map(([group, records]) => {
    const byKind = {};
    for (const { name, type, values: words } of records) {
      let kind = grown.has(name) ? 'other' : (kinds[type] ?? 'other');
      if (judged.has(name)) {
        kind = 'choice';
        values[name] = more[name] ?? words;
        if (!values[name]) throw new Error(`no values of ${name}`);
      }
      byKind[kind] = [...(byKind[kind] ?? []), name];
    }
    byKind.other = [...(byKind.other ?? []), ...newer[group]];
    return [group, Object.fromEntries(Object.entries(byKind).map(([kind, list]) => [kind, list.sort().join(' ')]))];
  }),
);
const replaced = Object.fromEntries(
  Object.values(facts.sections)
    .flat()
    .filter(({ deprecated, replaced_by: by }) => deprecated && /^[A-Za-z]+$/.test(by ?? ''))
    .map(({ name, replaced_by: by }) => [name, by]),
);
writeFileSync(
  target,
  `${JSON.stringify({ specifiers: facts.specifiers.join(''), sections, values, replaced }, null, 1)}\n`,
);
console.log(`keys.json: ${Object.values(groups).flat().length} keys`);
