/** How the service is stopped and reloaded, which Gunicorn does by signals. */
import * as l10n from '@vscode/l10n';
import type { File, Finding, Rule, Token } from '../../../types.ts';
import { changeTo } from '../edits.ts';
import { settingOf } from '../service.ts';
import { type Option, unitOf } from '../unit.ts';
import { secondsOf } from '../values.ts';
import { wordsOf } from '../words.ts';

const wholeSeconds = /^\s*\d+\s*$/;
/** What Gunicorn takes for a quick end. */
const quick: ReadonlySet<string> = new Set(['INT', 'QUIT', 'KILL', '2', '3', '9']);
/** What Gunicorn takes for other orders. */
const orders: ReadonlySet<string> = new Set(['HUP', 'USR1', 'USR2', 'TTIN', 'TTOU', 'WINCH', '1', '10', '12', '28']);

export const shortStopTime: Rule = {
  id: 'short-stop-time',
  severity: 'warning',
  *check(file, project) {
    const unit = unitOf(file);
    const [call] = unit.starts;
    const option = unit.last('Service', 'TimeoutStopSec') ?? unit.last('Service', 'TimeoutSec');
    const seconds = secondsOf(option?.value?.text ?? '');
    if (!call || !option?.value || seconds === undefined || seconds === 0) return;
    const graceful = settingOf(file, call, 'graceful_timeout', '30', project);
    if (!graceful || !wholeSeconds.test(graceful.text) || seconds >= Number(graceful.text)) return;
    const { start, end } = option.value;
    yield {
      start,
      end,
      severity: graceful.isSaid ? 'warning' : 'information',
      message: l10n.t(
        'systemd kills Gunicorn {0} s after it has asked it to stop, and Gunicorn lets requests go on for {1} s: what takes longer is cut off.',
        seconds,
        Number(graceful.text),
      ),
      fixes: [changeTo(option.value, String(Number(graceful.text) + 5))],
    };
  },
};

export const ungracefulStopSignal: Rule = {
  id: 'ungraceful-stop-signal',
  severity: 'warning',
  *check(file) {
    const unit = unitOf(file);
    if (unit.starts.length === 0) return;
    const signal = unit.last('Service', 'KillSignal')?.value;
    const found = signal && stopFault(signal);
    if (found) yield found;
    for (const option of unit.all('Service', 'ExecStop')) {
      const sent = signalSent(file, option)?.signal;
      const fault = sent && stopFault(sent);
      if (fault) yield fault;
    }
  },
};

function stopFault(signal: Token): Finding | undefined {
  const name = plainName(signal.text);
  if (!quick.has(name) && !orders.has(name)) return undefined;
  const { start, end } = signal;
  return {
    start,
    end,
    message: quick.has(name)
      ? l10n.t('On {0} Gunicorn ends at once and its requests are cut off: TERM lets them finish.', signal.text)
      : l10n.t('{0} does not stop Gunicorn: systemd waits and kills it. TERM stops it.', signal.text),
    fixes: [changeTo(signal, signal.text.startsWith('SIG') ? 'SIGTERM' : 'TERM')],
  };
}

export const reloadSignal: Rule = {
  id: 'wrong-reload-command',
  severity: 'warning',
  *check(file) {
    const unit = unitOf(file);
    if (unit.starts.length === 0) return;
    for (const option of unit.all('Service', 'ExecReload')) {
      const sent = signalSent(file, option);
      if (!sent) continue;
      const name = plainName(sent.signal?.text ?? 'TERM');
      if (/^(?:TERM|INT|QUIT|KILL|15|2|3|9)$/.test(name)) {
        const place = sent.signal ?? sent.program;
        yield {
          start: place.start,
          end: place.end,
          message: l10n.t('{0} stops Gunicorn; HUP has it load the code and the settings again.', name),
          fixes: sent.signal ? [changeTo(sent.signal, sent.signal.text.startsWith('SIG') ? 'SIGHUP' : 'HUP')] : [],
        };
      } else if (!sent.hasProcess)
        yield {
          start: sent.program.start,
          end: sent.program.end,
          message: l10n.t('Nobody gets the signal: the process is missing, $MAINPID.'),
          fixes: [
            {
              title: l10n.t('Add "{0}"', '$MAINPID'),
              edits: [{ start: sent.end, end: sent.end, text: ' $MAINPID' }],
            },
          ],
        };
    }
  },
};

interface Sent {
  program: Token;
  /** The name or number without its sign; absent where kill takes its default. */
  signal: Token | undefined;
  hasProcess: boolean;
  end: number;
}

/** What `kill` sends, where that is the command. */
function signalSent(file: File, { value }: Option): Sent | undefined {
  const [program, ...rest] = value ? wordsOf(file, value).words : [];
  if (!program || !/^[@:+!|-]*(?:\S*\/)?p?kill$/.test(program.text)) return undefined;
  let signal: Token | undefined;
  let words = 0;
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index];
    if (!word) break;
    if (/^(?:-s|--signal)$/.test(word.text)) {
      signal = rest[index + 1];
      index++;
    } else if (/^--signal=/.test(word.text)) signal = partOf(word, 9);
    else if (/^-(?:[A-Z]+\d?|\d+)$/.test(word.text) && signal === undefined) signal = partOf(word, 1);
    else if (!word.text.startsWith('-')) words++;
  }
  return { program, signal, hasProcess: words > 0, end: rest.at(-1)?.end ?? program.end };
}

function partOf(word: Token, from: number): Token {
  return { start: word.start + from, end: word.end, text: word.text.slice(from), quote: '' };
}

function plainName(text: string): string {
  return text.toUpperCase().replace(/^SIG/, '');
}

export const leftBehind: Rule = {
  id: 'workers-left-behind',
  severity: 'hint',
  *check(file) {
    const unit = unitOf(file);
    const mode = unit.last('Service', 'KillMode')?.value;
    if (unit.starts.length === 0 || !mode || !/^(?:process|none)$/.test(mode.text)) return;
    const isNone = mode.text === 'none';
    yield {
      start: mode.start,
      end: mode.end,
      severity: isNone ? 'warning' : 'hint',
      message: isNone
        ? l10n.t(
            'With KillMode=none systemd stops nothing: Gunicorn and its workers run on, and hold the address. systemd warns of it.',
          )
        : l10n.t(
            'When systemd has to kill Gunicorn, its workers stay behind and hold the address: KillMode=mixed ends them too.',
          ),
      fixes: [changeTo(mode, 'mixed')],
    };
  },
};
