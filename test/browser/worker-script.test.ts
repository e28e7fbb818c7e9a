// The worker script runs whichever way a bundler starts it.
import { expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/core/protocol.js';
import { setStage } from '../support/stage.js';

const stage = setStage();

it.each(['module', 'classic'] as const)('starts as a %s script and answers hello', async (type) => {
  const tab = await stage.browser.newTab(stage.site.origin);
  const reply = await tab.evaluate(
    (kind, protocol) =>
      new Promise((resolve, reject) => {
        const worker = new SharedWorker('/stigg-offline/worker.js', { type: kind, name: kind });
        worker.onerror = () => reject(new Error('it did not start'));
        worker.port.onmessage = ({ data }) => resolve(data);
        const hello = {
          protocol,
          tabLock: null,
          surroundings: { visible: true, online: true },
          tombstones: [],
        };
        // As Comlink puts a call on the wire.
        worker.port.postMessage({
          id: 'one',
          type: 'APPLY',
          path: ['hello'],
          argumentList: [{ type: 'RAW', value: hello }],
        });
      }),
    type,
    PROTOCOL_VERSION,
  );
  expect(reply).toMatchObject({
    id: 'one',
    value: { boot: expect.any(String), value: { build: expect.any(String), engineLock: expect.any(String) } },
  });
  await tab.close();
});
