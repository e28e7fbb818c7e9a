import { PROTOCOL_VERSION } from './core/protocol.js';
import type { ScriptUrlPolicy } from './options.js';

declare const __BUILD__: string;

/** Carries protocol and build, so that two releases open side by side never share code. */
const VERSION = `${PROTOCOL_VERSION}-${__BUILD__}`;

/** @param epoch sets engines that do not answer apart from those after them */
export function workerName(epoch = 0): string {
  return `stigg-offline-${VERSION}-${epoch}`;
}

/** Where an app serves the engine's script by itself: with the build, so that no cache gives another one's. */
export function scriptUrl(workerUrl: string | URL, policy: ScriptUrlPolicy | undefined, epoch = 0): URL {
  const url = new URL(workerUrl, location.href);
  url.searchParams.set('v', `${VERSION}-${epoch}`);
  // What the policy gives the platform takes as an address, and TypeScript's library does not know of it.
  return policy ? (policy.createScriptURL(url.href) as URL) : url;
}
