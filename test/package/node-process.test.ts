// The built package in a Node process of its own.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { API_KEY, startApi } from '../support/api.js';

/** Runs a module; resolves when the process ends by itself, with all that it printed. */
function run(source: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', source]);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('close', (code) => resolve({ code, output }));
  });
}

const index = pathToFileURL('dist/index.js').href;

it('importing does nothing and leaves nothing open', async () => {
  const source = `import ${JSON.stringify(index)};
    process.on('exit', () => console.log(process.getActiveResourcesInfo().filter((one) => one !== 'PipeWrap').length));`;
  expect(await run(source)).toEqual({ code: 0, output: '0\n' });
});

it('close() ends everything: the process exits by itself', async () => {
  const api = await startApi();
  const options = {
    apiKey: API_KEY,
    baseUri: api.url,
    customerId: 'customer-acme',
    resourceId: 'workspace-berlin',
  };
  const source = `import Stigg from ${JSON.stringify(index)};
    const clients = [1, 2].map(() => Stigg.initialize(${JSON.stringify(options)}));
    for (const client of clients) await client.waitForInitialization();
    console.log(clients[0].status.host, clients[0].getBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess);
    for (const client of clients) client.close();`;
  expect(await run(source)).toEqual({ code: 0, output: 'page true\n' });
  // Two clients of one identity share the engine: one request for each of the two lists.
  expect((await api.requests()).length).toBe(2);
  await api.close();
});
