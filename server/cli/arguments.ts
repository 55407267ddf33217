/** Options and names on the command line, as every subcommand reads them. */
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { setLocale } from '../l10n/messages.ts';
import { Refusal } from './files.ts';
import { usage } from './usage.ts';

/** What follows an option: nothing, any text, or one of a list. */
export type Flags = Readonly<Record<string, 'boolean' | 'string' | readonly string[]>>;

export interface Arguments {
  has(flag: string): boolean;
  value(flag: string): string | undefined;
  names: readonly string[];
}

const common: Flags = { locale: ['en', 'zh-cn'], help: 'boolean' };

/** Reads the arguments; the exit code when the call ends here, because help was asked for or something is wrong. */
export function readArguments(args: readonly string[], own: Flags): Arguments | number {
  try {
    const read = parse(args, { ...own, ...common });
    if (!read.has('help')) return read;
    process.stdout.write(usage());
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n\n${usage()}`);
    return 2;
  }
}

function parse(args: readonly string[], flags: Flags): Arguments {
  const typeOf = (flag: string) => (flags[flag] === 'boolean' ? 'boolean' : 'string');
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(Object.keys(flags).map((flag) => [flag, { type: typeOf(flag) }] as const)),
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  // The locale first, so that whatever is wrong is said in it.
  const { locale } = values;
  if (locale === 'en' || locale === 'zh-cn') setLocale(locale);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (flag === undefined) throw new Refusal(l10n.t('Unknown option: {0}.', token.rawName));
    if ((flag !== 'boolean') !== (token.value !== undefined))
      throw new Refusal(
        flag === 'boolean'
          ? l10n.t('The option {0} takes no value.', token.rawName)
          : l10n.t('The option {0} needs a value.', token.rawName),
      );
    if (typeof flag !== 'string' && !flag.includes(token.value ?? ''))
      throw new Refusal(
        l10n.t('{0} cannot be "{1}"; it is one of: {2}.', token.rawName, token.value ?? '', flag.join(', ')),
      );
  }
  if (values.help !== true && positionals.length === 0) throw new Refusal(l10n.t('Say which files to judge.'));
  return {
    has: (flag) => values[flag] === true,
    value: (flag) => (typeof values[flag] === 'string' ? values[flag] : undefined),
    names: positionals,
  };
}
