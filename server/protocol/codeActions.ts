/** Quick fixes and "fix all", worked out when they are chosen where the editor can wait for that. */
import * as l10n from '@vscode/l10n';
import { type CodeAction, CodeActionKind, CodeActionTriggerKind, type WorkspaceEdit } from 'vscode-languageserver';
import { fixAll, fixesAt } from '../features/fixes.ts';
import { suppress } from '../features/suppress.ts';
import { recordOf } from '../settings.ts';
import type { Fix, Problem, Span } from '../types.ts';
import { changedLines, isSure, type Opened, spanOf } from './conversions.ts';
import { diagnosticIn } from './diagnostics.ts';
import type { Session } from './session.ts';

/** What a code action that is not worked out yet needs for it. */
interface FixAllData {
  uri: string;
  rule?: string;
}

export const fixAllKind = `${CodeActionKind.SourceFixAll}.deployConfig`;

export function answerCodeActions(session: Session): void {
  const { connection, editor, about, guarded, currentOf, placed, settingsOf, viewOf, judge, workspaceEdit } = session;

  connection.onCodeAction(
    about('textDocument/codeAction', [] as CodeAction[], async (current, { range, context }) => {
      const span = spanOf(current.document, range);
      const found = await judge(current);
      const { only, triggerKind } = context;
      const wants = (kind: string) =>
        only?.some((wanted) => kind === wanted || wanted === '' || kind.startsWith(`${wanted}.`)) ?? true;
      const actions: CodeAction[] = [];
      if (wants(CodeActionKind.QuickFix)) actions.push(...(await quickFixes(current, found, span)));
      if (
        wants(fixAllKind) &&
        (only !== undefined || triggerKind !== CodeActionTriggerKind.Automatic) &&
        found.some(isSure)
      ) {
        const title = l10n.t('Fix all problems that have one sure fix');
        actions.push(await fixingAll(current, { title, kind: fixAllKind }, { uri: current.file.uri }));
      }
      return actions;
    }),
  );

  connection.onCodeActionResolve(
    guarded(
      'codeAction/resolve',
      (action) => action,
      async (action: CodeAction) => {
        const data = action.data as FixAllData;
        const current = currentOf(data.uri);
        return current === undefined ? action : { ...action, edit: await fixAllEdit(await placed(current), data) };
      },
    ),
  );

  async function quickFixes(current: Opened, found: readonly Problem[], span: Span): Promise<CodeAction[]> {
    const { file } = current;
    const here = fixesAt(found, span).filter(({ fix }) => canDo(fix));
    const kind = CodeActionKind.QuickFix;
    const single = here.map(({ problem, fix }) => ({
      title: fix.title,
      kind,
      diagnostics: [diagnosticIn(session, current, problem)],
      ...doing(current, fix),
      ...(fix.preferred && { isPreferred: true }),
    }));
    const rules = new Set(here.map(({ problem }) => problem.rule));
    const repeated = [...rules].filter(
      (id) => found.filter((problem) => problem.rule === id && isSure(problem)).length > 1,
    );
    const whole = repeated.map((rule) => {
      const title = l10n.t('Fix all {0} problems in this file', rule);
      return fixingAll(current, { title, kind }, { uri: file.uri, rule });
    });
    const silencing = new Map<string, CodeAction>();
    for (const problem of found) {
      const isHere = problem.start <= span.end && span.start <= problem.end;
      if (!isHere || !file.language.rules.some(({ id }) => id === problem.rule)) continue;
      const fix = silencing.has(problem.rule) ? undefined : suppress(file, problem);
      if (fix === undefined) continue;
      const edit = workspaceEdit(current, fix.edits);
      silencing.set(problem.rule, {
        title: fix.title,
        kind,
        diagnostics: [diagnosticIn(session, current, problem)],
        edit,
      });
    }
    return [...single, ...(await Promise.all(whole)), ...silencing.values()];
  }

  /** An action whose edit is worked out when it is chosen, if the editor can wait for that. */
  async function fixingAll(current: Opened, action: CodeAction, data: FixAllData): Promise<CodeAction> {
    const resolves = editor.capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit');
    return resolves ? { ...action, data } : { ...action, edit: await fixAllEdit(current, data) };
  }

  async function fixAllEdit(current: Opened, { rule }: FixAllData): Promise<WorkspaceEdit> {
    const { file } = current;
    const { rules } = await settingsOf(file.uri);
    const ids = [...file.language.rules.map(({ id }) => id), ...(await judge(current)).map((problem) => problem.rule)];
    const others = rule === undefined ? [] : ids.filter((id) => id !== rule);
    const { text } = fixAll(file, await viewOf(file), {
      ...rules,
      ...Object.fromEntries(others.map((id) => [id, 'off' as const])),
    });
    return workspaceEdit(current, changedLines(file.text, text));
  }

  /** Not every editor makes files, or lets its settings be changed. */
  function canDo({ creates, setting }: Fix): boolean {
    const { experimental, workspace: able } = editor.capabilities;
    if (setting) return recordOf(experimental).deployConfigSettings === true;
    return creates === undefined || (able?.workspaceEdit?.resourceOperations?.includes('create') ?? false);
  }

  function doing(current: Opened, { title, edits, creates, setting }: Fix): Pick<CodeAction, 'edit' | 'command'> {
    if (setting) {
      const { name, adds } = setting;
      return { command: { title, command: 'deployConfig.addToSetting', arguments: [name, adds, current.file.uri] } };
    }
    if (creates === undefined) return { edit: workspaceEdit(current, edits) };
    return { edit: { documentChanges: [{ kind: 'create', uri: creates, options: { ignoreIfExists: true } }] } };
  }
}
