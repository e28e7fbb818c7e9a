declare const __BUILD__: string;

/** What a page loads of the package, and what its engine is made of. */
const FILES = ['index.js', 'data-calls.js', 'offline.js', 'engine.js', 'worker.js'] as const;

/** An entry as Workbox's `precacheAndRoute` takes it. */
export interface PrecacheEntry {
  readonly url: string;
  readonly revision: string;
}

/**
 * The package's files for the precache list of an app that serves them as they are. A bundler's own plugin lists the files
 * that it makes; such an app needs none of these.
 *
 * @param base where they are served, for instance `/stigg-offline/`
 */
export function precacheEntries(base: string): PrecacheEntry[] {
  const folder = base.endsWith('/') ? base : `${base}/`;
  return FILES.map((file) => ({ url: folder + file, revision: __BUILD__ }));
}
