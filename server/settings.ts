/** What the editor's settings say, with whatever makes no sense left out. */
import * as l10n from '@vscode/l10n';
import type { RuleSeverities } from './features/problems.ts';
import { defaultOptions, isVersion, type Options, procfileTargets } from './options.ts';
import type { DocumentationLanguage, FormatStyle, Severity } from './types.ts';

export interface Settings {
  rules: RuleSeverities;
  /** Undefined follows the editor's language. */
  documentation: DocumentationLanguage | undefined;
  options: Options;
  alignment: FormatStyle['alignment'];
}

export const alignments: readonly FormatStyle['alignment'][] = ['keep', 'none', 'all'];

export const defaults: Settings = { rules: {}, documentation: undefined, options: defaultOptions, alignment: 'keep' };

const severities = new Set<unknown>(['error', 'warning', 'information', 'hint', 'off'] satisfies (Severity | 'off')[]);

/** Reads the section `deployConfig`; `complain` hears a sentence about each value that is ignored. */
export function readSettings(section: unknown, complain: (sentence: string) => void): Settings {
  const { rules, documentation, procfile, nginx, format } = recordOf(section);
  return {
    rules: readRules(rules, complain),
    documentation: readLanguage(documentation, complain),
    options: { procfile: readProcfile(recordOf(procfile), complain), nginx: readNginx(recordOf(nginx), complain) },
    alignment: readAlignment(recordOf(format), complain),
  };
}

function readAlignment(
  { alignment }: Record<string, unknown>,
  complain: (sentence: string) => void,
): FormatStyle['alignment'] {
  const known = alignments.find((candidate) => candidate === alignment);
  if (known === undefined && alignment !== undefined && alignment !== null)
    complain(ignored('deployConfig.format.alignment', alignment));
  return known ?? defaults.alignment;
}

function readProcfile({ target }: Record<string, unknown>, complain: (sentence: string) => void): Options['procfile'] {
  const known = procfileTargets.find((candidate) => candidate === target);
  if (known === undefined && target !== undefined && target !== null)
    complain(ignored('deployConfig.procfile.target', target));
  return known === undefined ? defaultOptions.procfile : { target: known };
}

function readNginx(nginx: Record<string, unknown>, complain: (sentence: string) => void): Options['nginx'] {
  const version = typeof nginx.version === 'string' ? nginx.version.trim() : undefined;
  const isKnown = version !== undefined && isVersion(version);
  if (!isKnown && nginx.version !== undefined && nginx.version !== null)
    complain(ignored('deployConfig.nginx.version', nginx.version));
  return {
    version: isKnown ? version : defaultOptions.nginx.version,
    modules: readNames('deployConfig.nginx.modules', nginx.modules, complain),
    directives: readNames('deployConfig.nginx.directives', nginx.directives, complain),
  };
}

function readNames(setting: string, names: unknown, complain: (sentence: string) => void): readonly string[] {
  if (names === undefined || names === null) return [];
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  complain(ignored(setting, names));
  return [];
}

function readRules(rules: unknown, complain: (sentence: string) => void): RuleSeverities {
  if (rules === undefined || rules === null) return {};
  if (typeof rules !== 'object' || Array.isArray(rules)) {
    complain(l10n.t('The setting {0} is ignored: it is not an object.', 'deployConfig.rules'));
    return {};
  }
  const read = Object.entries(rules).filter(([id, severity]) => {
    if (severities.has(severity)) return true;
    complain(ignored(`deployConfig.rules.${id}`, severity));
    return false;
  });
  return Object.fromEntries(read) as RuleSeverities;
}

function readLanguage(documentation: unknown, complain: (sentence: string) => void): DocumentationLanguage | undefined {
  const { language } = recordOf(documentation);
  if (language === 'en' || language === 'zh-cn' || language === 'both') return language;
  if (language !== undefined && language !== null && language !== 'auto')
    complain(ignored('deployConfig.documentation.language', language));
  return undefined;
}

function ignored(setting: string, value: unknown): string {
  return l10n.t('The setting {0} is ignored: it cannot be {1}.', setting, JSON.stringify(value));
}

/** What may be looked into. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
