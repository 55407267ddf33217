/** Paths that systemd refuses or passes over because they do not begin at the root (load-fragment.c). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Token } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { hasHole, isGunicorns, type Option, unitOf } from '../unit.ts';
import { wordsOf } from '../words.ts';

const paths = /^(?:WorkingDirectory|EnvironmentFile|(?:Runtime|State|Cache|Logs|Configuration)Directory)$/;

export const relativePath: Rule = {
  id: 'relative-path',
  severity: 'error',
  *check(file, project) {
    if (!isGunicorns(file, project)) return;
    for (const option of unitOf(file).options) {
      const { value, kind, key } = option;
      if (!value || (kind !== 'command' && !paths.test(key)) || option.hasHole || isUnknown(value.text)) continue;
      const found = findingIn(file, option, value);
      if (found) yield found;
    }
  },
};

function findingIn(file: File, { key, kind }: Option, value: Token): Finding | undefined {
  if (kind === 'command') return programIn(file, value);
  // Of a value over several lines it is not known which of its blanks are the path's.
  if (value.text.length !== value.end - value.start) return undefined;
  if (key === 'WorkingDirectory') return folderIn(value);
  if (key === 'EnvironmentFile') return environmentFileIn(value);
  return /^(?:Runtime|State|Cache|Logs|Configuration)Directory$/.test(key) ? ownFolderIn(key, value) : undefined;
}

function folderIn(value: Token): Finding | undefined {
  const { text, start, end } = value;
  const path = text.replace(/^-/, '');
  if (/^(?:~$|$)/.test(path)) return undefined;
  const isNormal = !/(?:^|\/)\.\.(?:\/|$)/.test(path);
  if (path.startsWith('/') && isNormal) return undefined;
  const isRefused = path === text;
  const quoted = /^(["'])(\/[^"']*)\1$/.exec(path)?.[2];
  const message = !path.startsWith('/')
    ? isRefused
      ? l10n.t('systemd refuses the unit: "{0}" is not an absolute path.', path)
      : l10n.t('systemd passes over this line: "{0}" is not an absolute path.', path)
    : isRefused
      ? l10n.t('systemd refuses the unit: a path has no ".." here.')
      : l10n.t('systemd passes over this line: a path has no ".." here.');
  return {
    start: start + text.length - path.length,
    end,
    message,
    fixes: quoted ? [changeTo(value, quoted, true)] : [],
  };
}

function environmentFileIn(value: Token): Finding | undefined {
  const path = value.text.replace(/^-/, '');
  if (path.startsWith('/')) return undefined;
  const quoted = /^(["'])(-?\/[^"']*)\1$/.exec(path)?.[2];
  return {
    start: value.end - path.length,
    end: value.end,
    message: l10n.t('systemd passes over this line: "{0}" is not an absolute path.', path),
    fixes: quoted ? [changeTo({ start: value.end - path.length, end: value.end }, quoted, true)] : [],
  };
}

/** Folders that systemd makes are named below one of its own. */
function ownFolderIn(key: string, value: Token): Finding | undefined {
  const { text, start, end } = value;
  if (!text.startsWith('/') && !/(?:^|\/)\.\.(?:\/|$)/.test(text)) return undefined;
  const [first = ''] = text.split(/\s/);
  const name = /^\/(?:var\/)?(?:run|lib|cache|log)\/([\w.-]+)\/?$|^\/etc\/([\w.-]+)\/?$/.exec(text);
  const meant = name?.[1] ?? name?.[2];
  return {
    start,
    end: end - text.length + first.length,
    message: l10n.t('systemd passes over "{0}": {1} is a name below the folder of systemd, not a path.', first, key),
    fixes: meant === undefined ? [] : [changeTo(value, meant, true)],
  };
}

function programIn(file: File, value: Token): Finding | undefined {
  const [first] = wordsOf(file, value).words;
  if (!first) return undefined;
  const signs = /^[@:+!|-]*/.exec(first.text)?.[0] ?? '';
  const program = first.text.slice(signs.length);
  const isFolder = program.startsWith('/') && program.endsWith('/');
  if (!program.includes('/') || (program.startsWith('/') && !isFolder) || isUnknown(program)) return undefined;
  // A quote in front of the word is no part of the path.
  const source = file.text.slice(first.start, first.end);
  const at = source.indexOf(program);
  const start = at < 0 ? first.start : first.start + at;
  return {
    start,
    end: at < 0 ? first.end : start + program.length,
    message: isFolder
      ? l10n.t('systemd does not start "{0}", for it is a folder.', program)
      : signs.includes('-')
        ? l10n.t('systemd passes over this line: "{0}" is not an absolute path.', program)
        : l10n.t('systemd refuses the unit: "{0}" is not an absolute path.', program),
  };
}

/** What systemd or the author of a template fills in may well begin with a slash. */
function isUnknown(text: string): boolean {
  return /^[@:+!|-]*["']?%/.test(text) || hasHole(text) || /^@|^__/.test(text.replace(/^@\//, '/'));
}
