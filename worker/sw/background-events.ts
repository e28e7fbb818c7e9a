// The events that start a service worker while no tab is open.
import { SYNC_TAG } from '../../src/core/protocol.js';
import { createBackground } from '../background.js';
import { platform } from '../environment.js';

/** Not in TypeScript's library, as only some browsers have them. */
interface TaggedEvent extends ExtendableEvent {
  readonly tag: string;
}

declare const self: ServiceWorkerGlobalScope;

/**
 * Lets the service worker deliver tracked checks (`sync`) and refresh what is known (`periodicsync`, `push`) while no tab is
 * open, of clients with `serviceWorker: {background: true}` and without a token. Where a browser lacks an event it never
 * comes. Call it while the script is first run.
 */
export function handleBackgroundRefresh(): void {
  self.addEventListener('sync', (event) => {
    const { tag } = event as TaggedEvent;
    if (tag === SYNC_TAG) (event as TaggedEvent).waitUntil(deliver());
  });
  self.addEventListener('periodicsync', (event) => {
    const { tag } = event as TaggedEvent;
    if (tag === SYNC_TAG) (event as TaggedEvent).waitUntil(refresh());
  });
  self.addEventListener('push', (event) => event.waitUntil(refresh()));
}

async function deliver(): Promise<void> {
  const background = createBackground(platform('page'));
  const done = await background.deliver().finally(() => background.close());
  // The browser tries a `sync` that failed again, later each time.
  if (!done) throw new Error('stigg-offline: not all tracked checks could be delivered.');
}

async function refresh(): Promise<void> {
  const background = createBackground(platform('page'));
  await background.refreshOnce().finally(() => background.close());
}
