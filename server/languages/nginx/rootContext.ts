/** In which context a file is read: said from outside, said by a comment, or seen from its statements. */
import { oncePerFile } from '../../memory.ts';
import type { File, Statement } from '../../types.ts';
import { allows } from './entries.ts';
import { contexts, directives, innerContext } from './reference.ts';

/** Enough statements to tell one context from another. */
const enough = 300;

export const rootContext = oncePerFile((file): string => {
  const context = [file.context, fromComment(file)].find((said) => said !== undefined && isContext(said));
  return context ?? fromStatements(file);
});

export function isContext(name: string): boolean {
  return (contexts as readonly string[]).includes(name);
}

/** Reads `# deploy-config-context: http`. */
function fromComment({ text, tree }: File): string | undefined {
  if (!text.includes('deploy-config-context')) return undefined;
  for (const comment of tree.comments) {
    const said = /^#+\s*deploy-config-context:\s*(.*?)\s*$/.exec(text.slice(comment.start, comment.end))?.[1];
    if (said !== undefined) return said;
  }
  return undefined;
}

/** The widest context in which most of the statements are allowed; "" when they tell nothing. */
function fromStatements(file: File): string {
  const { statements } = file.tree;
  if (statements.some(({ name, body }) => body && mainBlocks.has(name.text))) return 'main';
  if (/(^|\/)nginx\.conf(\.\w+)?$/.test(file.uri) && !statements.some(isServerOrLocation)) return 'main';
  let best: string[] = [];
  let most = 0;
  for (const context of contexts) {
    const count = countAllowed(statements, context, false);
    if (count > most) {
      most = count;
      best = [context];
    } else if (count === most && count > 0) best.push(context);
  }
  if (best.length < 2) return best[0] ?? fromPath(file.uri);
  let winner = best[0] ?? '';
  let deepest = -1;
  for (const context of best) {
    const count = countAllowed(statements, context, true);
    if (count > deepest) {
      deepest = count;
      winner = context;
    }
  }
  return winner;
}

/** Blocks that stand at the top of the main file and nowhere else. */
const mainBlocks = new Set(['events', 'http', 'stream', 'mail', 'rtmp', 'mgmt']);

function isServerOrLocation({ name, body }: Statement): boolean {
  return body !== undefined && (name.text === 'server' || name.text === 'location');
}

/** Where a file that says nothing yet lies tells what it is going to be. */
function fromPath(uri: string): string {
  if (/\/(sites-(available|enabled)|conf\.d|http\.d|vhosts?(\.d)?)\//.test(uri)) return 'http';
  return /\/streams?(\.d|-enabled|-available)?\//.test(uri) ? 'stream' : '';
}

function countAllowed(statements: readonly Statement[], context: string, deep: boolean): number {
  let left = enough;
  const count = (list: readonly Statement[], within: string): number => {
    let allowed = 0;
    for (const { name, body } of list) {
      if (left-- <= 0) break;
      const records = directives.get(name.text);
      if (!records?.some((record) => Boolean(record.block) === (body !== undefined) && allows(record, within)))
        continue;
      if (name.text !== 'include') allowed++;
      if (deep && body) allowed += count(body, innerContext(name.text, within));
    }
    return allowed;
  };
  return count(statements, context);
}
