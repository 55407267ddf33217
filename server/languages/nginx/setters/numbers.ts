/** Numbers, sizes and times as ngx_atoi (src/core/ngx_string.c) and src/core/ngx_parse.c read them; undefined where they do not. */

const most = 2n ** 63n - 1n;

/** ngx_atoi. */
export function parseNumber(text: string): number | undefined {
  return scaled(text, text.length, 1);
}

/** ngx_parse_size. */
export function parseSize(text: string): number | undefined {
  const unit = text.charAt(text.length - 1);
  if (unit === 'k' || unit === 'K') return scaled(text, text.length - 1, 1024);
  if (unit === 'm' || unit === 'M') return scaled(text, text.length - 1, 1024 ** 2);
  return scaled(text, text.length, 1);
}

/** ngx_parse_offset. */
export function parseOffset(text: string): number | undefined {
  const unit = text.charAt(text.length - 1);
  return unit === 'g' || unit === 'G' ? scaled(text, text.length - 1, 1024 ** 3) : parseSize(text);
}

/** Digits up to an end, times a scale, if that fits in 63 bits. */
function scaled(text: string, end: number, scale: number): number | undefined {
  if (end <= 0) return undefined;
  let value = 0;
  for (let index = 0; index < end; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  value *= scale;
  if (value <= Number.MAX_SAFE_INTEGER) return value;
  return BigInt(text.slice(0, end)) * BigInt(scale) > most ? undefined : value;
}

const inSeconds: Readonly<Record<string, number>> = {
  y: 31536000,
  M: 2592000,
  w: 604800,
  d: 86400,
  h: 3600,
  m: 60,
  s: 1,
};
/** The units from the largest: each may stand only after larger ones. */
const order = 'yMwdhms';

/** ngx_parse_time, in seconds or milliseconds: `1h 30m`; years, months and parts of a second depend on which it is. */
export function parseTime(text: string, isSeconds: boolean): number | undefined {
  let value = 0;
  let total = 0;
  let isValid = false;
  let step = isSeconds ? -1 : order.indexOf('M');
  const scale = isSeconds ? 1 : 1000;
  for (let index = 0; index < text.length; ) {
    const digits = digitsFrom(text, index);
    if (digits > index) {
      const whole = text.slice(index, digits);
      if (whole.length > 15 && BigInt(whole) > most) return undefined;
      value = Number(whole);
      isValid = true;
      index = digits;
      continue;
    }
    const char = text.charAt(index++);
    let unit: number;
    if (char === 'm' && text.charAt(index) === 's') {
      if (isSeconds || step >= order.length) return undefined;
      index++;
      step = order.length;
      unit = 1;
    } else if (char === ' ') {
      if (step >= order.indexOf('s')) return undefined;
      step = order.length + 1;
      unit = scale;
    } else {
      const rank = order.indexOf(char);
      if (rank < 0 || step >= rank) return undefined;
      step = rank;
      unit = (inSeconds[char] ?? 1) * scale;
    }
    total += value * unit;
    value = 0;
    while (text.charAt(index) === ' ') index++;
  }
  if (!isValid) return undefined;
  total += value * scale;
  return total > Number(most) ? undefined : total;
}

function digitsFrom(text: string, from: number): number {
  let end = from;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return end;
}

/** ngx_atofp: a number with at most so many places, times ten to their power. */
export function parseFixed(text: string, places: number): number | undefined {
  if (text === '') return undefined;
  let value = 0;
  let left = places;
  let hasPoint = false;
  for (const char of text) {
    if (left === 0) return undefined;
    if (char === '.') {
      if (hasPoint) return undefined;
      hasPoint = true;
      continue;
    }
    if (char < '0' || char > '9') return undefined;
    value = value * 10 + Number(char);
    if (hasPoint) left--;
  }
  return value * 10 ** left;
}

/** ngx_hextoi, of one byte. */
export function parseHexByte(text: string): number | undefined {
  if (!/^[0-9a-f]+$/i.test(text)) return undefined;
  const value = Number.parseInt(text, 16);
  return value > 255 ? undefined : value;
}
