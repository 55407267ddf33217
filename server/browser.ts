/** The language server as a worker in a browser. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { filesOfEditor, serve } from './server.ts';

/** The worker's own scope; the project is typed without the browser's library. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
serve(connection, filesOfEditor(connection));
