/** Values that configparser's getint() and getboolean(), or gafferd itself, refuse: it does not start. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule, Statement } from '../../../types.ts';
import { nearest } from '../../spelling.ts';
import { expanded, type Options } from '../interpolation.ts';
import { booleans, integer, keyOf, keysOf, levels } from '../reference.ts';
import { defaultsOf, isRead, sectionsOf } from '../sections.ts';

export const invalidKeyValue: Rule = {
  id: 'invalid-option-value',
  severity: 'error',
  *check(file) {
    const defaults = defaultsOf(file);
    const told = new Set<Statement>();
    for (const section of sectionsOf(file)) {
      if (!isRead(section, defaults)) continue;
      const all: Options = (name) => section.options.get(name) ?? defaults.get(name);
      for (const name of keysOf(section.kind).keys()) {
        const option = all(name);
        if (!option || told.has(option)) continue;
        const found = [...judged(option, section.kind, all)];
        if (found.length > 0) told.add(option);
        yield* found;
      }
    }
  },
};

function* judged({ name, args }: Statement, kind: string, all: Options): Iterable<Finding> {
  const type = keyOf(name.text, kind)?.type;
  const value = args[0];
  const source = value?.text ?? '';
  const text = source.includes('%') ? expanded(source, all) : source;
  // Older versions know no `require_key`.
  if (type === undefined || text === undefined || name.text.toLowerCase() === 'require_key') return;
  const { start, end } = value ?? name;
  const said = (wanted: string): string =>
    l10n.t('"{0}" is no value for {1}: {2}', text, name.text.toLowerCase(), wanted);
  const changed = (meant: string | undefined): Finding['fixes'] =>
    meant === undefined || !value || text !== source
      ? []
      : [{ title: l10n.t('Change to "{0}"', meant), edits: [{ start, end, text: meant }], preferred: true }];
  if (type === 'int' && !integer.test(text))
    yield {
      start,
      end,
      message: said(l10n.t('it is a whole number.')),
      fixes: changed(/^(\d+)(?:\.0*|\s*s)$/.exec(text)?.[1]),
    };
  else if (type === 'bool' && !booleans.test(text))
    yield {
      start,
      end,
      message: said(l10n.t('it is true or false.')),
      fixes: changed(nearest(text, ['true', 'false', 'yes', 'no'])),
    };
  else if (type === 'url' && value && !/^https?:\/\//.test(text))
    yield {
      start,
      end,
      message: said(l10n.t('it begins with http:// or https://.')),
      fixes: changed(/^[\w.-]+:\d+$/.test(text) ? `http://${text}` : undefined),
    };
  else if (type === 'enum' && !levels.includes(text.toLowerCase()))
    yield {
      start,
      end,
      // It is not refused, and nobody has written down what comes of it.
      severity: 'warning',
      message: said(l10n.t('it is one of {0}.', levels.join(', '))),
      fixes: changed(nearest(text.toLowerCase(), levels)),
    };
}
