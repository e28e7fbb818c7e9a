import { PROTOCOL_VERSION } from './core/protocol.js';

declare const __BUILD__: string;

/** Carries protocol and build, so that two releases open side by side never share code. */
export const WORKER_NAME = `stigg-offline-${PROTOCOL_VERSION}-${__BUILD__}`;

/** Where an app serves the engine's script by itself: with the build, so that no cache gives another one's. */
export function withBuild(workerUrl: string | URL): URL {
  const url = new URL(workerUrl, location.href);
  url.searchParams.set('v', `${PROTOCOL_VERSION}-${__BUILD__}`);
  return url;
}
