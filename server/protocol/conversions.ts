/** What the protocol calls what the features say: positions for offsets, numbers for kinds. */
import {
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  type Range,
  SymbolKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Completion } from '../features/completion.ts';
import { documentationUrl } from '../features/hover.ts';
import type { Edit, File, NameKind, OutlineItem, Problem, Severity, Span } from '../types.ts';

/** A version of a document: the editor's may have gone on while a request waits. */
export interface Opened {
  file: File;
  document: TextDocument;
}

const deepestSymbol = 50;

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export const completionKinds: Record<Completion['kind'], CompletionItemKind> = {
  directive: CompletionItemKind.Property,
  block: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  value: CompletionItemKind.Value,
  reference: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
};

export const nameKinds: Record<NameKind, SymbolKind> = {
  upstream: SymbolKind.Class,
  variable: SymbolKind.Variable,
  location: SymbolKind.Function,
  'log format': SymbolKind.Struct,
  zone: SymbolKind.Object,
  cache: SymbolKind.Object,
  'server name': SymbolKind.Namespace,
  match: SymbolKind.Interface,
  'thread pool': SymbolKind.Object,
  address: SymbolKind.Constant,
};

const symbolKinds: Record<OutlineItem['kind'], SymbolKind> = {
  block: SymbolKind.Namespace,
  directive: SymbolKind.Property,
  section: SymbolKind.Module,
  command: SymbolKind.Function,
};

export function diagnosticOf({ file, document }: Opened, problem: Problem): Diagnostic {
  const href = documentationUrl(file, problem.start);
  return {
    range: rangeOf(document, problem),
    severity: severities[problem.severity],
    source: `Deploy Config (${file.language.title})`,
    code: problem.rule,
    ...(href && { codeDescription: { href } }),
    message: problem.message,
    ...(/^(?:removed|deprecated)-/.test(problem.rule) && { tags: [DiagnosticTag.Deprecated] }),
    ...(/^unused-/.test(problem.rule) && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

export function symbolOf(document: TextDocument, item: OutlineItem, depth: number): DocumentSymbol {
  const clamp = (offset: number) => Math.min(Math.max(offset, item.start), item.end);
  return {
    // VS Code refuses the whole outline for one name without a letter.
    name: item.name.trim() || '""',
    detail: item.detail,
    kind: symbolKinds[item.kind],
    range: rangeOf(document, item),
    selectionRange: rangeOf(document, { start: clamp(item.selection.start), end: clamp(item.selection.end) }),
    children: depth < deepestSymbol ? item.children.map((child) => symbolOf(document, child, depth + 1)) : [],
  };
}

export function isSure({ fixes }: Problem): boolean {
  return fixes?.some(({ preferred }) => preferred) ?? false;
}

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function spanOf(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** The edit that turns one text into another, from the first line that differs to the last. */
export function changedLines(before: string, after: string): Edit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start > 0) start = before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const lineEnd = before.indexOf('\n', before.length - same);
  const end = lineEnd < 0 ? before.length : lineEnd + 1;
  return [{ start, end, text: after.slice(start, after.length - (before.length - end)) }];
}

/** A snippet as plain text, for editors without tab stops. */
export function withoutStops(snippet: string): string {
  return snippet.replace(
    /\\([$}\\])|\$\d+|\$\{\d+\}|\$\{\d+:([^{}]*)\}|\$\{\d+\|([^,|]*)[^|]*\|\}/g,
    (_stop, escaped = '', text = '', choice = '') => escaped + text + choice,
  );
}
