/** What `try_files` takes without a word and never does as it looks (ngx_http_try_files_module, each seen with the real nginx). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Fix, Project, Rule, Statement, Token } from '../../../../types.ts';
import { placesNamed } from '../../../../walk.ts';
import { namedOn, onLevel } from '../../inheritance.ts';
import { headOf, locationOf } from '../../statements.ts';

const locations: ReadonlySet<string> = new Set(['location']);

export const tryFilesPitfall: Rule = {
  id: 'try-files-pitfall',
  severity: 'warning',
  *check(file, project) {
    const servers = new Set<Statement | undefined>();
    for (const { statement, context } of placesNamed(file, 'try_files')) {
      const { args } = statement;
      const last = args[args.length - 1];
      if (context !== 'location' && context !== 'server') continue;
      if (!last || args.length < 2) continue;
      if (context === 'server' && !servers.has(statement.parent)) {
        servers.add(statement.parent);
        yield* unused(file, project, statement);
      }
      for (const word of args.slice(0, -1)) yield* misread(file, statement, word);
      yield* fallback(statement, last);
    }
  },
};

/** In a server it answers only what no location takes. */
function* unused(file: File, project: Project, statement: Statement): Iterable<Finding> {
  const all = onLevel(file, project, statement.parent, locations)?.some(({ statement: other }) => {
    const location = locationOf(other);
    return location?.pattern === '/' && /^(?:\^~)?$/.test(location.modifier);
  });
  if (all)
    yield {
      ...headOf(statement),
      message: l10n.t(
        'This is never looked at: "location /" takes every request, and locations do not inherit "try_files".',
      ),
    };
}

/** A word before the last, which names a file whatever it looks like. */
function* misread(file: File, statement: Statement, word: Token): Iterable<Finding> {
  const { start, end, text } = word;
  const inAlias = namedOn(file, statement.parent, 'alias').some(({ args }) => args.length > 0);
  if (/^=\d+$/.test(text) || text.startsWith('@'))
    yield {
      start,
      end,
      message: l10n.t(
        'Only the last argument can be a code or a location: this is looked for as a file named "{0}".',
        text,
      ),
    };
  else if (text.includes('?'))
    yield {
      start,
      end,
      message: l10n.t(
        'A file is looked for, and its name would have to hold the "?" too: only the last argument can have a query.',
      ),
    };
  else if (/^[\w.-]/.test(text) && !inAlias)
    yield {
      start,
      end,
      message: l10n.t('Without "/" at its beginning this is put right behind the root, as in "/srv/www{0}".', text),
      fixes: rooted(word),
    };
  else if (
    inAlias &&
    /^~/.test(locationOf(statement.parent ?? statement)?.modifier ?? '') &&
    /^\$\{?(?:document_)?uri\b/.test(text)
  )
    yield {
      start,
      end,
      message: l10n.t(
        'In a location with a pattern the whole URI is put behind the path of "alias": no such file is there.',
      ),
    };
}

/** The last word is no file but where the request goes when none was found, and it goes there by an internal redirect. */
function* fallback(statement: Statement, last: Token): Iterable<Finding> {
  const { start, end, text } = last;
  const location = statement.parent && locationOf(statement.parent);
  if (/^[\w.-]/.test(text))
    yield {
      start,
      end,
      message: l10n.t('The request goes on to "{0}", which no location takes, for it does not begin with "/".', text),
      fixes: rooted(last),
    };
  else if (/^\$(?:\{(?:document_)?uri\}|(?:document_)?uri)\/?$/.test(text) && location?.modifier !== '=')
    yield {
      start,
      end,
      message: l10n.t(
        'No file is looked for here: the request goes on to "{0}", comes back to this place, and ends after ten rounds as a 500.',
        text,
      ),
      fixes: [{ title: l10n.t('Add {0}', '=404'), edits: [{ start: end, end, text: ' =404' }], preferred: true }],
    };
}

/** A name with a dot is surely a file's; a number was to be a code. */
function rooted({ start, quote, text }: Token): Fix[] {
  if (/^\d+$/.test(text)) return [];
  const at = quote === '' ? start : start + 1;
  return [
    { title: l10n.t('Begin it with "/"'), edits: [{ start: at, end: at, text: '/' }], preferred: text.includes('.') },
  ];
}
