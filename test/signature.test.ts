/** Signature help: the form and the parameter that the cursor is at. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatures } from '../server/features/signature.ts';
import { cursorOf, setting } from './check.ts';

function signatureAt(picture: string, context?: string): { form: string; parameter: string | undefined } | undefined {
  const { text, offset } = cursorOf(picture);
  const { file } = setting('nginx', text, { context });
  const found = signatures(file, offset, 'en');
  const form = found?.forms[found.active];
  if (!found || !form) return undefined;
  const span = found.parameter === undefined ? undefined : form.parameters[found.parameter];
  return { form: form.label, parameter: span && form.label.slice(span.start, span.end) };
}

test('the parameter by its place', () => {
  assert.deepEqual(signatureAt('proxy_set_header <|>', 'http'), {
    form: 'proxy_set_header <field> <value>;',
    parameter: '<field>',
  });
  assert.equal(signatureAt('proxy_set_header Host <|>;', 'http')?.parameter, '<value>');
  assert.equal(signatureAt('proxy_set_header Host $host x<|>;', 'http')?.parameter, undefined);
});

test('alternatives are one parameter, repetition belongs to what is repeated', () => {
  assert.equal(signatureAt('gzip <|>;', 'http')?.parameter, 'on | off');
  assert.equal(signatureAt('gzip_types text/css text/xml <|>;', 'http')?.parameter, '<mime-type> ...');
});

test('the parameter by its key', () => {
  assert.match(signatureAt('listen 80 backlog=<|>;', 'server')?.parameter ?? '', /^\[backlog=/);
  assert.match(signatureAt('listen unix:/a backlog=5<|>;', 'server')?.parameter ?? '', /^\[backlog=/);
});

test('the parameters of a server in an upstream, which the documentation has no form for', () => {
  assert.equal(signatureAt('server 127.0.0.1 fail_timeout=<|>;', 'upstream')?.parameter, '[fail_timeout=<time>]');
});

test('none outside of arguments, and none for what nobody knows', () => {
  assert.equal(signatureAt('gzip<|> on;', 'http'), undefined);
  assert.equal(signatureAt('unknown_thing <|>;', 'http'), undefined);
  assert.equal(signatureAt('# gzip <|>', 'http'), undefined);
});
