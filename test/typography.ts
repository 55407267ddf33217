/** The typography of the project's Chinese texts: full-width punctuation, and a space between Chinese and everything Latin. */

const rules: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Han}[-\w{}`“$#]|[-\w{}`”$%]\p{Script=Han}/u, 'a space is missing'],
  [/\s[，。：；？！、（）…]|[，。：；？！、（）…](?! ·)[^\S\n]/u, 'a space stands beside full-width punctuation'],
  [/[\p{Script=Han}”}`] ?[,:;?!()](?!\/)|[,:;?!()] ?[\p{Script=Han}“{`]/u, 'punctuation is half-width'],
  [/[\p{Script=Han}”}`]\.(?!\w)/u, 'a full stop is half-width'],
  [/["']/, 'quotes are not “ ”'],
  [/\p{Script=Han}[^\S\n]+\p{Script=Han}/u, 'a space stands between Chinese characters'],
];

/** What is wrong with a Chinese text of one or more lines; code, quoted words without Chinese, and addresses are left alone. */
export function typographyFaults(text: string): string[] {
  const prose = text
    .replace(/`[^`]*`/g, '`x`')
    .replace(/“[^”\p{Script=Han}]*”/gu, '“x”')
    .replace(/<https?:[^>]*>/g, 'x')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return prose.split('\n').flatMap((line) =>
    rules.flatMap(([wrong, fault]) => {
      const found = wrong.exec(line);
      return found ? [`${fault}: ${line.slice(Math.max(0, found.index - 8), found.index + 8)}`] : [];
    }),
  );
}
