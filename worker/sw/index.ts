// `stigg-offline/sw`: the parts for an app's own service worker.
export { handleBackgroundRefresh } from './background-events.js';
export { type PrecacheEntry, precacheEntries } from './precache-entries.js';
export { registerEngineRoutes } from './shell.js';
