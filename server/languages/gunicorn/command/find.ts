/** Where Gunicorn is called among the words of a command, through whatever stands in front of it. */
import type { Span } from '../../../types.ts';
import { commandWords, type Quoting, type Word } from '../../shellWords.ts';
import { removed } from '../settings.ts';

export interface Call {
  program: Word;
  /** How Gunicorn is named: its own name, a module of Python, a program it no longer has, a slip of the keyboard; or it is $GUNICORN_CMD_ARGS. */
  kind: 'program' | 'module' | 'removed' | 'misspelt' | 'environment';
  words: Word[];
  quoting: Quoting;
  /** Variables set in front of the command, on the same line. */
  variables: { name: string; value: string; word: Word }[];
  span: Span;
}

const deepest = 4;

/** Variables of a script that hold the path of a program, by their names. */
export type Programs = ReadonlyMap<string, string>;

export const noPrograms: Programs = new Map();

/** Every call between the offsets of the text. */
export function callsIn(
  text: string,
  span: Span,
  quoting: Quoting,
  programs: Programs = noPrograms,
  depth = 0,
): Call[] {
  if (depth > deepest) return [];
  const calls: Call[] = [];
  for (const words of commandsOf(commandWords(text, span, quoting))) {
    const call = callOf(words, text, quoting, programs, depth);
    calls.push(...call);
  }
  return calls;
}

function commandsOf(words: readonly Word[]): Word[][] {
  const commands: Word[][] = [[]];
  let isTarget = false;
  for (const word of words) {
    if (!word.isOperator) {
      // The file that something is written to is no argument.
      if (!isTarget) commands[commands.length - 1]?.push(word);
      isTarget = false;
    } else if (/^(?:&?>>?|<<?|[<>]&)$/.test(word.text)) {
      isTarget = true;
      const command = commands[commands.length - 1];
      const last = command?.[command.length - 1];
      // The 2 of 2>&1.
      if (last && last.end === word.start && /^\d$/.test(last.text)) command?.pop();
    } else commands.push([]);
  }
  return commands.filter(({ length }) => length > 0);
}

function callOf(all: readonly Word[], text: string, quoting: Quoting, programs: Programs, depth: number): Call[] {
  const variables: Call['variables'] = [];
  let words = [...all];
  for (let steps = 0; steps < 12; steps++) {
    const [first, ...rest] = words;
    if (!first) return [];
    const set = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(first.text);
    if (set?.[1] !== undefined) {
      variables.push({ name: set[1], value: set[2] ?? '', word: first });
      words = rest;
      continue;
    }
    // systemd's signs in front of a path.
    const name = first.text.replace(/^[@\-:+!]+(?=\/)/, '').replace(/^.*\//, '');
    const path = programs.get(/^\$\{?(\w+)\}?$/.exec(first.text)?.[1] ?? '');
    const kind = kindOf(name);
    if (path !== undefined && kindOf(path.replace(/^.*\//, '')) === 'program')
      return [{ program: first, kind: 'program', words: rest, quoting, variables, span: spanOf(first, rest) }];
    if (kind) return [{ program: first, kind, words: rest, quoting, variables, span: spanOf(first, rest) }];
    if (/^(?:ba|da|k|z|a)?sh$/.test(name)) return inShell(rest, text, quoting, programs, depth);
    if (/^python(?:\d(?:\.\d+)?)?$|^pypy3?$/.test((path ?? name).replace(/^.*\//, '')))
      return inPython(rest, quoting, variables);
    const next = behindWrapper(name, rest);
    if (!next) return [];
    words = next;
  }
  return [];
}

function spanOf(first: Word, rest: readonly Word[]): Span {
  return { start: first.start, end: rest[rest.length - 1]?.end ?? first.end };
}

/** Programs whose names are near to Gunicorn's and that are none of it. */
const namesakes = new Set(['unicorn', 'uvicorn', 'gunicornc']);

function kindOf(name: string): Call['kind'] | undefined {
  if (/^gunicorn(?:\d(?:\.\d+)?)?$/.test(name)) return 'program';
  if (removed.programs.has(name)) return 'removed';
  if (namesakes.has(name) || Math.abs(name.length - 'gunicorn'.length) > 1 || !/^[a-z]+$/.test(name)) return undefined;
  return isSlip(name) ? 'misspelt' : undefined;
}

/** Two letters changed about, or one too many, missing or wrong behind the first two. */
function isSlip(name: string): boolean {
  const right = 'gunicorn';
  if (name.length === right.length) {
    const wrong = [...right].flatMap((letter, index) => (name[index] === letter ? [] : [index]));
    const [first = 0, second = 0] = wrong;
    if (wrong.length === 2 && name[first] === right[second] && name[second] === right[first]) return true;
    return wrong.length === 1 && first > 0;
  }
  const [short, long] = name.length < right.length ? [name, right] : [right, name];
  const index = [...long].findIndex((letter, place) => short[place] !== letter);
  return short.slice(index) === long.slice(index + 1) && !(name.length < right.length && index === 0);
}

function inShell(words: readonly Word[], text: string, quoting: Quoting, programs: Programs, depth: number): Call[] {
  const flag = words.findIndex((word) => /^-\w*c\w*$/.test(word.text));
  const script = flag < 0 ? undefined : words[flag + 1];
  if (!script) return [];
  const isQuoted = script.quote !== '';
  const inner = isQuoted ? { start: script.start + 1, end: Math.max(script.start + 1, script.end - 1) } : script;
  return callsIn(text, inner, isQuoted ? 'shell' : quoting, programs, depth + 1);
}

function inPython(words: readonly Word[], quoting: Quoting, variables: Call['variables']): Call[] {
  const first = words.findIndex((word) => !/^-[bBdEiIOPqsSuvx]+$/.test(word.text));
  const [flag, name, ...rest] = words.slice(first < 0 ? words.length : first);
  if (!flag) return [];
  if (flag.text === '-m' && name) {
    const isModule = /^gunicorn(?:\.app\.wsgiapp)?$/.test(name.text);
    const kind = isModule ? 'module' : kindOf(name.text) === 'misspelt' ? 'misspelt' : undefined;
    return kind ? [{ program: name, kind, words: rest, quoting, variables, span: spanOf(name, rest) }] : [];
  }
  const isScript = kindOf(flag.text.replace(/^.*\//, '')) === 'program' && flag.text.includes('/');
  const behind = name ? [name, ...rest] : rest;
  return isScript
    ? [{ program: flag, kind: 'program', words: behind, quoting, variables, span: spanOf(flag, behind) }]
    : [];
}

interface Wrapper {
  /** Flags whose value is the next word; a flag that is glued to its value is one word anyhow. */
  values: string;
  /** Words in front of the command that are no flags. */
  words?: number | RegExp;
}

/** Programs that run what stands behind their own flags. */
const wrappers: Readonly<Record<string, Wrapper>> = {
  exec: { values: '-a' },
  command: { values: '' },
  nohup: { values: '' },
  time: { values: '-f -o' },
  env: { values: '-u -C -S --unset --chdir' },
  nice: { values: '-n --adjustment' },
  ionice: { values: '-c -n -p --class --classdata' },
  timeout: { values: '-k -s --kill-after --signal', words: 1 },
  sudo: { values: '-u -g -h -p -C -r -t -T -U -D -R --user --group --chdir' },
  doas: { values: '-u -C' },
  su: { values: '' },
  chpst: { values: '-u -U -b -/ -C -n -l -L -m -d -o -p -f -c -t -r -e' },
  setuidgid: { values: '', words: 1 },
  envuidgid: { values: '', words: 1 },
  envdir: { values: '', words: 1 },
  softlimit: { values: '-a -c -d -f -l -m -o -p -r -s -t' },
  'su-exec': { values: '', words: 1 },
  gosu: { values: '', words: 1 },
  'dumb-init': { values: '--rewrite -r' },
  tini: { values: '-e -p' },
  stdbuf: { values: '-i -o -e' },
  taskset: { values: '', words: 1 },
  authbind: { values: '--depth' },
  setpriv: { values: '' },
  'systemd-cat': { values: '-t -p' },
  'newrelic-admin': { values: '', words: /^run-(?:program|python)$/ },
  'ddtrace-run': { values: '' },
  'opentelemetry-instrument': { values: '--service_name --traces_exporter --metrics_exporter --logs_exporter' },
  'scout-apm': { values: '' },
  pipenv: { values: '', words: /^run$/ },
  poetry: { values: '', words: /^run$/ },
  uv: { values: '--with --python -p --extra --group --package --project --directory --env-file', words: /^run$/ },
  pdm: { values: '-p', words: /^run$/ },
  rye: { values: '', words: /^run$/ },
  hatch: { values: '-e', words: /^run$/ },
  honcho: { values: '-e -f', words: /^run$/ },
  foreman: { values: '-e -f', words: /^run$/ },
  forego: { values: '-e -f', words: /^run$/ },
  conda: { values: '-n --name -p --prefix', words: /^run$/ },
  micromamba: { values: '-n -p', words: /^run$/ },
  doppler: { values: '-p -c --project --config', words: /^run$/ },
  op: { values: '--env-file', words: /^run$/ },
  dotenv: { values: '-f -e', words: /^(?:run)?$/ },
  'start-stop-daemon': { values: '-p -u -g -c -d -x -a -n -s' },
  daemonize: { values: '-c -e -o -p -u -l' },
  lockf: { values: '-t' },
  flock: { values: '-w -E', words: 1 },
  'wait-for-it.sh': { values: '-t -h -p' },
  'wait-for-it': { values: '-t -h -p' },
};

/** The words behind a wrapper and its own; undefined where it is none. */
function behindWrapper(name: string, words: readonly Word[]): Word[] | undefined {
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (!wrapper) return undefined;
  const values = wrapper.values.split(' ');
  let left = typeof wrapper.words === 'number' ? wrapper.words : 0;
  let wanted = wrapper.words instanceof RegExp ? wrapper.words : undefined;
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (text === '--') return words.slice(index + 1);
    if (text.startsWith('-') && text.length > 1) {
      if (values.includes(text)) index++;
    } else if (wanted) {
      if (!wanted.test(text)) return undefined;
      wanted = undefined;
    } else if (left > 0) left--;
    else if (name.startsWith('wait-for') && /:\d+$/.test(text)) continue;
    else return words.slice(index);
  }
  return undefined;
}
