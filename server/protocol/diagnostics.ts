/** Diagnostics: asked for by the editor, or sent a moment after the last key. */
import type {
  Diagnostic,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Settings } from '../settings.ts';
import type { File, Problem } from '../types.ts';
import { diagnosticOf, type Opened, rangeOf } from './conversions.ts';
import type { Session } from './session.ts';

/** More would only slow the editor down: such a file is not a configuration. */
const mostProblems = 1000;
/** Of a larger configuration, who changes one file waits too long for the verdicts on all the others. */
const mostDependents = 300;

export interface Diagnostics {
  pulls(): boolean;
  /** Everything may have changed. */
  renewAll(): void;
  /** One document has changed. */
  renew(uri: string): void;
}

/** A problem as the editor shows it, with the places that it has to do with where the editor can lead there. */
export function diagnosticIn({ editor, documentFor }: Session, current: Opened, problem: Problem): Diagnostic {
  const found = diagnosticOf(current, problem);
  if (!editor.capabilities.textDocument?.publishDiagnostics?.relatedInformation || !problem.related) return found;
  const relatedInformation = problem.related.map(({ file, message, ...span }) => ({
    location: { uri: file.uri, range: rangeOf(documentFor(file), span) },
    message,
  }));
  return { ...found, relatedInformation };
}

export function answerDiagnostics(session: Session): Diagnostics {
  const { connection, documents, workspace, opened, editor, about, guarded } = session;
  const { currentOf, placed, settingsOf, judge, judgeAs, documentFor } = session;

  async function diagnose(current: Opened): Promise<Diagnostic[]> {
    return (await judge(current)).slice(0, mostProblems).map((problem) => diagnosticIn(session, current, problem));
  }

  const pulls = () => editor.capabilities.textDocument?.diagnostic !== undefined;
  /** The files that belonged to a document when it was last seen: what it no longer includes has changed too. */
  const related = new Map<string, readonly string[]>();
  const changed = new Set<string>();
  let everything = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function renewAll(): void {
    everything = true;
    renewAfter(0);
  }

  function renewAfter(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(
      guarded(
        'diagnostics',
        () => undefined,
        async () => {
          const [all, own] = [everything, new Set(changed)];
          everything = false;
          changed.clear();
          const affected = new Set(all ? documents.keys() : own);
          for (const uri of own) for (const other of await relatedTo(uri)) affected.add(other);
          if (!pulls()) await Promise.all([...affected].map(push));
          else if ((all || affected.size > own.size) && editor.capabilities.workspace?.diagnostics?.refreshSupport)
            await connection.languages.diagnostics.refresh();
        },
      ),
      milliseconds,
    );
  }

  async function relatedTo(uri: string): Promise<Set<string>> {
    const current = currentOf(uri);
    if (current !== undefined) await workspace.load(current.file);
    const now = current === undefined ? [] : workspace.related(current.file).map((file) => file.uri);
    const affected = new Set([...(related.get(uri) ?? []), ...now]);
    related.set(uri, now);
    return affected;
  }

  async function push(uri: string): Promise<void> {
    const current = currentOf(uri);
    if (current === undefined) return;
    const diagnostics = await diagnose(await placed(current));
    if (opened.get(uri) === current)
      await connection.sendDiagnostics({ uri, version: current.document.version, diagnostics });
  }

  connection.languages.diagnostics.on(
    about('textDocument/diagnostic', { kind: 'full', items: [] }, async (current) => ({
      kind: 'full',
      items: await diagnose(current),
    })),
  );

  connection.languages.diagnostics.onWorkspace(
    guarded<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
      'workspace/diagnostic',
      () => ({ items: [] }),
      async ({ previousResultIds }, token) => {
        const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        const items: WorkspaceDocumentDiagnosticReport[] = [];
        for (const { file, settings: chosen } of await dependents()) {
          if (token?.isCancellationRequested) return { items };
          const found = judgeAs(file, chosen).slice(0, mostProblems);
          const report = found.map((problem) => diagnosticIn(session, { file, document: documentFor(file) }, problem));
          // Whatever it depends on, the same findings need not be sent again.
          const resultId = JSON.stringify(
            report.map(({ range, code, severity, message }) => [range, code, severity, message]),
          );
          items.push(
            before.get(file.uri) === resultId
              ? { kind: 'unchanged', uri: file.uri, version: null, resultId }
              : { kind: 'full', uri: file.uri, version: null, resultId, items: report },
          );
          before.delete(file.uri);
          // Requests of who is typing come in between.
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
        for (const uri of before.keys()) items.push({ kind: 'full', uri, version: null, items: [] });
        return { items };
      },
    ),
  );

  /** The files that nobody has opened and that belong to one that is open, to be judged by its settings. */
  async function dependents(): Promise<{ file: File; settings: Settings }[]> {
    currentOf('');
    const found = new Map<string, { file: File; settings: Settings }>();
    for (const current of [...opened.values()]) {
      const { file } = await placed(current);
      const chosen = await settingsOf(file.uri);
      for (const other of workspace.together(file))
        if (!opened.has(other.uri) && found.size < mostDependents)
          found.set(other.uri, { file: other, settings: chosen });
    }
    return [...found.values()];
  }

  const renew = (uri: string): void => {
    changed.add(uri);
    renewAfter(200);
  };
  return { pulls, renewAll, renew };
}
