/** Variables that nothing defines: ngx_http_variables_init_vars (src/http/ngx_http_variables.c). */
import * as l10n from '@vscode/l10n';
import { oncePerFile } from '../../../memory.ts';
import type { File } from '../../../types.ts';
import { placesByName, placesNamed } from '../../../walk.ts';
import { nearest } from '../../spelling.ts';
import { allows } from '../entries.ts';
import { faults, usedVariables } from '../faults.ts';
import { patterns } from '../patterns.ts';
import { dataBlocks, directives, removed, variableNamed, variables } from '../reference.ts';
import { partOf, type VariableUse } from '../setters/subject.ts';
import { headOf } from '../statements.ts';
import { type Configuration, subsystemOf } from './configuration.ts';
import type { WholeFinding } from './findings.ts';

/** A text with more unknown names than this is something else. */
const mostGuesses = 50;

interface Stranger {
  name: string;
  subsystem: string;
  uses: VariableUse[];
}

/** The uses of variables that nginx does not have. */
const strangers = oncePerFile((file): readonly Stranger[] => {
  const found: Stranger[] = [];
  const known = new Map<string, Map<string, Stranger | undefined>>();
  let context: string | undefined;
  let names = new Map<string, Stranger | undefined>();
  for (const use of usedVariables(file)) {
    // Neighbours mostly stand in the same context.
    if (use.context !== context) {
      context = use.context;
      const subsystem = subsystemOf(context);
      names = known.get(subsystem) ?? new Map();
      known.set(subsystem, names);
    }
    const name = use.token.text.slice(use.from, use.to);
    let stranger = names.get(name);
    if (stranger === undefined && !names.has(name)) {
      const subsystem = subsystemOf(use.context);
      if (!isOwn(name, subsystem)) stranger = { name: name.toLowerCase(), subsystem, uses: [] };
      if (stranger) found.push(stranger);
      names.set(name, stranger);
    }
    stranger?.uses.push(use);
  }
  return found;
});

function isOwn(name: string, subsystem: string): boolean {
  return variableNamed(name)?.records.some((record) => record.subsystem === subsystem) ?? false;
}

/** The names of the variables that the file defines, each behind its subsystem; `*` where something unknown may define any. */
const definitions = oncePerFile((file): ReadonlySet<string> => {
  const found = new Set<string>();
  const add = (subsystem: string, word: string | undefined): void => {
    if (word?.startsWith('$')) found.add(`${subsystem} ${word.slice(1).toLowerCase()}`);
  };
  for (const [name, places] of placesByName(file)) {
    const records = directives.get(name);
    const index = definedAt(name);
    const isOwn = records?.every((record) => record.package === undefined) ?? false;
    if (isOwn && index === undefined) continue;
    for (const { statement, context } of places) {
      if (dataBlocks.has(context)) continue;
      const { args } = statement;
      const subsystem = subsystemOf(context);
      if (index !== undefined) add(subsystem, args.at(index)?.text);
      // A module of which little is known here may define whatever it is given.
      if (!isOwn && !records?.some((record) => record.package === undefined && allows(record, context)))
        for (const { text } of args) add(subsystem, /(?:^|=)(\$\w+)$/.exec(text)?.[1]);
    }
  }
  for (const { statement, context } of placesByName(file).get('geoip2') ?? [])
    for (const { name } of statement.body ?? []) add(subsystemOf(context), name.text);
  for (const { pattern, definesVariables, context } of patterns(file))
    if (definesVariables)
      for (const { name } of pattern.names)
        for (const subsystem of context === '' ? ['http', 'stream'] : [subsystemOf(context)])
          add(subsystem, `$${name}`);
  const unknown = faults(file, 'unknown-directive').some(({ statement }) => !removed.has(statement.name.text));
  if (unknown) found.add('*');
  return found;
});

function definedAt(name: string): number | undefined {
  if (name === 'geo') return -1;
  if (name === 'map' || name === 'split_clients' || name === 'keyval') return 1;
  return name === 'js_var' || /^set$|_set$/.test(name) ? 0 : undefined;
}

/** `memcached_pass` asks for the variable that holds its key, which nothing but the configuration sets. */
const memcachedKey = 'memcached_key';

function* missingKeys(configuration: Configuration): Generator<WholeFinding> {
  const passes = configuration.allFiles.flatMap((file) =>
    placesNamed(file, 'memcached_pass').map(({ statement }) => ({ file, statement })),
  );
  const [first] = passes;
  if (!first || !configuration.isWhole('http')) return;
  const defined = new Set(configuration.allFiles.flatMap((file) => [...definitions(file)]));
  if (defined.has('*') || defined.has(`http ${memcachedKey}`)) return;
  yield {
    rule: 'undefined-variable',
    file: first.file,
    ...headOf(first.statement),
    message: l10n.t('Nothing sets the variable "{0}", which "{1}" asks for.', `$${memcachedKey}`, 'memcached_pass'),
  };
}

export function* variablesOf(configuration: Configuration): Generator<WholeFinding> {
  const all = configuration.allFiles;
  yield* missingKeys(configuration);
  const lacking = all.flatMap((file) => strangers(file).map((stranger) => ({ file, ...stranger })));
  if (lacking.length === 0) return;
  const whole = new Map(['http', 'stream'].map((subsystem) => [subsystem, configuration.isWhole(subsystem)]));
  if (![...whole.values()].some(Boolean)) return;
  const defined = new Set(all.flatMap((file) => [...definitions(file)]));
  if (defined.has('*')) return;
  let guesses = mostGuesses;
  for (const { file, name, subsystem, uses } of lacking) {
    if (!whole.get(subsystem) || defined.has(`${subsystem} ${name}`) || name === '') continue;
    const meant = guesses-- > 0 ? nearest(name, candidates(defined, subsystem)) : undefined;
    for (const use of uses) yield finding(file, use, meant);
  }
}

function candidates(defined: ReadonlySet<string>, subsystem: string): string[] {
  const own = [...variables].flatMap(([name, records]) =>
    records.some((record) => record.subsystem === subsystem && !record.prefix) ? name : [],
  );
  const given = [...defined]
    .filter((name) => name.startsWith(`${subsystem} `))
    .map((name) => name.slice(subsystem.length + 1));
  return [...given, ...own];
}

function finding(file: File, { token, from, to }: VariableUse, meant: string | undefined): WholeFinding {
  const name = token.text.slice(from, to);
  const span = partOf(file, token, from, to);
  const isExact = span.end - span.start === to - from;
  const shown = `$${name}`;
  // Perhaps a program fills it in before nginx reads the file.
  const isHole = token.text.charAt(from - 1) === '{' && /^[A-Z][A-Z0-9_]*$/.test(name);
  return {
    rule: 'undefined-variable',
    file,
    ...span,
    message:
      meant === undefined
        ? l10n.t('Unknown variable "{0}": nothing defines it.', shown)
        : l10n.t('Unknown variable "{0}". Did you mean "{1}"?', shown, `$${meant}`),
    ...(isHole && { severity: 'warning' as const }),
    ...(meant !== undefined &&
      isExact && { fixes: [{ title: l10n.t('Change to "{0}"', `$${meant}`), edits: [{ ...span, text: meant }] }] }),
  };
}
