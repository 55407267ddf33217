/** The languages, one line each. */
import type { Language } from '../types.ts';
import { languageIdByContent, languageIdByPath } from './detection.ts';
import { gaffer } from './gaffer/index.ts';
import { commandLine } from './gunicorn/command/language.ts';
import { gunicorn } from './gunicorn/conf/index.ts';
import { nginx } from './nginx/index.ts';
import { procfile } from './procfile/index.ts';
import { runit } from './runit/index.ts';
import { supervisor } from './supervisor/index.ts';
import { systemd } from './systemd/index.ts';
import { upstart } from './upstart/index.ts';

export const languages: readonly Language[] = [nginx, procfile, supervisor, gunicorn, upstart, runit, gaffer, systemd];

/** Those that stand inside of other files alone. */
export const innerLanguages: readonly Language[] = [commandLine];

export function languageById(id: string): Language | undefined {
  return languages.find((language) => language.id === id);
}

/** By file name and path, then by what the text looks like. */
export function languageOf(path: string, text: string): Language | undefined {
  return languageById(languageIdByPath(path) ?? languageIdByContent(text) ?? '');
}
