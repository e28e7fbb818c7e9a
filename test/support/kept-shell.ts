import type { Tab } from './tab.js';
import { until } from './until.js';

/** Waits until the service worker keeps all of the paths, for a start without the network. */
export function keptInShell(tab: Tab, paths: readonly string[]): Promise<boolean> {
  return until(
    () =>
      tab.evaluate(async (all) => {
        const keys = await (await caches.open('stigg-offline-shell')).keys();
        const there = new Set(keys.map(({ url }) => new URL(url).pathname));
        return all.every((path) => there.has(path));
      }, paths),
    { what: `${paths.join(', ')} are kept`, timeoutMs: 60_000 },
  );
}
