/** The end of a `*_by_lua_block`, as ngx_http_lua_lex.c finds it: braces count outside of Lua's strings, long brackets and comments. */
export function skipLua(text: string, start: number): number {
  let depth = 0;
  let position = start;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === '}') {
      if (depth === 0) return position;
      depth--;
    } else if (character === '{') depth++;
    else if (character === '"' || character === "'") position = skipString(text, position, character);
    else if (character === '[') position = skipLongBracket(text, position);
    else if (character === '-' && text.charAt(position + 1) === '-') position = skipComment(text, position + 2);
    position++;
  }
  return -1;
}

/** Each skip answers with the offset of the last character of what it has passed. */
function skipString(text: string, start: number, quote: string): number {
  let position = start + 1;
  while (position < text.length && text.charAt(position) !== quote) position += text.charAt(position) === '\\' ? 2 : 1;
  return position;
}

function skipLongBracket(text: string, start: number): number {
  let open = start + 1;
  while (text.charAt(open) === '=') open++;
  if (text.charAt(open) !== '[') return start;
  const closing = `]${'='.repeat(open - start - 1)}]`;
  const end = text.indexOf(closing, open + 1);
  return end < 0 ? text.length : end + closing.length - 1;
}

function skipComment(text: string, start: number): number {
  if (text.charAt(start) === '[') {
    const end = skipLongBracket(text, start);
    if (end > start) return end;
  }
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
