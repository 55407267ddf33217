/** Every core type, on one page. Offsets count UTF-16 code units from the start of the text; spans are half open. */
import type { Options } from './options.ts';

export interface Span {
  start: number;
  end: number;
}

/** A word of a configuration file: `text` is its value as the program reads it, the source is `file.text.slice(start, end)`. */
export interface Token extends Span {
  text: string;
  quote: '' | '"' | "'";
}

/** `name args;`, `name args { … }`, `name = value`, `name: command`, `[section]`: one shape for every language. */
export interface Statement extends Span {
  name: Token;
  args: Token[];
  parent: Statement | undefined;
  /** Present when the statement opens a block. */
  body?: Statement[];
  /** Offset of the block's `{`. */
  open?: number;
  /** Offset of the block's `}`; absent when the text ends or goes on before it. */
  close?: number;
  /** The opaque text between the braces of a block in another language (Lua). */
  raw?: Span;
}

export interface Tree {
  statements: Statement[];
  /** Each with its `#`, without the line's end. */
  comments: Span[];
  errors: Problem[];
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Edit extends Span {
  text: string;
  /** What it changes where that is not the file of the finding. */
  file?: File;
}

/** `preferred`: surely what the author meant, so "fix all" applies it too. */
export interface Fix {
  title: string;
  edits: Edit[];
  /** The address of an empty file to make. */
  creates?: string;
  /** A word for a list of the settings, in place of edits. */
  setting?: { name: 'nginx.directives' | 'nginx.modules'; adds: string };
  preferred?: boolean;
}

/** A place, perhaps of another file, that a finding has to do with. */
export interface Related extends Span {
  file: File;
  message: string;
}

/** What a rule or parser has found: a message for people, at a place, with its fixes. */
export interface Finding extends Span {
  message: string;
  severity?: Severity;
  fixes?: Fix[];
  related?: readonly Related[];
}

export interface Problem extends Finding {
  rule: string;
  severity: Severity;
}

/** One rule is one file; its id is the setting's key, the suppression comment's word and its page's name in docs/rules. */
export interface Rule {
  id: string;
  severity: Severity;
  check(file: File, project: Project): Iterable<Finding>;
}

export type Locale = 'en' | 'zh-cn';
export type Texts = Partial<Record<Locale, string>>;

/** What the reference knows about one directive, option, stanza, setting or variable in some contexts. */
export interface Entry {
  name: string;
  /** `directive` inserts a statement, `block` one with a body, `variable` and `value` stand inside a statement. */
  kind: 'directive' | 'block' | 'variable' | 'value';
  /** Argument forms as the official documentation writes them, without the name. */
  syntax: readonly string[];
  contexts: readonly string[];
  values?: readonly string[];
  default?: string;
  /** First version that has it. */
  since?: string;
  /** Where it comes from: nginx's module, supervisor's section … */
  origin?: string;
  /** Says that a distribution of its own is needed, e.g. `NGINX Plus`. */
  needs?: string;
  /** What it does, Markdown. */
  docs: Texts;
  /** What a deployer should do about it and why, Markdown. */
  guidance?: Texts;
  url?: string;
}

/** What stands under an offset. */
export interface Cursor {
  role: 'name' | 'argument' | 'comment' | 'blank';
  /** The context whose entries fit here: for an argument, that of its statement. */
  context: string;
  statement?: Statement;
  /** The token that the offset touches. */
  token?: Token;
  /** A piece inside the token with a meaning of its own, such as a variable. */
  part?: Token;
  /** Which argument, from 0; -1 outside the arguments. */
  index: number;
}

/** A value that fits at a place, for completion. */
export interface Suggestion {
  label: string;
  kind: 'value' | 'variable' | 'reference' | 'file';
  /** What replaces the part or token; the label when absent. */
  insert?: string;
  entry?: Entry;
  detail?: string;
}

export type LanguageId = 'nginx' | 'procfile' | 'supervisor' | 'upstart' | 'gaffer' | 'runit' | 'systemd' | 'gunicorn';

export interface Link extends Span {
  /** A relative or absolute path as the file writes it (may hold wildcards), or an https address. */
  target: string;
  tooltip?: string;
}

export type NameKind =
  | 'upstream'
  | 'variable'
  | 'location'
  | 'log format'
  | 'zone'
  | 'cache'
  | 'server name'
  | 'match'
  | 'thread pool'
  | 'address';

/** A place that gives a name to something or uses it; the span is the name alone, without what marks it. */
export interface NameUse extends Span {
  kind: NameKind;
  /** As the program compares it: two uses mean the same where kind, scope and name are the same. */
  name: string;
  /** What keeps equal names of a kind apart: `http` and `stream`, the module of a zone. */
  scope: string;
  role: 'definition' | 'reference';
  statement: Statement;
  /** The name holds in the nearest block of this name alone. */
  level?: string;
  /** A reference only where the value of this variable is taken for such a name. */
  through?: string;
  /** The value of this variable is taken for a name of this kind. */
  carries?: NameKind;
}

export interface OutlineItem extends Span {
  name: string;
  detail: string;
  kind: 'block' | 'directive' | 'section' | 'command';
  /** The part to select, inside the span. */
  selection: Span;
  children: OutlineItem[];
}

export interface Language {
  id: LanguageId;
  /** As the program writes its own name; the source shown beside its problems. */
  title: string;
  parse(text: string): Tree;
  /** The context that holds at the top of the file: said by the caller or the file, else the widest its statements allow. */
  rootContext(file: File): string;
  /** The context inside a block. */
  innerContext(statement: Statement, outer: string): string;
  lookup(name: string, context: string): Entry | undefined;
  entries(context: string): readonly Entry[];
  /** What stands under an offset, where the shape of statements alone cannot tell (`cursor.ts` asks it first). */
  cursorAt?(file: File, offset: number): Cursor;
  /** The piece with a meaning of its own at this offset of an argument (a variable with its `$`). */
  partAt?(file: File, token: Token, offset: number): Token | undefined;
  /** The values that fit at the cursor. */
  values?(file: File, cursor: Cursor, project: Project): readonly Suggestion[];
  /** The forms of an entry as a reader would write them; the entry's own `syntax` when absent. */
  signatures?(entry: Entry): readonly string[];
  /** What a completed entry puts into the file, in snippet syntax; the name alone when absent. */
  insertion?(entry: Entry): string | undefined;
  /** The most fitting advice for a statement with these arguments. */
  guidance?(statement: Statement): Texts | undefined;
  /** What a statement does at its place, as Markdown. */
  explain?(file: File, cursor: Cursor, project: Project): Texts | undefined;
  /** What stands in the outline under this statement's name; undefined leaves it out. */
  outline?(statement: Statement, context: string): Pick<OutlineItem, 'name' | 'detail' | 'kind'> | undefined;
  links?(file: File): readonly Link[];
  /** How files of this language bring others in. */
  includes?: Includes;
  /** The places where the file gives and uses names, in the order of the text. */
  names?(file: File): readonly NameUse[];
  /** Why something cannot be given this name, or any where none is said; undefined where it can. */
  refuseName?(use: NameUse, wanted: string | undefined): string | undefined;
  /**
   * The pieces of the file in another language (a command line, a script), as files that share its text and offsets:
   * their `host` is the file, their tree covers the piece alone. Each has its own cursor, hovers, completions and rules.
   */
  embedded?(file: File): readonly EmbeddedFile[];
  /**
   * Edits that set white space right: each puts blanks and line ends in the place of blanks and line ends, none inside a word.
   * Undefined where white space may have a meaning that is not known.
   */
  format?(file: File, style: FormatStyle): readonly Edit[] | undefined;
  rules: readonly Rule[];
}

export interface Includes {
  /** The statements that do, each with one argument, a path or a pattern. */
  statements(file: File): readonly Statement[];
  /** Whether it is one that others do not include. */
  isMain(file: File): boolean;
  /** The name of main files as a pattern, by which they are looked for above one that is none. */
  mainFiles: string;
}

export interface FormatStyle {
  /** One level, e.g. four spaces or a tab. */
  indentation: string;
  /** Columns of values: kept where someone has made them, none, or everywhere. */
  alignment: 'keep' | 'none' | 'all';
}

export interface File {
  uri: string;
  text: string;
  tree: Tree;
  language: Language;
  /** The context in which whoever opens the file says it is read, e.g. `http`. */
  context?: string;
  /** The file in which this one is a piece. */
  host?: File;
}

export interface EmbeddedFile extends File, Span {
  host: File;
}

/** A file as it is read where it is included. */
export interface Placement {
  /** The file in this context. */
  file: File;
  /** The first place that includes it there. */
  from: { file: File; statement: Statement };
}

/** An include that leads back to its own file on a way over others, or to a file that is not there. */
export type Lost = { kind: 'circle'; way: readonly File[]; isFatal: boolean } | { kind: 'missing'; uri: string };

/** The other files, as rules see them; nothing here reads a disk. */
export interface Project {
  /** What the user has set for the file that is being judged. */
  options: Options;
  /** Nothing is defined outside the given files and what they include. */
  complete: boolean;
  /** The files that an include statement brings in; undefined when that cannot be known. */
  included(file: File, statement: Statement): readonly File[] | undefined;
  /** Why an include statement brings in nothing, where that is certain. */
  lost(file: File, statement: Statement): Lost | undefined;
  /** The file in each of the contexts in which others include it, where these are several; else none. */
  placements(file: File): readonly Placement[];
  /** The places that include this file. */
  includers(file: File): readonly { file: File; statement: Statement }[];
  /** The file and those that make up one configuration with it, over any number of includes. */
  together(file: File): readonly File[];
  /** Every file that is known, of any language. */
  files(): readonly File[];
}

/** In which language reference texts are shown; "both" puts the Chinese first and the English below it. */
export type DocumentationLanguage = Locale | 'both';
