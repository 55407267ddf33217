import * as vscode from 'vscode';

/**
 * The channel into which messages between client and server are written. vscode-languageclient writes them only while a
 * channel's level is "trace"; here the setting deployConfig.trace.server can ask for them too.
 */
export function traceChannel(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const level = () => {
    const trace = vscode.workspace.getConfiguration('deployConfig').get('trace.server', 'off');
    return trace === 'off' ? log.logLevel : vscode.LogLevel.Trace;
  };
  context.subscriptions.push(
    changed,
    log.onDidChangeLogLevel(() => changed.fire(level())),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('deployConfig.trace.server')) changed.fire(level());
    }),
  );
  return Object.create(log, {
    logLevel: { get: level },
    onDidChangeLogLevel: { value: changed.event },
    trace: { value: (message: string) => log.info(message) },
  });
}
