// What makes pages and engine start without a network: copies of what they load, taken as they load it. Nothing that a
// script fetches is kept: the engine's store owns the data.
import type { RouteHandlerCallbackOptions, WorkboxPlugin } from 'workbox-core/types.js';
import { registerRoute } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';
import { KEEP_MESSAGE } from '../../src/core/protocol.js';

declare const self: ServiceWorkerGlobalScope;

export const SHELL_CACHE = 'stigg-offline-shell';

/** Scripts of former releases stay until so many are newer. */
const MOST_KEPT = 300;
/** A network that is this slow is as good as none, where there is a copy. */
const PATIENCE_S = 3;

const ENGINES: ReadonlySet<string> = new Set(['sharedworker', 'worker']);
const PARTS: ReadonlySet<string> = new Set(['script', 'style', 'font', 'image', 'manifest']);

/** A script that is gone after a deploy, or HTML in its place, is no answer where there is a copy. */
const onlyWhole: WorkboxPlugin = {
  fetchDidSucceed: async ({ request, response }) => {
    if (!isWhole(request.destination, response))
      throw new TypeError(`no ${request.destination || 'copy'} there`);
    return response;
  },
};

/** Whatever cache holds it, whatever its query: an app may have it among its own entries. */
const anyCopy: WorkboxPlugin = {
  handlerDidError: async ({ request }) =>
    (await caches.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request),
};

/**
 * Keeps the engine's script available, whatever its query, and answers with the last one that worked where the network
 * has none (offline, or gone after a deploy). It must lie within the service worker's scope. Call it while the script is first run.
 */
export function registerEngineRoutes(): void {
  const engine = new NetworkFirst({
    cacheName: SHELL_CACHE,
    networkTimeoutSeconds: PATIENCE_S,
    plugins: [onlyWhole, anyCopy],
  });
  registerRoute(({ request }) => ENGINES.has(request.destination), engine);
}

/** Keeps pages and what they are made of. */
export function registerShellRoutes(): void {
  const parts = new NetworkFirst({
    cacheName: SHELL_CACHE,
    networkTimeoutSeconds: PATIENCE_S,
    plugins: [onlyWhole, anyCopy],
  });
  registerRoute(({ request, sameOrigin }) => sameOrigin && PARTS.has(request.destination), parts);
  const pages = new NetworkFirst({
    cacheName: SHELL_CACHE,
    networkTimeoutSeconds: PATIENCE_S,
    plugins: [{ handlerDidError: async ({ request }) => (await pageFor(request)) ?? Response.error() }],
  });
  registerRoute(({ request }: RouteHandlerCallbackOptions) => request.mode === 'navigate', pages);
}

/** The page itself, whatever its query; else the scope's first page, from which an app routes by itself. */
async function pageFor(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(SHELL_CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? cache.match(self.registration.scope);
}

/** Takes copies of what a page had loaded before this service worker could see it, and of the engines that run. */
export function keepWhatRuns(): void {
  self.addEventListener('message', (event) => {
    const { data, origin } = event;
    if (origin !== self.location.origin || data?.type !== KEEP_MESSAGE || !Array.isArray(data.urls)) return;
    event.waitUntil(keep(data.urls));
  });
}

async function keep(named: readonly unknown[]): Promise<void> {
  const clients = await self.clients.matchAll({ includeUncontrolled: true, type: 'all' });
  const running = clients.map(({ url }) => url);
  const wanted = new Set([...named, ...running].flatMap(shellUrl));
  const cache = await caches.open(SHELL_CACHE);
  const missing = await Promise.all([...wanted].map(async (url) => ((await cache.match(url)) ? [] : [url])));
  // One that cannot be had must not keep the others out.
  await Promise.allSettled(missing.flat().map((url) => cache.add(url)));
  const keys = await cache.keys();
  for (const request of keys.slice(0, Math.max(0, keys.length - MOST_KEPT))) await cache.delete(request);
}

/** Of this origin only; without what follows `#`. */
function shellUrl(given: unknown): string[] {
  if (typeof given !== 'string' || !URL.canParse(given, self.location.href)) return [];
  const url = new URL(given, self.location.href);
  url.hash = '';
  const isOurs = url.origin === self.location.origin && url.href !== self.location.href;
  return isOurs ? [url.href] : [];
}

function isWhole(destination: RequestDestination, response: Response): boolean {
  if (!response.ok) return false;
  const isScript = destination === 'script' || ENGINES.has(destination);
  return !isScript || /javascript/.test(response.headers.get('content-type') ?? '');
}
