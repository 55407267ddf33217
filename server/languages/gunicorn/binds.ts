/** The addresses that Gunicorn binds to, as gunicorn.util.parse_address reads them. */
import type { NameUse, Span, Statement } from '../../types.ts';
import { type Address, addressUse, networkAddress } from '../addresses.ts';

/** Addresses with commas between them; `start` is where the text stands as it is. */
export function bindUses(text: string, start: number, statement: Statement): NameUse[] {
  const uses: NameUse[] = [];
  let from = 0;
  for (const part of text.split(',')) {
    const blanks = part.length - part.trimStart().length;
    const found = bindAddress(part.trim());
    if (found) {
      const at = start + from + blanks;
      const span: Span = { start: at + found.from, end: at + part.trim().length };
      const use = addressUse('definition', statement, span, found.address);
      if (use) uses.push(use);
    }
    from += part.length + 1;
  }
  return uses;
}

/** The address and where it begins in the text. */
function bindAddress(text: string): { address: Address; from: number } | undefined {
  const socket = /^unix:(?:\/\/)?(?=.)/.exec(text)?.[0];
  if (socket !== undefined)
    return { address: { path: text.slice(socket.length), host: '', port: 0 }, from: socket.length };
  if (text.startsWith('fd://')) return undefined;
  const from = /^tcp:\/\//.exec(text)?.[0].length ?? 0;
  const address = networkAddress(text.slice(from), 8000);
  return address && { address, from };
}
