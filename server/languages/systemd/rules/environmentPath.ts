/** Nobody fills in variables in `Environment`, and a `PATH` that is set there takes the place of systemd's own. */
import * as l10n from '@vscode/l10n';
import type { Rule, Token } from '../../../types.ts';
import { isGunicorns, type Option, unitOf } from '../unit.ts';
import { wordsOf } from '../words.ts';

const system = ['/usr/local/bin', '/usr/bin', '/bin'];

export const variableInEnvironment: Rule = {
  id: 'variable-in-environment',
  severity: 'warning',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const option of assignments(unitOf(file).environment))
      for (const { start, end } of wordsOf(file, option).words) {
        const source = file.text.slice(start, end);
        if (!source.includes('$')) continue;
        const folders = new Set(source.split(/[=:"']/));
        const missing = system.filter((folder) => !folders.has(folder));
        // Those that people mean; a dollar sign may well be a part of a password.
        for (const found of source.matchAll(
          /:?\$(?:\{[A-Z_][A-Z\d_]*\}|(?:PATH|HOME|USER|PWD|PYTHONPATH|LD_LIBRARY_PATH)\b)/g,
        )) {
          const name = found[0].replace(/^:/, '');
          const from = start + found.index;
          const isPath = /^["']?PATH=/.test(source) && /^\$\{?PATH\}?$/.test(name) && found[0].startsWith(':');
          yield {
            start: from + found[0].length - name.length,
            end: from + found[0].length,
            message: l10n.t('systemd fills in no variables in Environment: the value holds "{0}" as it stands.', name),
            fixes: isPath
              ? [
                  {
                    title: l10n.t('Change to "{0}"', missing.join(':')),
                    edits: [
                      {
                        start: from,
                        end: from + found[0].length,
                        text: missing.map((folder) => `:${folder}`).join(''),
                      },
                    ],
                    preferred: true,
                  },
                ]
              : [],
          };
        }
      }
  },
};

export const overwrittenPath: Rule = {
  id: 'overwritten-path',
  severity: 'information',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const option of assignments(unitOf(file).environment))
      for (const { start, end, text, quote } of wordsOf(file, option).words) {
        const path = /^PATH=(.+)$/.exec(text)?.[1];
        if (
          path === undefined ||
          /[%$]/.test(path) ||
          path.split(':').some((folder) => /^\/(?:usr\/)?s?bin\/?$/.test(folder))
        )
          continue;
        const place = end - (quote === '' ? 0 : 1);
        yield {
          start,
          end,
          message: l10n.t('This is the whole PATH: commands of the system that the application calls are not found.'),
          fixes: [
            {
              title: l10n.t('Add "{0}"', system.join(':')),
              edits: [{ start: place, end: place, text: `:${system.join(':')}` }],
            },
          ],
        };
      }
  },
};

function assignments(options: readonly Option[]): Token[] {
  return options.flatMap(({ value }) => value ?? []);
}
