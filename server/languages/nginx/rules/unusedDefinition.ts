/** What is defined and never used, where all files of the configuration are at hand. */
import * as l10n from '@vscode/l10n';
import { oncePerGroup } from '../../../memory.ts';
import { isReferenced, namesOf } from '../../../names.ts';
import type { File, NameUse, Rule } from '../../../types.ts';
import { placesByName, placesNamed } from '../../../walk.ts';
import { variableNamed } from '../reference.ts';

export const unusedDefinition: Rule = {
  id: 'unused-definition',
  severity: 'hint',
  *check(file, project) {
    const files = project.together(file);
    if (!isWhole(files, project)) return;
    const hidden = hiddenUses(files);
    const found = namesOf(file).filter(({ role, kind }) => role === 'definition' && !hidden.has(kind));
    const counts = new Map<string, number>();
    for (const { kind, name } of found) counts.set(`${kind} ${name}`, (counts.get(`${kind} ${name}`) ?? 0) + 1);
    for (const use of found) {
      if ((counts.get(`${use.kind} ${use.name}`) ?? 0) > mostAlike) continue;
      if (isUsedByItself(file, use)) continue;
      if (isReferenced({ file, use }, project)) continue;
      const { start, end } = use;
      yield { start, end, message: l10n.t('Nothing in these files uses "{0}".', file.text.slice(start, end)) };
    }
  },
};

/** Of a name that each server defines anew every use is compared with every definition. */
const mostAlike = 100;

/** Whether the main file is there, and each include leads to a file. */
const isWhole = oncePerGroup(
  (files, project): boolean =>
    // In half a file the use may be what is missing.
    files.every(({ tree }) => tree.errors.length === 0) &&
    // Without a server it is a piece for somebody else's configuration.
    files.some((file) => placesNamed(file, 'server').some(({ statement }) => statement.body)) &&
    (project.complete ||
      (files.some((file) => placesNamed(file, 'http').length > 0 || placesNamed(file, 'stream').length > 0) &&
        files.every((file) =>
          placesNamed(file, 'include').every(({ statement }) => (project.included(file, statement) ?? []).length > 0),
        ))),
);

/** Kinds that something else than the files may name: scripts, and variables that are made while a request runs. */
function hiddenUses(files: readonly File[]): ReadonlySet<NameUse['kind']> {
  const hidden = new Set<NameUse['kind']>(['server name', 'address']);
  for (const file of files) {
    for (const name of placesByName(file).keys())
      if (/^(?:js_|perl)|_by_lua_file$|^ssi$/.test(name))
        for (const kind of ['variable', 'location', 'upstream'] as const) hidden.add(kind);
    if (namesOf(file).some(isInHost)) hidden.add('upstream');
  }
  return hidden;
}

/** A variable before the path of an address: which host that is, nobody knows. */
function isInHost({ kind, statement, role, name }: NameUse): boolean {
  if (kind !== 'variable' || role === 'definition' || !statement.name.text.endsWith('_pass')) return false;
  const host = /^(?:\w+:\/\/)?([^/?]*)/.exec(statement.args[0]?.text ?? '')?.[1] ?? '';
  return host.includes('$') && !/^(?:request_uri|uri|document_uri|is_args|args)$/.test(name);
}

/** Zones that serve whoever makes them, and variables that a module reads. */
function isUsedByItself({ text }: File, { kind, scope, name, start }: NameUse): boolean {
  if (kind === 'zone') return !/^(?:limit_|keyval)/.test(scope);
  if (kind === 'thread pool') return name === 'default';
  if (kind !== 'variable') return false;
  // The name of a group says what it stands for.
  const isGroup = !'${'.includes(text.charAt(start - 1));
  return isGroup || variableNamed(name) !== undefined || /^(?:naxsi|memc|redis|srcache|upload|eval|geoip)/.test(name);
}
