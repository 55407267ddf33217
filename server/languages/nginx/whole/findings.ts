/** What is found by looking at whole configurations, for each file that takes part. */
import { oncePerGroup } from '../../../memory.ts';
import type { File, Finding, Project } from '../../../types.ts';
import { certificates } from './certificates.ts';
import { charsets } from './charsets.ts';
import { type Configuration, configurations } from './configuration.ts';
import { duplicates } from './duplicates.ts';
import { formats } from './formats.ts';
import { listens } from './listens.ts';
import { protocols } from './protocols.ts';
import { sections } from './sections.ts';
import { serverNames } from './serverNames.ts';
import { upstreams } from './upstreams.ts';
import { variablesOf } from './variables.ts';
import { zones } from './zones.ts';

export const wholeRules = [
  'conflicting-listen',
  'conflicting-server-name',
  'conflicting-zone',
  'duplicate-directive',
  'empty-upstream',
  'incomplete-server',
  'invalid-value',
  'missing-certificate',
  'missing-events',
  'redefined-balancing',
  'redefined-protocols',
  'undefined-name',
  'undefined-variable',
  'upstream-with-port',
] as const;
export type WholeRule = (typeof wholeRules)[number];

export interface WholeFinding extends Finding {
  rule: WholeRule;
  file: File;
}

/** Looks through one configuration. */
export type Check = (configuration: Configuration) => Iterable<WholeFinding>;

const checks: readonly Check[] = [
  duplicates,
  sections,
  listens,
  serverNames,
  protocols,
  certificates,
  upstreams,
  zones,
  formats,
  charsets,
  variablesOf,
];

type Found = ReadonlyMap<string, readonly WholeFinding[]>;

export function wholeFindings(file: File, rule: WholeRule, project: Project): readonly WholeFinding[] {
  return (foundFor(file, project).get(keyOf(rule, file)) ?? []).filter((finding) => finding.file.tree === file.tree);
}

function keyOf(rule: WholeRule, { uri }: File): string {
  return `${rule} ${uri}`;
}

function foundFor(file: File, project: Project): Found {
  const together = project.together(file);
  return found(together.some(({ tree }) => tree === file.tree) ? together : [file, ...together], project);
}

const found = oncePerGroup((files, project): Found => {
  const byRule = new Map<string, WholeFinding[]>();
  const places = new Set<string>();
  for (const configuration of configurations(files, project))
    for (const check of checks)
      for (const finding of check(configuration)) {
        const key = keyOf(finding.rule, finding.file);
        // A file that several main files include is said to have each fault once.
        const place = `${key} ${finding.start} ${finding.end}`;
        if (places.has(place)) continue;
        places.add(place);
        const list = byRule.get(key);
        if (!list) byRule.set(key, [finding]);
        else list.push(finding);
      }
  return byRule;
});
