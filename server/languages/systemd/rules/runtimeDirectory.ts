/** /run is empty when the machine starts, and only root may write there: RuntimeDirectory makes a folder of the service's own. */
import * as l10n from '@vscode/l10n';
import type { Rule } from '../../../types.ts';
import { lineBehind } from '../edits.ts';
import { isOn, socketPaths, today } from '../service.ts';
import { baseOf, type Option, servicesOf, socketsOf, type Unit, unitOf } from '../unit.ts';

export const missingRuntimeDirectory: Rule = {
  id: 'missing-runtime-directory',
  severity: 'information',
  *check(file, project) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    if (!call || unit.isDropIn || isActivated(unit) || socketsOf(file, project).length > 0) return;
    const isRoot = !unit.last('Service', 'User') && !isOn(unit, 'DynamicUser') && !call.facts.has('user');
    for (const { start, end, path } of socketPaths(file, call)) {
      const folder = /^\/run\/([^/]+(?:\/[^/]+)*)\/[^/]+$/.exec(path)?.[1];
      if (folder === undefined && (isRoot || !/^\/run\/[^/]+$/.test(path))) continue;
      if (folder !== undefined && (isMade(unit, folder) || folder.startsWith('user/'))) continue;
      const name = folder ?? /^[a-z][\w-]*(?=\.service$)/.exec(baseOf(file))?.[0] ?? 'gunicorn';
      const line = `RuntimeDirectory=${name}`;
      yield {
        start,
        end,
        message:
          folder === undefined
            ? l10n.t('Only root may make a file in /run: {0} makes a folder there that the service may write to.', line)
            : l10n.t(
                '/run is empty when the machine starts: {0} makes the folder of this socket, for the user of the service.',
                line,
              ),
        fixes:
          folder === undefined
            ? []
            : [{ title: l10n.t('Add "{0}"', line), edits: [lineBehind(file, call.option.statement, line)] }],
      };
    }
  },
};

/** By systemd, or by a command in front. */
function isMade(unit: Unit, folder: string): boolean {
  const [top = ''] = folder.split('/');
  return unit.options.some(
    ({ key, value }) =>
      (key === 'RuntimeDirectory' &&
        value?.text.split(/\s+/).some((name) => name.includes('%') || name.split('/')[0] === top)) ||
      (/^ExecStartPre$|^(?:ReadWrite|Bind)Paths$/.test(key) && value?.text.includes(`/run/${top}`)),
  );
}

function isActivated(unit: Unit): boolean {
  return unit.options.some(
    ({ key, value }) => /^(?:Requires|Wants|BindsTo|Sockets)$/.test(key) && value && /\.socket(?!\S)/.test(value.text),
  );
}

export const socketInRuntimeDirectory: Rule = {
  id: 'socket-in-runtime-directory',
  severity: 'warning',
  *check(file, project) {
    const unit = unitOf(file);
    const isSocket = unit.isSocket;
    const others = isSocket ? servicesOf(file, project) : unit.starts.length > 0 ? socketsOf(file, project) : [];
    for (const other of others) {
      const [service, socket] = isSocket ? [other, file] : [file, other];
      const folder = removedFolder(unitOf(service));
      const stream = folder && streamBelow(unitOf(socket), folder.names);
      const place = isSocket ? stream?.value : folder?.option.value;
      if (!folder || !stream || !place) continue;
      yield {
        start: place.start,
        end: place.end,
        message: l10n.t(
          'When the service stops, systemd removes its RuntimeDirectory with the socket of {0} in it, and nobody reaches it any more.',
          baseOf(socket),
        ),
        fixes: [
          {
            title: l10n.t('Add "{0}"', 'RuntimeDirectoryPreserve=yes'),
            edits: [
              {
                ...lineBehind(service, folder.option.statement, 'RuntimeDirectoryPreserve=yes'),
                ...(service !== file && { file: service }),
              },
            ],
          },
        ],
      };
    }
  },
};

function removedFolder(unit: Unit): { option: Option; names: string[] } | undefined {
  const preserve = unit.last('Service', 'RuntimeDirectoryPreserve')?.value?.text ?? 'no';
  const option = unit.last('Service', 'RuntimeDirectory');
  if (!option?.value || !/^(?:no|false|0|off)$/i.test(preserve)) return undefined;
  return { option, names: option.value.text.split(/\s+/) };
}

function streamBelow(unit: Unit, names: readonly string[]): Option | undefined {
  return unit
    .all('Socket', 'ListenStream')
    .find(({ value }) => value && names.some((name) => today(value.text).startsWith(`/run/${name}/`)));
}
