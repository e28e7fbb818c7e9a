// `stigg-offline/service-worker`: a service worker for apps that have none of their own.
import { CLAIM_MESSAGE } from '../../src/core/protocol.js';
import { handleBackgroundRefresh } from './background-events.js';
import { keepWhatRuns, registerEngineRoutes, registerShellRoutes } from './shell.js';

declare const self: ServiceWorkerGlobalScope;
declare const __BUILD__: string;

/** Another build is another script, which is how a browser finds out that there is an update. */
const build = __BUILD__;

registerEngineRoutes();
registerShellRoutes();
keepWhatRuns();
handleBackgroundRefresh();

// From the first visit on, without a reload. An update waits until the page says so.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const { data, origin, source } = event;
  if (origin !== self.location.origin) return;
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
  if (data?.type === CLAIM_MESSAGE) event.waitUntil(self.clients.claim());
  if (data?.type === 'stigg-offline:build') source?.postMessage({ type: 'stigg-offline:build', build });
});
