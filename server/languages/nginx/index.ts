/** nginx: its parser, reference and rules as one language. */
import type { Entry, File, Language, Link, OutlineItem, Statement } from '../../types.ts';
import { placesNamed } from '../../walk.ts';
import { proxyRules } from '../across/index.ts';
import { dataEntries, dataEntry } from './dataEntries.ts';
import { entries, guidanceFor, lookup } from './entries.ts';
import { explain } from './explain/index.ts';
import { format } from './format/index.ts';
import { includes } from './includes.ts';
import { formsOf } from './knownWords.ts';
import { names, refuseName } from './names.ts';
import shapes from './reference/shapes.json';
import { dataBlocks, directives, innerContext } from './reference.ts';
import { rootContext } from './rootContext.ts';
import { circularInclude } from './rules/circularInclude.ts';
import { deploymentRules } from './rules/deployment/index.ts';
import { duplicateDirective } from './rules/duplicateDirective.ts';
import { invalidPattern } from './rules/invalidPattern.ts';
import { mismatchedBuffers } from './rules/mismatchedBuffers.ts';
import { misplacedDirective } from './rules/misplacedDirective.ts';
import { missingBlock } from './rules/missingBlock.ts';
import { missingForwardedFor } from './rules/missingForwardedFor.ts';
import { missingForwardedProto } from './rules/missingForwardedProto.ts';
import { missingHost } from './rules/missingHost.ts';
import { missingInclude } from './rules/missingInclude.ts';
import { removedDirective } from './rules/removedDirective.ts';
import { securityRules } from './rules/security/index.ts';
import { swallowedDirective } from './rules/swallowedDirective.ts';
import { unavailableDirective } from './rules/unavailableDirective.ts';
import { uncapturedGroup } from './rules/uncapturedGroup.ts';
import { unexpectedBlock } from './rules/unexpectedBlock.ts';
import { unknownDirective } from './rules/unknownDirective.ts';
import { unusedDefinition } from './rules/unusedDefinition.ts';
import { valueRules } from './rules/valueFaults.ts';
import { warnedRules } from './rules/values/index.ts';
import { configurationRules } from './rules/whole.ts';
import { wrongArgumentCount } from './rules/wrongArgumentCount.ts';
import { besideHoles, parseWithHoles } from './templates.ts';
import { values, variableAt } from './values.ts';

export const nginx: Language = {
  id: 'nginx',
  title: 'nginx',
  parse: parseWithHoles,
  rootContext,
  innerContext: (statement, outer) => innerContext(statement.name.text, outer),
  lookup: (name, context) =>
    isForeign(context) && !/^(\$|include$)/.test(name) ? dataEntry(name, context) : lookup(name, context),
  entries: (context) => (context === 'lua' ? [] : dataBlocks.has(context) ? dataEntries(context) : entries(context)),
  partAt: variableAt,
  values,
  signatures,
  insertion,
  guidance: guidanceFor,
  explain,
  outline,
  links,
  includes,
  names,
  refuseName,
  format,
  rules: [
    unknownDirective,
    removedDirective,
    unavailableDirective,
    misplacedDirective,
    missingBlock,
    unexpectedBlock,
    wrongArgumentCount,
    ...valueRules,
    invalidPattern,
    uncapturedGroup,
    circularInclude,
    missingInclude,
    ...configurationRules,
    mismatchedBuffers,
    duplicateDirective,
    swallowedDirective,
    missingForwardedProto,
    missingForwardedFor,
    missingHost,
    ...warnedRules,
    ...securityRules,
    ...deploymentRules,
    unusedDefinition,
    ...proxyRules,
  ].map(besideHoles),
};

/** Whether what stands in the context is data or Lua, though it may look like a directive. */
function isForeign(context: string): boolean {
  return context === 'lua' || dataBlocks.has(context);
}

/** What a new block needs between its name and its brace, in snippet syntax. */
const headers = shapes as Readonly<Record<string, string>>;

function signatures(entry: Entry): readonly string[] {
  const { name, kind, syntax } = entry;
  const end = kind === 'block' ? ' { … }' : kind === 'directive' ? ';' : '';
  // Of some modules only the number of arguments is known.
  const unknown = kind === 'variable' || takesNothing(entry) ? '' : '…';
  const forms = (kind === 'directive' ? formsOf(name) : undefined) ?? syntax;
  return (forms.length > 0 ? forms : [unknown]).map((form) => `${name}${form === '' ? '' : ` ${form}`}${end}`);
}

function takesNothing({ name, contexts, syntax }: Entry): boolean {
  if (syntax[0] === '') return true;
  const record = directives.get(name)?.find((candidate) => candidate.contexts === contexts);
  return String(record?.arguments) === '0';
}

function insertion(entry: Entry): string {
  const { name } = entry;
  if (entry.kind === 'block') {
    const header = headers[name] ?? (takesNothing(entry) ? '' : '$1');
    return `${name}${header === '' ? '' : ` ${header}`} {\n\t$0\n}`;
  }
  return takesNothing(entry) ? `${name};` : `${name} $1;`;
}

/** Blocks by their header, and the few statements that name or lead to something. */
const outlined = new Set([
  'server_name',
  'listen',
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'grpc_pass',
  'scgi_pass',
  'include',
  'root',
  'alias',
]);

function outline(statement: Statement, context: string): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined {
  const name = statement.name.text;
  const header = statement.args.map((argument) => argument.text).join(' ');
  if (!statement.body)
    return outlined.has(name) && context !== '' ? { name, detail: header, kind: 'directive' } : undefined;
  if (name !== 'server' || header !== '')
    return { name: header === '' ? name : `${name} ${header}`, detail: '', kind: 'block' };
  const said = (wanted: string): string =>
    (statement.body ?? [])
      .filter((inner) => inner.name.text === wanted)
      .flatMap((inner) => inner.args.slice(0, wanted === 'listen' ? 1 : undefined).map((argument) => argument.text))
      .join(' ');
  return { name, detail: said('server_name') || said('listen'), kind: 'block' };
}

function links(file: File): readonly Link[] {
  return placesNamed(file, 'include').flatMap(({ statement }) => {
    const target = statement.args[0];
    return target && target.text !== '' ? [{ start: target.start, end: target.end, target: target.text }] : [];
  });
}
