// The built package with a worker that ends when it is told to, for browsers that let nobody kill a worker.
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tab } from './tab.js';
import { until } from './until.js';

export interface MortalPackage {
  /** To be served in place of `dist`. */
  readonly folder: string;
  /** Ends the shared workers of the tab's origin, at once and without a word; says how many there were. */
  kill(tab: Tab): Promise<number>;
  remove(): void;
}

const CHANNEL = 'test-ends-workers';
const LOCKS = 'test-worker:';

/** A worker says that it lives by a lock of its own. Dedicated workers go with their tab and are left alone. */
const MORTAL = `;
if ('onconnect' in self) {
  navigator.locks.request('${LOCKS}' + crypto.randomUUID(), () => new Promise(() => {}));
  new BroadcastChannel('${CHANNEL}').onmessage = () => self.close();
}`;

export function makeMortalPackage(): MortalPackage {
  const folder = mkdtempSync(join(tmpdir(), 'stigg-offline-mortal-'));
  cpSync('dist', folder, { recursive: true });
  appendFileSync(join(folder, 'worker.js'), MORTAL);

  const workers = (tab: Tab) =>
    tab.evaluate(async (prefix) => {
      const { held = [] } = await navigator.locks.query();
      return held.map(({ name = '' }) => name).filter((name) => name.startsWith(prefix));
    }, LOCKS);

  return {
    folder,
    async kill(tab) {
      const killed = await workers(tab);
      await tab.evaluate((channel) => new BroadcastChannel(channel).postMessage('end'), CHANNEL);
      await until(async () => !(await workers(tab)).some((name) => killed.includes(name)), {
        what: 'the killed workers are gone',
      });
      return killed.length;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
