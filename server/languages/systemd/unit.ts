/** A unit as systemd puts it together: its options by section, and which of its commands are Gunicorn's. */
import { embeddedFiles } from '../../embedded.ts';
import { oncePerFile } from '../../memory.ts';
import type { EmbeddedFile, File, Project, Statement, Token } from '../../types.ts';
import { type CommandFacts, commandFacts } from '../gunicorn/command/facts.ts';
import { type Kind, keysOf } from './keys.ts';

export interface Option {
  section: string;
  key: string;
  statement: Statement;
  /** Absent where nothing stands behind the sign, which takes back what a list has so far. */
  value: Token | undefined;
  kind: Kind | undefined;
  /** Somebody has yet to fill in a part of the value. */
  hasHole: boolean;
}

export interface Call {
  piece: EmbeddedFile;
  facts: CommandFacts;
  option: Option;
}

export interface Unit {
  options: readonly Option[];
  /** Those whose values are commands, and those that set variables. */
  commands: readonly Option[];
  environment: readonly Option[];
  /** The calls of Gunicorn that `ExecStart` makes, those aside that only look at the settings. */
  starts: readonly Call[];
  /** It says what another file begins: `NAME.service.d/override.conf`. */
  isDropIn: boolean;
  isSocket: boolean;
  /** Holes that a template fills in before systemd reads it. */
  isTemplate: boolean;
  /** What holds of a list: everything since it was last emptied. */
  all(section: string, key: string): readonly Option[];
  /** The last one, where it is not empty. */
  last(section: string, key: string): Option | undefined;
}

/** Holes of Jinja, Mustache, ERB, autoconf and the like. */
const hole = /\{\{|\{%|<%|@[A-Za-z_]+@|__[A-Z][A-Z_]+__|\$\{\{|\$\{[a-z_]+\.[\w.]+\}/;

/** Whether somebody has yet to fill in a part of the text. */
export function hasHole(text: string): boolean {
  return hole.test(text);
}

export const unitOf = oncePerFile((file): Unit => {
  const options = optionsOf(file);
  const byKey = new Map<string, Option[]>();
  for (const option of options) {
    const name = `${option.section} ${option.key}`;
    const known = byKey.get(name);
    if (known) known.push(option);
    else byKey.set(name, [option]);
  }
  const all = (section: string, key: string): readonly Option[] => {
    const list = byKey.get(`${section} ${key}`) ?? [];
    return list.slice(list.findLastIndex(({ value }) => !value) + 1);
  };
  return {
    options,
    commands: options.filter(({ kind, value }) => kind === 'command' && value !== undefined),
    environment: options.filter(({ key, kind }) => key === 'Environment' && kind !== undefined),
    starts: callsOf(file, options),
    isDropIn: /\.d\/[^/]*\.conf$/.test(file.uri),
    isSocket: options.some(({ section }) => section === 'Socket') || file.uri.endsWith('.socket'),
    isTemplate: /\{%|\{\{[#^/]|<%/.test(file.text),
    all,
    last: (section, key) => {
      const last = byKey.get(`${section} ${key}`)?.at(-1);
      return last?.value ? last : undefined;
    },
  };
});

function optionsOf({ text, tree }: File): Option[] {
  const options: Option[] = [];
  const mayHaveHoles = hasHole(text);
  for (const { name, body } of tree.statements) {
    const keys = keysOf.get(name.text);
    for (const statement of body ?? []) {
      const key = statement.name.text;
      const [value] = statement.args;
      const isOpen = mayHaveHoles && value !== undefined && hasHole(value.text);
      options.push({ section: name.text, key, statement, value, kind: keys?.get(key), hasHole: isOpen });
    }
  }
  return options;
}

function callsOf(file: File, options: readonly Option[]): Call[] {
  const commands = options.filter(({ section, key }) => section === 'Service' && key === 'ExecStart');
  let next = 0;
  return embeddedFiles(file).flatMap((piece) => {
    const facts = commandFacts(piece);
    // Both stand in the order of the text.
    while ((commands[next]?.value?.end ?? commands[next]?.statement.end ?? file.text.length) < piece.start) next++;
    const candidate = commands[next];
    const option = candidate?.value && candidate.value.start <= piece.start ? candidate : undefined;
    const isTrial = facts?.has('check_config') || facts?.has('print_config');
    return facts && facts.call.kind !== 'environment' && option && !isTrial ? [{ piece, facts, option }] : [];
  });
}

/** Units of others are the business of other extensions. A drop-in is Gunicorn's when its folder says so. */
export function isGunicorns(file: File, project: Project): boolean {
  if (embeddedFiles(file).length > 0 || /gunicorn[^/]*(?:\.d\/[^/]*)?$/i.test(file.uri)) return true;
  return unitOf(file).isSocket && servicesOf(file, project).length > 0;
}

/** The services that the socket starts, those of Gunicorn. */
export function servicesOf(file: File, project: Project): readonly File[] {
  const said = unitOf(file).last('Socket', 'Service')?.value?.text;
  const name = said ?? baseOf(file).replace(/\.socket$/, '.service');
  return beside(file, project, name).filter((other) => unitOf(other).starts.length > 0);
}

/** The sockets that systemd passes to the service: those of its name, those that name it and those that it names. */
export function socketsOf(file: File, project: Project): readonly File[] {
  const own = baseOf(file);
  const named = unitOf(file)
    .all('Service', 'Sockets')
    .flatMap(({ value }) => value?.text.split(/\s+/) ?? []);
  return project.files().filter((other) => {
    if (other.language !== file.language || !other.uri.endsWith('.socket')) return false;
    const service = unitOf(other).last('Socket', 'Service')?.value?.text;
    const name = baseOf(other);
    return named.includes(name) || (service ?? name.replace(/\.socket$/, '.service')) === own;
  });
}

/** The units of this name, those of the same folder alone where there are some. */
function beside(file: File, project: Project, name: string): File[] {
  const found = project.files().filter((other) => other.language === file.language && baseOf(other) === name);
  const folder = file.uri.slice(0, file.uri.lastIndexOf('/') + 1);
  const near = found.filter(({ uri }) => uri.startsWith(folder) && !uri.slice(folder.length).includes('/'));
  return near.length > 0 ? near : found;
}

export function baseOf({ uri }: File): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
