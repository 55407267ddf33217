/** Who includes whom, made of what each include statement leads to. */
import { components } from './circles.ts';
import { keyOf } from './environment.ts';
import { hasWildcard } from './searchPaths.ts';
import type { File, Placement, Statement } from './types.ts';

export interface Inclusion {
  file: File;
  statement: Statement;
}

/** An include statement with the keys of the files that it leads to; undefined where these are not known. */
export interface Step extends Inclusion {
  targets: { keys: readonly string[]; isSure: boolean } | undefined;
}

/** An include that leads back to the file that it stands in. */
export interface Circle {
  /** The file that it goes on with. */
  through: string;
  /** Nginx ends on it: a circle over a pattern goes on only until it has no more files to open, which a pattern does not mind. */
  isFatal: boolean;
}

export interface Inclusions {
  /** Keys of the files that a statement brings in; undefined when unknown. */
  included: Map<Statement, readonly string[] | undefined>;
  includers: Map<string, Inclusion[]>;
  circles: Map<Statement, Circle>;
  /** The keys of the files that one leads to, the circles among them. */
  next: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Files that belong together, by their keys, and as they were after some number of changes. */
export interface Group {
  keys: readonly string[];
  files: readonly File[];
  changes: number;
}

export interface Graph extends Inclusions {
  version: number;
  /** Files in their contexts, as far as someone has asked. */
  placed: WeakMap<File, File>;
  placements: WeakMap<File, readonly Placement[]>;
  /** Those that belong together, as far as someone has asked. */
  together: Map<string, Group>;
}

/** The statements that bring other files in. */
export function includesOf(file: File): readonly Statement[] {
  return file.language.includes?.statements(file) ?? [];
}

/** Whether it is one that others do not include. */
export function isMain(file: File): boolean {
  return file.language.includes?.isMain(file) ?? false;
}

export function patternOf(statement: Statement): string {
  return statement.args[0]?.text ?? '';
}

/** The graph without what leads round in circles. */
export function inclusionsOf(steps: readonly Step[]): Inclusions {
  const next = edges(steps);
  const inCircle = circular(next);
  const included = new Map<Statement, readonly string[] | undefined>();
  const includers = new Map<string, Inclusion[]>();
  const closing: { step: Step; target: string }[] = [];
  for (const step of steps) {
    const { file, statement, targets } = step;
    const own = keyOf(file.uri);
    const forward = targets?.keys.filter((target) => !inCircle(own, target));
    const back = targets?.keys.find((target) => inCircle(own, target));
    if (back !== undefined) closing.push({ step, target: back });
    const isLost = forward?.length === 0 && !hasWildcard(patternOf(statement));
    included.set(statement, isLost ? undefined : forward);
    for (const target of forward ?? []) {
      const known = includers.get(target);
      if (known) known.push({ file, statement });
      else includers.set(target, [{ file, statement }]);
    }
  }
  return { included, includers, circles: circlesOf(steps, closing), next };
}

/** Of the includes that close a circle, those of which it is certain where they lead. */
function circlesOf(steps: readonly Step[], closing: readonly { step: Step; target: string }[]): Map<Statement, Circle> {
  const circles = new Map<Statement, Circle>();
  if (closing.length === 0) return circles;
  const isPlain = ({ statement }: Step): boolean => !hasWildcard(patternOf(statement));
  const sure = steps.filter(({ targets }) => targets?.isSure);
  const isCertain = circular(edges(sure));
  const isFatal = circular(edges(sure.filter(isPlain)));
  for (const { step, target } of closing) {
    const own = keyOf(step.file.uri);
    if (!step.targets?.isSure || !isCertain(own, target)) continue;
    circles.set(step.statement, { through: target, isFatal: isPlain(step) && isFatal(own, target) });
  }
  return circles;
}

function edges(steps: readonly Step[]): Map<string, Set<string>> {
  const next = new Map<string, Set<string>>();
  for (const { file, targets } of steps) {
    const own = keyOf(file.uri);
    const following = next.get(own) ?? new Set();
    next.set(own, following);
    for (const key of targets?.keys ?? []) following.add(key);
  }
  return next;
}

/** Whether the step from one file to another is part of a circle. */
function circular(next: ReadonlyMap<string, ReadonlySet<string>>): (from: string, to: string) => boolean {
  const component = components(next);
  return (from, to) => from === to || (component.has(from) && component.get(from) === component.get(to));
}
