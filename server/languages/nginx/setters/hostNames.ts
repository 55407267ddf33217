/** Host names with wildcards as keys of one hash: ngx_hash_add_key (src/core/ngx_hash.c). */
export class HostNames {
  private readonly exact = new Set<string>();
  private readonly heads = new Set<string>();
  private readonly tails = new Set<string>();

  /** Why nginx refuses the key, if it does. */
  add(key: string, hasWildcards: boolean): 'invalid' | 'conflict' | undefined {
    const name = key.toLowerCase();
    if (!hasWildcards) return add(this.exact, name);
    const stars = name.split('*').length - 1;
    if (stars > 1 || name.includes('..')) return 'invalid';
    if (name.length > 1 && name.startsWith('.'))
      return add(this.exact, name.slice(1)) ?? add(this.heads, name.slice(1));
    if (name.length > 2 && name.startsWith('*.')) return add(this.heads, name.slice(2));
    if (name.length > 2 && name.endsWith('.*')) return add(this.tails, name.slice(0, -2));
    return stars > 0 ? 'invalid' : add(this.exact, name);
  }
}

function add(names: Set<string>, name: string): 'conflict' | undefined {
  if (names.has(name)) return 'conflict';
  names.add(name);
  return undefined;
}
