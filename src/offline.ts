// The service worker as the page sees it, as a chunk of its own: registration, updates, and what the service worker has to be
// told. It is loaded only when a service worker is asked for.
import { Workbox } from 'workbox-window';
import { CLAIM_MESSAGE, KEEP_MESSAGE, SYNC_TAG } from './core/protocol.js';
import type { Logger } from './logger.js';
import type { ServiceWorkerOptions, Settings } from './options.js';

type UpdateFound = (apply: () => void) => void;

/** Without `workerUrl`, the engine's script is near this module. */
export interface OfflinePage extends Pick<Settings, 'workerUrl' | 'trustedTypesPolicy'> {
  readonly serviceWorker: ServiceWorkerOptions;
  readonly logger: Logger;
  /** Calls `waiting` whenever tracked checks begin to wait. */
  watchOutbox(waiting: () => void): unknown;
}

/** Not in TypeScript's library, as only some browsers have them. */
interface BackgroundRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
  readonly periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void> };
}

const HALF_A_DAY_MS = 12 * 3_600_000;

/**
 * Registers the service worker. Never throws: without one the app works as long as there is a network.
 *
 * @param updateFound called when another build waits; `apply` takes it: each tab that was told is loaded anew, once
 */
export async function goOffline(page: OfflinePage, updateFound: UpdateFound): Promise<void> {
  const { serviceWorker, trustedTypesPolicy, logger } = page;
  const container = globalThis.navigator?.serviceWorker;
  if (!container) return logger.log('This page cannot have a service worker.');
  const { url, scope, background = false } = serviceWorker;
  try {
    // What the policy gives, Workbox hands on as it is.
    const address = String(url);
    const trusted = trustedTypesPolicy?.createScriptURL(address) ?? address;
    const workbox = new Workbox(trusted as string, scope === undefined ? {} : { scope });
    followUpdates(workbox, updateFound);
    const registration = await workbox.register();
    if (!registration) return;
    warnOfScope(page, registration.scope);
    void tellWhatRuns(container);
    if (background) await askForBackground(registration, page);
  } catch (error) {
    logger.error('The service worker could not be registered.', error);
  }
}

function followUpdates(workbox: Workbox, updateFound: UpdateFound): void {
  let isTold = false;
  let isLeaving = false;
  workbox.addEventListener('waiting', () => {
    isTold = true;
    updateFound(() => workbox.messageSkipWaiting());
  });
  // In each tab that was told of it, whichever of them applied it. Where nobody was asked, nothing is loaded anew.
  workbox.addEventListener('controlling', () => {
    if (!isTold || isLeaving) return;
    isLeaving = true;
    location.reload();
  });
}

/** An engine that starts outside of the scope starts without a network only from the browser's own cache. */
function warnOfScope({ workerUrl, logger }: OfflinePage, scope: string): void {
  const script = new URL(workerUrl ?? import.meta.url, location.href);
  if (script.href.startsWith(scope)) return;
  logger.error(
    `The engine's script (${script.pathname}) is outside of the service worker's scope (${new URL(scope).pathname}): without a network it will not start.`,
  );
}

/** What was loaded before there was a service worker, it did not see. */
async function tellWhatRuns(container: ServiceWorkerContainer): Promise<void> {
  const { active } = await container.ready;
  if (!container.controller) {
    await new Promise((controlled) => {
      container.addEventListener('controllerchange', controlled, { once: true });
      // A page that was just being loaded when the service worker took over was not among those that it took.
      active?.postMessage({ type: CLAIM_MESSAGE });
    });
  }
  // The data calls, too, answer without a network, and are loaded with the first of them only.
  await import('./data-calls.js').catch(() => {});
  const loaded = (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
    .filter(({ initiatorType }) => !DATA.has(initiatorType))
    .map(({ name }) => name);
  container.controller?.postMessage({ type: KEEP_MESSAGE, urls: [location.href, ...loaded] });
}

/** What a script fetched is data, and none of the shell's business. */
const DATA: ReadonlySet<string> = new Set(['fetch', 'xmlhttprequest', 'beacon', 'eventsource']);

async function askForBackground(
  { sync, periodicSync }: BackgroundRegistration,
  { watchOutbox }: OfflinePage,
): Promise<void> {
  // Refused without a permission that only an installed app has: then it is simply not there.
  await periodicSync?.register(SYNC_TAG, { minInterval: HALF_A_DAY_MS }).catch(() => {});
  watchOutbox(() => void sync?.register(SYNC_TAG).catch(() => {}));
}
