/** What the sandbox of the unit hides from Gunicorn, or Gunicorn's socket from nginx (systemd.exec(5), SANDBOXING). */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Token } from '../../../types.ts';
import { lineBehind } from '../edits.ts';
import { isOn, type SocketPath, socketPaths } from '../service.ts';
import { type Call, type Unit, unitOf } from '../unit.ts';

export const hiddenBySandbox: Rule = {
  id: 'hidden-by-sandbox',
  severity: 'warning',
  *check(file) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    // What is bound from elsewhere may be anything.
    if (
      !call ||
      ['BindPaths', 'BindReadOnlyPaths', 'RootDirectory', 'RootImage', 'TemporaryFileSystem'].some((key) =>
        unit.last('Service', key),
      )
    )
      return;
    yield* privateTmp(unit, socketPaths(file, call));
    yield* protectedHome(unit, call);
    yield* protectedSystem(file, unit, call);
  },
};

function* privateTmp(unit: Unit, paths: readonly SocketPath[]): Iterable<Finding> {
  const isPrivate = isOn(unit, 'PrivateTmp') || isOn(unit, 'DynamicUser');
  if (!isPrivate || unit.last('Unit', 'JoinsNamespaceOf')) return;
  for (const { start, end, path } of paths)
    if (/^(?:\/var)?\/tmp\//.test(path))
      yield {
        start,
        end,
        message: l10n.t(
          'The service has a {0} of its own, so nginx does not see this socket: put it below /run with RuntimeDirectory.',
          path.startsWith('/var') ? '/var/tmp' : '/tmp',
        ),
      };
}

function* protectedHome(unit: Unit, { option }: Call): Iterable<Finding> {
  const protect = unit.last('Service', 'ProtectHome')?.value;
  if (!protect || !/^(?:1|yes|y|true|t|on|tmpfs)$/i.test(protect.text)) return;
  const folder = unit.last('Service', 'WorkingDirectory')?.value;
  const home = /^[@:+!|-]*["']?((?:\/home|\/root|\/run\/user)\/[^\s"']*)/;
  const place = [option.value, folder].find((value): value is Token => value !== undefined && home.test(value.text));
  if (!place) return;
  yield {
    start: protect.start,
    end: protect.end,
    message: l10n.t(
      'With ProtectHome={0} the service does not see "{1}": it does not start.',
      protect.text,
      home.exec(place.text)?.[1] ?? '',
    ),
    fixes: [
      {
        title: l10n.t('Change to "{0}"', 'read-only'),
        edits: [{ start: protect.start, end: protect.end, text: 'read-only' }],
      },
    ],
  };
}

/** Settings of Gunicorn whose values are files that it makes. */
const written: ReadonlySet<string> = new Set(['bind', 'accesslog', 'errorlog', 'pidfile', 'control_socket']);
/** What ProtectSystem=strict leaves alone. */
const open = /^\/(?:dev|proc|sys)\//;

function* protectedSystem(file: File, unit: Unit, call: Call): Iterable<Finding> {
  const protect = unit.last('Service', 'ProtectSystem')?.value;
  if (protect?.text !== 'strict') return;
  const allowed = allowedFolders(unit);
  if (!allowed) return;
  for (const { setting, value, isDynamic } of call.facts.read.flags) {
    const path = /^(?:unix:(?:\/\/)?)?(\/[^/].*)$/.exec(value?.text ?? '')?.[1]?.replace(/^\/var\/run\//, '/run/');
    if (!written.has(setting) || !value || isDynamic || path === undefined || /[%${]/.test(path) || open.test(path))
      continue;
    if (allowed.some((folder) => path.startsWith(`${folder}/`) || path === folder)) continue;
    const folder = path.slice(0, path.lastIndexOf('/'));
    const line = `ReadWritePaths=${folder}`;
    yield {
      start: value.start,
      end: value.end,
      message: l10n.t('With ProtectSystem=strict Gunicorn cannot write here: {0} allows it.', line),
      fixes:
        folder === ''
          ? []
          : [{ title: l10n.t('Add "{0}"', line), edits: [lineBehind(file, call.option.statement, line)] }],
    };
  }
}

const own = [
  ['RuntimeDirectory', '/run'],
  ['StateDirectory', '/var/lib'],
  ['CacheDirectory', '/var/cache'],
  ['LogsDirectory', '/var/log'],
] as const;

/** Where the service may write; undefined where that is not known. */
function allowedFolders(unit: Unit): string[] | undefined {
  const words = (key: string): string[] =>
    unit
      .all('Service', key)
      .flatMap(({ value }) => value?.text.split(/\s+/).map((word) => word.split(':')[0] ?? '') ?? []);
  const folders = [
    ...own.flatMap(([key, base]) => words(key).map((name) => `${base}/${name}`)),
    ...[...words('ReadWritePaths'), ...words('ReadWriteDirectories')].map((path) =>
      path.replace(/^[-+]+/, '').replace(/\/$/, ''),
    ),
    ...(isOn(unit, 'PrivateTmp') || isOn(unit, 'DynamicUser') ? ['/tmp', '/var/tmp'] : []),
  ];
  return folders.some((folder) => /[%${]/.test(folder)) ? undefined : folders;
}
