/**
 * Tests are pictures: the text as a user sees it, `<|>` for the cursor, and below a line what is found there, with carets
 * under the place. A check that fails shows the picture as it is now, so that mending an expectation is a paste.
 */
import assert, { AssertionError } from 'node:assert/strict';
import { type Completion, complete } from '../server/features/completion.ts';
import { definition, references } from '../server/features/definition.ts';
import { applyEdits, fixAll, fixesAt } from '../server/features/fixes.ts';
import { folds } from '../server/features/folding.ts';
import { format } from '../server/features/format.ts';
import { hover } from '../server/features/hover.ts';
import { links } from '../server/features/links.ts';
import { problems, type RuleSeverities } from '../server/features/problems.ts';
import { rename } from '../server/features/rename.ts';
import { symbols } from '../server/features/symbols.ts';
import { languageIdByPath } from '../server/languages/detection.ts';
import { languageById } from '../server/languages/index.ts';
import type { Named } from '../server/names.ts';
import { defaultOptions, type Options } from '../server/options.ts';
import type {
  DocumentationLanguage,
  File,
  FormatStyle,
  Language,
  LanguageId,
  Lost,
  OutlineItem,
  Placement,
  Problem,
  Project,
  Span,
  Statement,
} from '../server/types.ts';

/** What stands around the text of a check. */
export interface Around {
  /** The path of the file in its folder. */
  name?: string;
  /** The context in which the file is read. */
  context?: string;
  /** The other files of the folder by their paths; what is not here is not known to anybody. */
  files?: Readonly<Record<string, string>>;
  /** Nothing is defined elsewhere. */
  complete?: boolean;
  severities?: RuleSeverities;
  /** What the user has set of the programs. */
  options?: Partial<Options>;
  documentation?: DocumentationLanguage;
}

/** A text of a language as a file in a folder, and the folder. */
export function setting(id: LanguageId, text: string, around: Around = {}): { file: File; project: Project } {
  const language = languageById(id) ?? assert.fail(`no language "${id}"`);
  const file = fileOf(language, around.name ?? 'app.conf', text, around.context);
  return { file, project: new Folder(file, around) };
}

function fileOf(language: Language, name: string, text: string, context?: string): File {
  return {
    uri: `file:///project/${name}`,
    text,
    tree: language.parse(text),
    language,
    ...(context !== undefined && { context }),
  };
}

/** Files that know each other by the paths in their `include` statements, where `*` stands for any name. */
class Folder implements Project {
  readonly options: Options;
  readonly complete: boolean;
  private readonly file: File;
  private readonly others: readonly File[];
  private readonly all: readonly File[];

  constructor(file: File, { files = {}, complete: isComplete = false, options = {} }: Around) {
    this.options = { ...defaultOptions, ...options };
    this.file = file;
    this.complete = isComplete;
    // Nobody opens .env as such; a Procfile brings it in.
    const idOf = (name: string) => (name.endsWith('.env') ? 'procfile' : (languageIdByPath(`/project/${name}`) ?? ''));
    const languageAt = (name: string) => languageById(idOf(name)) ?? file.language;
    this.others = Object.entries(files).map(([name, text]) => fileOf(languageAt(name), name, text));
    this.all = [file, ...this.others];
  }

  included(file: File, { args }: Statement): readonly File[] | undefined {
    const path = args[0]?.text ?? '';
    const found = [this.file, ...this.others]
      .filter(({ uri }) => uri !== file.uri && fits(uri, path))
      .sort((one, other) => (one.uri < other.uri ? -1 : 1));
    return found.length > 0 || path.includes('*') ? found : undefined;
  }

  /** The folders of which a file is given are known as a whole. */
  lost(file: File, statement: Statement): Lost | undefined {
    const path = statement.args[0]?.text ?? '';
    if (fits(file.uri, path)) return { kind: 'circle', way: [file], isFatal: !path.includes('*') };
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const isKnown = folder !== '' && this.others.some(({ uri }) => fits(uri, `${folder}*`));
    return isKnown && !this.included(file, statement) ? { kind: 'missing', uri: `file:///project/${path}` } : undefined;
  }

  placements(): readonly Placement[] {
    return [];
  }

  together(file: File): readonly File[] {
    return [file, ...this.others.filter(({ language }) => language === file.language)];
  }

  files(): readonly File[] {
    return this.all;
  }

  includers({ uri }: File): readonly { file: File; statement: Statement }[] {
    if (uri !== this.file.uri) return [];
    return this.others.flatMap((file) =>
      (file.language.includes?.statements(file) ?? [])
        .filter(({ args }) => fits(uri, args[0]?.text ?? ''))
        .map((statement) => ({ file, statement })),
    );
  }
}

function fits(uri: string, path: string): boolean {
  const pattern = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`/${pattern}$`).test(uri);
}

/** The picture with the line ends of Windows. */
export function crlf(picture: string): string {
  return picture.replaceAll('\n', '\r\n');
}

/** Every problem of the text: `^^^^ rule-id: message`, with the severity in parentheses where it is no error. */
export function checkProblems(id: LanguageId, picture: string, around?: Around): void {
  const text = withoutNotes(picture);
  const { file, project } = setting(id, text, around);
  const found = problems(file, project, around?.severities ?? {});
  comparePictures(withNotes(text, found.map(noteOf)), picture);
}

/** The problems of one kind alone, where the others would hide the point. */
export function checkRules(id: LanguageId, rules: readonly string[], picture: string, around?: Around): void {
  const text = withoutNotes(picture);
  const { file, project } = setting(id, text, around);
  const found = problems(file, project, around?.severities ?? {}).filter(({ rule }) => rules.includes(rule));
  comparePictures(withNotes(text, found.map(noteOf)), picture);
}

function noteOf(problem: Problem): Note {
  const { start, end, rule, severity, message } = problem;
  return { start, end, note: `${rule}${severity === 'error' ? '' : ` (${severity})`}: ${message}` };
}

/**
 * What the quick fix at the cursor makes of the text. Where the cursor has several, `title` says which; `elsewhere` is what it makes of
 * another file.
 */
export function checkFix(
  id: LanguageId,
  before: string,
  after: string,
  around?: Around & { title?: string; elsewhere?: string },
): void {
  const { text, offset } = cursorOf(before);
  const { file, project } = setting(id, text, around);
  const found = problems(file, project, around?.severities ?? {});
  const here = fixesAt(found, { start: offset, end: offset }).filter(({ fix }) => fix.edits.length > 0);
  const [chosen, second] = here.filter(({ fix }) => around?.title === undefined || fix.title === around.title);
  const offered = here.map(({ fix }) => `\n  ${fix.title}`).join('');
  if (!chosen) assert.fail(`no such fix here: ${offered}\n${withNotes(text, found.map(noteOf))}`);
  if (second) assert.fail(`a title must say which of these is meant:${offered}`);
  const mended = applyEdits(
    text,
    chosen.fix.edits.filter((edit) => !edit.file),
  );
  comparePictures(mended, after);
  const [other] = chosen.fix.edits.flatMap((edit) => edit.file ?? []);
  if (other || around?.elsewhere !== undefined) {
    const edits = chosen.fix.edits.filter((edit) => edit.file === other);
    comparePictures(applyEdits(other?.text ?? '', edits), around?.elsewhere ?? '');
    return;
  }
  const left = problems(
    { ...file, text: mended, tree: file.language.parse(mended) },
    project,
    around?.severities ?? {},
  );
  const count = (list: readonly Problem[]): number => list.filter(({ rule }) => rule === chosen.problem.rule).length;
  assert.ok(count(left) < count(found), `the fix leaves its problem:\n${withNotes(mended, left.map(noteOf))}`);
}

/** The titles of the quick fixes at the cursor; those that "fix all" applies bear a star. */
export function checkFixes(id: LanguageId, picture: string, titles: readonly string[], around?: Around): void {
  const { text, offset } = cursorOf(picture);
  const { file, project } = setting(id, text, around);
  const here = fixesAt(problems(file, project, around?.severities ?? {}), { start: offset, end: offset });
  assert.deepEqual(
    here.map(({ fix }) => `${fix.preferred ? '* ' : ''}${fix.title}`),
    titles,
  );
}

/** What "fix all" makes of the text, and that it then has nothing left to do. */
export function checkFixAll(id: LanguageId, before: string, after: string, around?: Around): void {
  const { file, project } = setting(id, before, around);
  const { text, fixed } = fixAll(file, project, around?.severities ?? {});
  comparePictures(text, after);
  assert.equal(fixed > 0, text !== before, 'something is counted when something is mended');
  const again = fixAll(setting(id, text, around).file, project, around?.severities ?? {});
  assert.equal(again.text, text, 'once is enough');
}

/**
 * The hover at the cursor: carets below it show how far it reaches, and its Markdown holds each of the pieces.
 * Without pieces there is no hover.
 */
export function checkHover(
  id: LanguageId,
  picture: string,
  pieces: readonly (string | RegExp)[],
  around?: Around & { lacks?: readonly (string | RegExp)[] },
): void {
  const marked = withoutNotes(picture);
  const { text, offset } = cursorOf(marked);
  const { file, project } = setting(id, text, around);
  const found = hover(file, project, offset, around?.documentation ?? 'en');
  if (!found || pieces.length === 0) {
    assert.equal(found?.markdown, pieces.length === 0 ? undefined : pieces.join('\n'));
    return;
  }
  const { start, end, markdown } = found;
  assert.ok(start <= offset && offset <= end, `the hover is about ${JSON.stringify(text.slice(start, end))}`);
  const shown = {
    start: start < offset ? start : start + cursor.length,
    end: end <= offset ? end : end + cursor.length,
  };
  if (picture !== marked) comparePictures(withNotes(marked, [{ ...shown, note: '' }]), picture);
  const holds = (piece: string | RegExp): boolean =>
    typeof piece === 'string' ? markdown.includes(piece) : piece.test(markdown);
  for (const piece of pieces) assert.ok(holds(piece), `${piece} is not in the hover:\n${markdown}`);
  for (const piece of around?.lacks ?? []) assert.ok(!holds(piece), `${piece} is in the hover:\n${markdown}`);
}

export interface Offers {
  /** The labels at the head of the list. */
  first?: readonly string[];
  /** Every label, in order. */
  all?: readonly string[];
  has?: readonly string[];
  lacks?: readonly string[];
}

/** What completion offers at the cursor, after an editor has left out what does not begin with what is typed. */
export function checkComplete(id: LanguageId, picture: string, offers: Offers, around?: Around): void {
  const labels = completionsAt(id, picture, around).map(({ label }) => label);
  if (offers.all) assert.deepEqual(labels, offers.all);
  if (offers.first) assert.deepEqual(labels.slice(0, offers.first.length), offers.first);
  for (const label of offers.has ?? [])
    assert.ok(labels.includes(label), `"${label}" is not among ${labels.join(' ')}`);
  for (const label of offers.lacks ?? []) assert.ok(!labels.includes(label), `"${label}" is offered`);
  assert.deepEqual(
    labels.filter((label, index) => labels.indexOf(label) !== index),
    [],
    'nothing is offered twice',
  );
}

/** The text after a completion is chosen, with the tab stops of its snippet as they are written. */
export function checkCompleted(id: LanguageId, picture: string, label: string, after: string, around?: Around): void {
  const { text } = cursorOf(picture);
  const found = completionsAt(id, picture, around);
  const chosen =
    found.find((completion) => completion.label === label) ??
    assert.fail(`"${label}" is not offered; there are ${found.map((other) => other.label).join(' ')}`);
  comparePictures(applyEdits(text, [{ start: chosen.start, end: chosen.end, text: chosen.insert }]), after);
}

function completionsAt(id: LanguageId, picture: string, around?: Around): Completion[] {
  const { text, offset } = cursorOf(picture);
  const { file, project } = setting(id, text, around);
  return complete(file, project, offset, around?.documentation ?? 'en')
    .filter(({ label, start }) => label.toLowerCase().startsWith(text.slice(start, offset).toLowerCase()))
    .sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

/** The outline: a line for each symbol, two blanks deeper for each level, its detail behind a dash. */
export function checkSymbols(id: LanguageId, text: string, outline: string, around?: Around): void {
  const { file } = setting(id, text, around);
  const lines = (items: readonly OutlineItem[], indentation: string): string[] =>
    items.flatMap((item) => {
      const { name, detail, selection, start, end, children } = item;
      assert.ok(start <= selection.start && selection.end <= end, `${name}: the selection lies inside`);
      return [`${indentation}${name}${detail === '' ? '' : ` - ${detail}`}`, ...lines(children, `${indentation}  `)];
    });
  comparePictures(`\n${lines(symbols(file), '').join('\n')}\n`, outline);
}

/** Folds: a line that ends in `«` or `«kind` folds everything down to the end of the line with its `»`. */
export function checkFolds(id: LanguageId, picture: string, around?: Around): void {
  const text = picture.replace(/ *«(comment|region)?|»/g, '');
  const { file } = setting(id, text, around);
  const marks = text.split('\n').map(() => ({ opens: '', closes: '' }));
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  for (const { start, end, kind } of folds(file).sort((a, b) => a.start - b.start || b.end - a.end)) {
    const first = marks[lineOf(start)];
    const last = marks[lineOf(end)];
    if (first) first.opens += ` «${kind ?? ''}`;
    if (last) last.closes += '»';
  }
  const lines = text.split('\n').map((line, index) => {
    const { opens = '', closes = '' } = marks[index] ?? {};
    return line.replace(/\r?$/, (end) => opens + closes + end);
  });
  comparePictures(lines.join('\n'), picture);
}

/** Each place of the definitions at the cursor, a line each: `path:line word`. */
export function checkDefinition(id: LanguageId, picture: string, places: readonly string[], around?: Around): void {
  const { text, offset } = cursorOf(picture);
  const { file, project } = setting(id, text, around);
  assert.deepEqual(definition(file, project, offset).map(placeOf), places);
}

/** Each place that means the same as the name at the cursor, the definitions with a star. */
export function checkReferences(id: LanguageId, picture: string, places: readonly string[], around?: Around): void {
  const { text, offset } = cursorOf(picture);
  const { file, project } = setting(id, text, around);
  const found = references(file, project, offset, true);
  assert.deepEqual(
    found.map((name) => `${name.use.role === 'definition' ? '* ' : ''}${placeOf(name)}`),
    places,
  );
  const used = references(file, project, offset, false);
  assert.deepEqual(
    used,
    found.filter(({ use }) => use.role === 'reference'),
  );
}

function placeOf({ file, use }: Named): string {
  const line = file.text.slice(0, use.start).split('\n').length;
  return `${file.uri.replace('file:///project/', '')}:${line} ${file.text.slice(use.start, use.end)}`;
}

/** What renaming makes of each file that it changes, or the sentence that refuses it. */
export function checkRename(
  id: LanguageId,
  picture: string,
  wanted: string,
  after: Readonly<Record<string, string>> | string,
  around?: Around,
): void {
  const { text, offset } = cursorOf(picture);
  const { file, project } = setting(id, text, around);
  const found = rename(file, project, offset, wanted);
  if ('refusal' in found) {
    assert.equal(found.refusal, after);
    return;
  }
  const texts = found.changes.map(({ file: other, edits }) => [
    other.uri.replace('file:///project/', ''),
    applyEdits(other.text, edits),
  ]);
  assert.deepEqual(Object.fromEntries(texts), after);
}

/** What formatting makes of the text, and that it then has nothing left to do. */
export function checkFormat(
  id: LanguageId,
  before: string,
  after: string,
  around?: Around & { style?: Partial<FormatStyle>; within?: Span },
): void {
  const style: FormatStyle = { indentation: '    ', alignment: 'keep', ...around?.style };
  const { file } = setting(id, before, around);
  const { edits, refusal } = format(file, style, around?.within);
  assert.equal(refusal, undefined);
  const text = applyEdits(before, edits);
  comparePictures(text, after);
  if (around?.within) return;
  assert.deepEqual(format(setting(id, text, around).file, style), { edits: [] }, 'once is enough');
}

/** Every link with its target: `^^^^ conf.d/*.conf`. */
export function checkLinks(id: LanguageId, picture: string, around?: Around): void {
  const text = withoutNotes(picture);
  const { file, project } = setting(id, text, around);
  const found = links(file, project).map(({ start, end, target }) => ({ start, end, note: target }));
  comparePictures(withNotes(text, found), picture);
}

/**
 * The tree: a line for each statement, its words parted by `·`; `{` opens a block, `}` says that the file closes it,
 * `<…>` is opaque. Comments are counted by their own test.
 */
export function checkTree(id: LanguageId, text: string, tree: string): void {
  const { file } = setting(id, text);
  const lines = (statements: readonly Statement[], indentation: string): string[] =>
    statements.flatMap(({ name, args, body, close, raw }) => {
      const words = [name, ...args].map((word) => onOneLine(word.text));
      const head = indentation + words.join(' · ');
      if (!body) return [head];
      const inside = raw ? [`${indentation}  <${onOneLine(text.slice(raw.start, raw.end))}>`] : [];
      const end = close === undefined ? [] : [`${indentation}}`];
      return [`${head} {`, ...inside, ...lines(body, `${indentation}  `), ...end];
    });
  comparePictures(`\n${lines(file.tree.statements, '').join('\n')}\n`, tree);
}

function onOneLine(text: string): string {
  return text.replaceAll('\t', '\\t').replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}

const cursor = '<|>';

/** The text of a picture and where its cursor is. */
export function cursorOf(picture: string): { text: string; offset: number } {
  const offset = picture.indexOf(cursor);
  assert.ok(offset >= 0, 'the picture has no cursor');
  return { text: picture.replace(cursor, ''), offset };
}

interface Note extends Span {
  note: string;
}

const noteLine = /^[ \t]*\^+(…\d+:\d+)?( .*)?\r?$/;

export function withoutNotes(picture: string): string {
  return picture
    .split('\n')
    .filter((line) => !noteLine.test(line))
    .join('\n');
}

/** The text with a line of carets below each line that something begins in; `…2:5` says where it ends, lines further. */
function withNotes(text: string, notes: readonly Note[]): string {
  const lines = text.split('\n');
  const below = lines.map((): string[] => []);
  for (const { start, end, note } of notes) {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const line = text.slice(0, start).split('\n').length - 1;
    const own = lines[line] ?? '';
    const column = start - lineStart;
    const until = Math.min(end - lineStart, own.replace(/\r$/, '').length);
    const further = text.slice(0, end).split('\n').length - 1 - line;
    const beyond = further > 0 ? `…${further}:${end - text.lastIndexOf('\n', end - 1)}` : '';
    const indentation = own.slice(0, column).replace(/[^\t]/g, ' ');
    const carets = '^'.repeat(Math.max(1, until - column));
    below[line]?.push(
      `${indentation}${carets}${beyond}${note === '' ? '' : ` ${note}`}${own.endsWith('\r') ? '\r' : ''}`,
    );
  }
  return lines.flatMap((line, index) => [line, ...(below[index] ?? [])]).join('\n');
}

function comparePictures(actual: string, expected: string): void {
  if (actual === expected) return;
  throw new AssertionError({
    message: `The picture is now:\n${actual}\n`,
    actual,
    expected,
    operator: 'strictEqual',
    stackStartFn: comparePictures,
  });
}
