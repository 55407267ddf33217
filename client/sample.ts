/** The configuration of the walkthrough: in front of Gunicorn, and without the one header that its third step adds. */
import * as vscode from 'vscode';

const sample = `events {
}

http {
    server {
        listen 80;
        server_name example.com;

        location / {
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_pass http://127.0.0.1:8000;
        }
    }
}
`;

export async function openSample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'nginx', content: sample });
  await vscode.window.showTextDocument(document);
}
