/** Which nodes of a graph lead back to themselves. */

/** A number for each node, the same for those that lead to each other; after Tarjan, "Depth-first search and linear graph algorithms". */
export function components(next: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const component = new Map<string, number>();
  const open: string[] = [];
  for (const start of next.keys()) {
    if (order.has(start)) continue;
    const path: { node: string; rest: Iterator<string> }[] = [];
    const enter = (node: string): void => {
      order.set(node, order.size);
      lowest.set(node, order.size - 1);
      open.push(node);
      path.push({ node, rest: (next.get(node) ?? new Set<string>()).values() });
    };
    enter(start);
    const lower = (node: string, number = 0): void => {
      lowest.set(node, Math.min(lowest.get(node) ?? 0, number));
    };
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { node, rest } = step;
      const { value, done } = rest.next();
      if (!done) {
        if (!order.has(value)) enter(value);
        else if (!component.has(value)) lower(node, order.get(value));
        continue;
      }
      path.pop();
      if (lowest.get(node) === order.get(node)) {
        const own = order.get(node) ?? 0;
        for (let member = open.pop(); member !== undefined; member = open.pop()) {
          component.set(member, own);
          if (member === node) break;
        }
      }
      const above = path.at(-1)?.node;
      if (above !== undefined) lower(above, lowest.get(node));
    }
  }
  return component;
}

/** The nodes on the shortest way, with both ends; none where there is no way. */
export function wayFrom(next: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): string[] {
  const before = new Map<string, string | undefined>([[from, undefined]]);
  for (const node of before.keys()) {
    if (node === to) break;
    for (const following of next.get(node) ?? []) if (!before.has(following)) before.set(following, node);
  }
  const way: string[] = [];
  if (!before.has(to)) return way;
  for (let node: string | undefined = to; node !== undefined; node = before.get(node)) way.unshift(node);
  return way;
}
