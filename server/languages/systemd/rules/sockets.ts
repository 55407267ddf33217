/** A service and the socket that systemd opens for it. */
import * as l10n from '@vscode/l10n';
import type { File, Project, Rule } from '../../../types.ts';
import { changeTo, lineBehind } from '../edits.ts';
import { today, withoutFlag } from '../service.ts';
import { baseOf, isGunicorns, type Option, servicesOf, socketsOf, type Unit, unitOf } from '../unit.ts';

export const ignoredBind: Rule = {
  id: 'ignored-bind',
  severity: 'warning',
  *check(file, project) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    const sockets = call ? socketsOf(file, project) : [];
    const streams = sockets.flatMap((socket) => unitOf(socket).all('Socket', 'ListenStream')).map(addressOf);
    if (!call || sockets.length === 0) return;
    for (const flag of call.facts.read.flags) {
      const { setting, value, name, isDynamic } = flag;
      if (setting !== 'bind' || !value || isDynamic) continue;
      const isSame = streams.includes(plainAddress(value.text));
      yield {
        start: name.start,
        end: value.end,
        // Started without its socket, Gunicorn would bind the same address.
        severity: isSame ? 'hint' : 'warning',
        message: isSame
          ? l10n.t(
              '{0} opens this address already: Gunicorn takes it from systemd and passes over "--bind".',
              sockets.map(baseOf).join(', '),
            )
          : l10n.t(
              'Gunicorn passes over "--bind": systemd passes it the socket of {0}, which is {1}.',
              sockets.map(baseOf).join(', '),
              streams.join(', ') || '?',
            ),
        fixes: [withoutFlag(file, flag)],
      };
    }
  },
};

function addressOf({ value }: Option): string {
  return today(value?.text ?? '').replace(/^(\d+)$/, ':$1');
}

function plainAddress(text: string): string {
  return today(text.replace(/^unix:(?:\/\/)?|^tcp:\/\//, '')).replace(/^(?:0\.0\.0\.0|\[::\])(?=:)/, '');
}

export const unpairedSocket: Rule = {
  id: 'unpaired-socket',
  severity: 'warning',
  *check(file, project) {
    const unit = unitOf(file);
    if (unit.starts.length === 0 || unit.isDropIn) return;
    const passed = socketsOf(file, project);
    for (const { option, name, start } of socketsNamed(unit)) {
      const socket = socketCalled(project, file, name);
      if (!socket || passed.includes(socket)) continue;
      yield {
        start,
        end: start + name.length,
        message: l10n.t(
          'systemd passes {0} to {1}, not to this service: their names are not the same, and the socket has no "Service".',
          name,
          name.replace(/\.socket$/, '.service'),
        ),
        fixes: pairedBy(file, socket, option),
      };
    }
    const [socket] = passed;
    const [call] = unit.starts;
    if (!socket || !call || socketsNamed(unit).some(({ name }) => name === baseOf(socket))) return;
    const line = `Requires=${baseOf(socket)}`;
    const section = file.tree.statements.find(({ name, body }) => body && name.text === 'Unit');
    yield {
      start: call.option.statement.name.start,
      end: call.option.statement.name.end,
      severity: 'hint',
      message: l10n.t(
        'Started by itself, the service has no socket from {0}: "{1}" starts the socket first.',
        baseOf(socket),
        line,
      ),
      fixes: section
        ? [{ title: l10n.t('Add "{0}"', line), edits: [lineBehind(file, section.body?.at(-1) ?? section.name, line)] }]
        : [],
    };
  },
};

interface NamedSocket {
  option: Option;
  name: string;
  start: number;
}

function socketsNamed(unit: Unit): NamedSocket[] {
  return unit.options.flatMap((option) => {
    const { key, value } = option;
    if (!value || !/^(?:Requires|Wants|BindsTo|Requisite|Sockets)$/.test(key)) return [];
    return [...value.text.matchAll(/[^\s]+\.socket(?!\S)/g)].map((found) => ({
      option,
      name: found[0],
      start: value.start + found.index,
    }));
  });
}

function socketCalled(project: Project, file: File, name: string): File | undefined {
  const found = project.files().filter((other) => other.language === file.language && baseOf(other) === name);
  return found.length === 1 && unitOf(found[0] ?? file).last('Socket', 'ListenStream') ? found[0] : undefined;
}

function pairedBy(file: File, socket: File, { statement }: Option) {
  const stream = unitOf(socket).last('Socket', 'ListenStream');
  const line = `Service=${baseOf(file)}`;
  return stream && statement
    ? [
        {
          title: l10n.t('Add "{0}" in {1}', line, baseOf(socket)),
          edits: [{ ...lineBehind(socket, stream.statement, line), file: socket }],
        },
      ]
    : [];
}

export const socketOwner: Rule = {
  id: 'socket-owner',
  severity: 'warning',
  *check(file, project) {
    const unit = unitOf(file);
    if (!unit.isSocket || !isGunicorns(file, project)) return;
    // These are for the commands of the socket, where it has some.
    const hasCommands = unit.options.some(({ section, key }) => section === 'Socket' && key.startsWith('Exec'));
    for (const key of ['User', 'Group']) {
      const option = unit.last('Socket', key);
      if (!option?.value || hasCommands) continue;
      const { name } = option.statement;
      const right = `Socket${key}`;
      yield {
        start: name.start,
        end: name.end,
        message: l10n.t(
          '"{0}" of a socket is for its commands, and there are none: the owner of the file is "{1}".',
          key,
          right,
        ),
        fixes: [changeTo(name, right, !unit.last('Socket', right))],
      };
    }
    const mode = unit.last('Socket', 'SocketMode')?.value;
    const isOwned = ['SocketUser', 'SocketGroup', 'User', 'Group'].some((key) => unit.last('Socket', key));
    if (mode && !isOwned && /^0?[67][0-7]?0$/.test(mode.text) && !unit.isDropIn && servicesOf(file, project).length > 0)
      yield {
        start: mode.start,
        end: mode.end,
        severity: 'information',
        message: l10n.t(
          'Only root may connect to this socket: SocketUser or SocketGroup gives it to the user of nginx.',
        ),
      };
  },
};
