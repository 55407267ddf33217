/** The language server as a Node process; how it is spoken to stands on its command line. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { disk } from './disk.ts';
import type { Environment } from './environment.ts';
import { filesOfEditor, serve } from './server.ts';

export function start(): void {
  const connection = createConnection(ProposedFeatures.all);
  const editor = filesOfEditor(connection);
  const filesAt = (uri: string): Environment => (uri.startsWith('file:') ? disk : editor);
  serve(connection, {
    read: (uri) => filesAt(uri).read(uri),
    find: (base, glob) => filesAt(base).find(base, glob),
    list: async (folder) => filesAt(folder).list?.(folder) ?? [],
  });
}
