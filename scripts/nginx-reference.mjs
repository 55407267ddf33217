// Makes server/languages/nginx/reference/{directives,variables,usage}.json out of a folder of collected facts:
//   node scripts/nginx-reference.mjs FACTS_FOLDER
// and of reference/supplement.json, which holds what the facts lack and is kept by hand.
// FACTS_FOLDER holds directives.json, variables.json, removed.json, documented_directives.json, documented_variables.json and usage.json:
// what nginx's source tables and its documentation say, tried on the real program. Only facts are taken over; prose is not.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Format, getDirectives, getVariables } from '@nginx/reference-lib';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node scripts/nginx-reference.mjs FACTS_FOLDER');
  process.exit(2);
}
const fact = (name) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
const target = path.join(
  import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
  '../server/languages/nginx/reference',
);

/** One record a line, so that a change reads well in a diff. */
const write = (name, records) => {
  const lines = Object.keys(records)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(records[key])}`);
  writeFileSync(path.join(target, `${name}.json`), `{\n${lines.join(',\n')}\n}\n`);
  console.log(`${name}.json: ${lines.length} names`);
};

/** Of older releases it is not asked which of them brought what. */
const laterRelease = (tag) => {
  const [major, minor] = (tag ?? '').split('.').map(Number);
  return major === 1 && minor > 18 ? tag : undefined;
};

/** The documentation names a context as its readers do ("server"); the reference needs to know whose server it is. */
const contextOf = (module, context) => {
  const family = /^ngx_(stream|mail)_/.exec(module)?.[1];
  if (family && (context === 'server' || context === 'upstream')) return [`${family} ${context}`];
  return context === 'if' ? ['if in server', 'if in location'] : [context];
};
/** Placeholders keep their `<>`, so that `<number> | auto` tells what is literal. */
const plain = (text) =>
  text
    .replace(/&hellip;/g, '…')
    .replace(/&lsquo;|&rsquo;/g, "'")
    .replace(/\s*\{(\.\.\.|…)\}$/, '')
    .replace(/\*`([^`]*)`\*/g, '$1')
    .replace(/`/g, '')
    .trim();
const defaultOf = (text) => (text ? text.trim().replace(/\s*\n\s*/g, ' ') : undefined);

const documented = fact('documented_directives');
const described = new Set(getDirectives(Format.Markdown).map((d) => `${d.module} ${d.name}`));
const commercial = new Set(documented.filter((d) => d.commercial_module).map((d) => `${d.module} ${d.name}`));
const directives = {};
const add = (name, record) => {
  const clean = Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined && value !== false),
  );
  directives[name] = [...(directives[name] ?? []), clean];
};

/** These refuse a value that is there already, not a second statement. */
const byValue = new Set(['limit_conn', 'limit_req', 'proxy_cookie_flags', 'proxy_redirect']);

/** The function of nginx's source that reads the arguments, where `kind` does not say it. */
const setterOf = (e) => (e.package === 'nginx' && e.kind === 'custom' ? e.setter : undefined);
/** What nginx asks of the value once it is read: the least and the most number, or the function that looks at it. */
const boundsOf = ({ package: from, post }) =>
  from === 'nginx' && post?.type === 'ngx_conf_num_bounds_t' ? post.init.slice(1).map(Number) : undefined;
const checks =
  /^ngx_http_(core_pool_size|gzip_(hash|window)|v2_(chunk_size|pool_size|preread_size|recv_buffer_size|streams_index_mask))$/;
const checkOf = ({ package: from, post }) =>
  from === 'nginx' && checks.test(post?.init?.[0]) ? post.init[0] : undefined;

/** The directive that takes this one's place: nginx says so in the log; an empty name where nothing does. */
const replacedOf = ({ package: from, post, setter }) => {
  if (from !== 'nginx') return undefined;
  if (post?.type === 'ngx_conf_deprecated_t') return post.init[2].replaceAll('"', '');
  return setter === 'ngx_http_v2_obsolete' ? '' : undefined;
};

const seen = new Set();
for (const [name, entries] of Object.entries(fact('directives'))) {
  const ownDoc = entries.find((e) => e.package === 'nginx' && e.doc)?.doc;
  for (const e of entries) {
    const doc = e.doc ?? (e.package === 'nginx' ? ownDoc : undefined);
    if (e.doc) seen.add(`${e.doc.module} ${name}`);
    const says =
      e.duplicate_message === undefined ||
      e.duplicate_message?.startsWith(`"${name}" directive is duplicate`) ||
      e.duplicate_message?.startsWith('is duplicate');
    const slot = e.duplicate === 'unverified:error' && (e.package === 'nginx' || e.setter.startsWith('ngx_conf_set_'));
    add(name, {
      module: doc?.module ?? (e.module === 'gExporterCommands' ? 'ngx_otel_module' : e.module),
      package: e.package === 'nginx' ? undefined : e.package,
      contexts: e.contexts,
      arguments: e.nargs === 'any' ? undefined : e.nargs,
      block: e.block,
      kind: e.kind === 'custom' ? undefined : e.kind,
      setter: setterOf(e),
      bounds: boundsOf(e),
      check: checkOf(e),
      replaced: replacedOf(e),
      values: e.kind === 'flag' ? undefined : e.values,
      unique: !byValue.has(name) && ((e.duplicate === 'error' && says) || slot),
      since:
        e.since ??
        documented.find((d) => d.name === name && d.module === e.doc?.module)?.appeared_in ??
        laterRelease(e.first_tag),
      syntax: (documented.find((d) => d.name === name && d.module === doc?.module) ?? doc)?.syntax.map(plain),
      default: defaultOf(doc?.default),
    });
  }
}
const gone = fact('removed');
for (const d of documented) {
  if (seen.has(`${d.module} ${d.name}`) || (gone[d.name] && !d.commercial_module) || d.name === 'js_include') continue;
  seen.add(`${d.module} ${d.name}`);
  const plus = commercial.has(`${d.module} ${d.name}`) || d.commercial_mention;
  const undescribed = directives[d.name]?.find(
    (e) => !e.syntax && !e.package && String(e.contexts) === String(d.contexts),
  );
  if (undescribed) {
    Object.assign(undescribed, { module: d.module, syntax: d.syntax.map(plain) });
    continue;
  }
  const flag = d.syntax.length === 1 && plain(d.syntax[0]) === 'on | off';
  add(d.name, {
    module: d.module,
    package: d.module === 'ngx_http_acme_module' ? 'nginx-acme' : plus ? 'nginx-plus' : undefined,
    contexts: [...new Set(d.contexts.flatMap((c) => contextOf(d.module, c)))],
    arguments: flag ? [1] : undefined,
    block: d.block || (d.syntax.length === 0 && d.contexts.includes('main')),
    kind: flag ? 'flag' : undefined,
    since: d.appeared_in ?? undefined,
    syntax: d.syntax.map(plain),
    default: defaultOf(d.default),
  });
}
for (const [name, records] of Object.entries(JSON.parse(readFileSync(path.join(target, 'supplement.json'), 'utf8')))) {
  for (const record of records) add(name, record);
}
const missing = [...described].filter((key) => !seen.has(key));
if (missing.length) console.log(`described but not in the reference: ${missing.join(', ')}`);
write('directives', directives);

const removed = {};
for (const [name, r] of Object.entries(gone)) if (!directives[name]) removed[name] = { first: r.first, last: r.last };
write('removed', removed);

const variables = {};
const describedVariables = getVariables(Format.Markdown);
const addVariable = (name, record) => {
  variables[name] = [
    ...(variables[name] ?? []),
    Object.fromEntries(Object.entries(record).filter(([, v]) => v !== undefined && v !== false)),
  ];
};
for (const [name, entries] of Object.entries(fact('variables'))) {
  // Stands in nginx's source between `#if 0` and `#endif`: no build knows it.
  if (name === 'proxy_add_via') continue;
  const used = new Set();
  for (const e of entries) {
    const guess = describedVariables.find(
      (v) =>
        (v.module.startsWith(`ngx_${e.sub}_`) || v.module === 'ngx_otel_module') &&
        !used.has(v) &&
        v.name.replace(/^\$/, '').replace(/NAME$/, '') === name,
    );
    if (guess) used.add(guess);
    addVariable(name, {
      subsystem: e.sub,
      module: guess?.module,
      described: guess && guess.name !== `$${name}` ? guess.name : undefined,
      package: e.package === 'nginx' ? undefined : e.package,
      prefix: e.flags.includes('prefix'),
      // What nginx only looks up is for the configuration to define.
      changeable: e.flags.includes('changeable') || e.settable === true || e.how === 'get_variable_index',
    });
  }
}
// nginx has some of a family's variables by name as well: the documentation of the family is theirs.
for (const [name, records] of Object.entries(variables)) {
  for (const record of records) {
    if (record.module || record.package) continue;
    const family = describedVariables.find(
      (v) =>
        v.module.startsWith(`ngx_${record.subsystem}_`) && /NAME$/.test(v.name) && name.startsWith(v.name.slice(1, -4)),
    );
    if (family) Object.assign(record, { module: family.module, described: family.name });
  }
}
for (const v of describedVariables) {
  const bare = v.name.replace(/^\$/, '');
  const name = bare.replace(/NAME$/, '');
  if (/[^a-z0-9_]/i.test(name) || /^\d+$/.test(name)) continue;
  const subsystem = v.module.startsWith('ngx_stream_') ? 'stream' : 'http';
  if ((variables[name] ?? []).some((r) => r.subsystem === subsystem)) continue;
  addVariable(name, {
    subsystem,
    module: v.module,
    described: v.name !== `$${name}` ? v.name : undefined,
    prefix: name !== bare,
  });
}
write('variables', variables);

const usage = fact('usage');
const names = (rows, most) => rows.slice(0, most).map(([name]) => name);
writeFileSync(
  path.join(target, 'usage.json'),
  `${JSON.stringify({
    directives: names(usage.directives, 250),
    variables: names(
      usage.variables.filter(([name]) => variables[name] || /^http_/.test(name)),
      80,
    ),
  })}\n`,
);
