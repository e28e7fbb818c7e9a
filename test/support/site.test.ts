import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Site, startSite } from './site.js';

let folder: string;
let site: Site;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stigg-offline-site-'));
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'public/app.js'), 'export {};');
  site = await startSite({ root: { '/app/': join(folder, 'public') }, headers: { 'X-Own': 'yes' } });
});
afterAll(async () => {
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('serves files with their type, fresh, with the headers of the test', async () => {
  const response = await fetch(`${site.origin}/app/app.js`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(response.headers.get('x-own')).toBe('yes');
  expect(await response.text()).toBe('export {};');
});

it.each([
  '/app/../secret.txt',
  '/app/..%2fsecret.txt',
  '/app/%2e%2e/secret.txt',
  '/app/%2e%2e%2fsecret.txt',
  '/app//../../secret.txt',
  '/app/%00/../../secret.txt',
  '/app/%zz',
  '/app/',
])('refuses %s', async (path) => {
  const answer = await raw(site.port, path);
  expect(answer).toContain('404');
  expect(answer).not.toContain('secret\n');
});

it('serves own pages and handlers, and remembers the requests', async () => {
  site.serve('/own', { body: '{"a":1}', type: 'application/json', status: 201 });
  site.serve('/handler', (request) => ({ body: `${request.method}`, type: 'text/plain' }));
  const own = await fetch(`${site.origin}/own`);
  expect([own.status, own.headers.get('content-type'), await own.json()]).toEqual([
    201,
    'application/json',
    { a: 1 },
  ]);
  expect(await (await fetch(`${site.origin}/handler`, { method: 'POST' })).text()).toBe('POST');
  expect(site.requests.slice(-2)).toEqual(['GET /own', 'POST /handler']);
  site.reset();
  expect((await fetch(`${site.origin}/own`)).status).toBe(404);
  expect((await fetch(site.origin)).status).toBe(200);
});

it('cuts open connections when it stops, and starts again on the same port', async () => {
  const { port, origin } = site;
  const socket = connect(port, '127.0.0.1');
  await new Promise((done) => socket.once('connect', done));
  const cut = new Promise((done) => socket.once('close', done));
  socket.on('error', () => {});
  await site.stop();
  await cut;
  await expect(fetch(origin)).rejects.toThrow();
  await site.start();
  expect(site.port).toBe(port);
  expect((await fetch(origin)).status).toBe(200);
});

/** The path as written: `fetch` would tidy the dots away before the server sees them. */
function raw(port: number, path: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
    );
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => done(text));
    socket.on('error', fail);
  });
}
