/** Pairs of options that supervisord refuses together. */
import * as l10n from '@vscode/l10n';
import type { Finding, Rule } from '../../../types.ts';
import { isOff, isOn, type Option, removal, type Section, sectionsOf } from '../options.ts';
import { programs } from '../reference.ts';

export const conflictingOptions: Rule = {
  id: 'conflicting-options',
  severity: 'error',
  *check(file) {
    for (const section of sectionsOf(file)) {
      const { kind, options } = section;
      if (programs.has(kind) && (kind !== 'program' || options.has('killasgroup')))
        yield* ofProgram(file.text, section);
      if (kind === 'unix_http_server' || kind === 'inet_http_server') yield* ofServer(section);
    }
  },
};

function* ofProgram(text: string, { kind, options }: Section): Iterable<Finding> {
  const kill = options.get('killasgroup');
  if (kill && isOn(options.get('stopasgroup')) && isOff(kill))
    yield {
      ...spanOf(kill),
      message: l10n.t('supervisord refuses killasgroup=false beside stopasgroup=true.'),
      fixes: [removal(text, kill.statement)],
    };
  const redirect = options.get('redirect_stderr');
  if (kind === 'eventlistener' && redirect && isOn(redirect))
    yield {
      ...spanOf(redirect),
      message: l10n.t(
        'supervisord refuses redirect_stderr in an event listener: its standard output is for the protocol.',
      ),
      fixes: [removal(text, redirect.statement)],
    };
  const socket = options.get('socket')?.value?.text ?? '';
  for (const name of ['socket_owner', 'socket_mode']) {
    const option = options.get(name);
    if (kind === 'fcgi-program' && option?.value && socket.startsWith('tcp://'))
      yield {
        ...spanOf(option),
        message: l10n.t('supervisord refuses {0} for a TCP socket.', name),
        fixes: [removal(text, option.statement)],
      };
  }
}

function* ofServer({ options }: Section): Iterable<Finding> {
  const [name, password] = [options.get('username'), options.get('password')];
  const lone = name && !password ? name : password && !name ? password : undefined;
  if (lone)
    yield {
      ...spanOf(lone),
      message: l10n.t('supervisord takes username and password only together.'),
    };
}

function spanOf({ statement }: Option): { start: number; end: number } {
  return { start: statement.start, end: statement.end };
}
