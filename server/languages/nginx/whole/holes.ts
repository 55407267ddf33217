/** What a template or the environment fills in. */

/** Whether a template or the environment is to fill something in. */
export function isHole(name: string): boolean {
  return /\$\{|\{\{|\{%|<%/.test(name);
}
