import Stigg, { type Fallbacks, type StiggClient } from 'stigg-offline';
import { fallbackFromFixtures } from 'stigg-offline/fixtures';
import type { Address } from './address.js';
import type { Catalogue } from './catalogue.js';
import { SERVICE_WORKER_URL, scriptPolicy, WORKER_URL } from './script-policy.js';
import { showUpdates } from './update-banner.js';

declare global {
  interface Window {
    stigg: StiggClient;
  }
}

export function createClient(address: Address, catalogue: Catalogue, baseUri: string): StiggClient {
  const { customerId, resourceId, signedOut, offline, intervalMs } = address;
  const shared = {
    customerId: signedOut ? null : customerId,
    resourceId: signedOut ? null : resourceId,
    workerUrl: WORKER_URL,
    serviceWorker: { url: SERVICE_WORKER_URL, background: true },
    trustedTypesPolicy: scriptPolicy,
  };
  const client = offline
    ? Stigg.initialize({
        ...shared,
        apiKey: 'local',
        offline: true,
        entitlementsFallback: { ...noAccess(catalogue), ...fixtureFallbacks(catalogue, customerId, null) },
      })
    : Stigg.initialize({
        ...shared,
        apiKey: catalogue.apiKey,
        baseUri,
        refreshIntervalMs: intervalMs,
        entitlementsFallback: noAccess(catalogue),
      });
  showUpdates(client);
  return client;
}

/** What the fixture file would have the API answer; `undefined` where that is an error. */
export function fixtureFallbacks(
  catalogue: Catalogue,
  customerId: string,
  resourceId: string | null,
): Fallbacks | undefined {
  try {
    return fallbackFromFixtures(catalogue.fixtures, { customerId, resourceId });
  } catch {
    return undefined;
  }
}

function noAccess({ featureIds }: Catalogue): Fallbacks {
  return Object.fromEntries(featureIds.map((id) => [id, { hasAccess: false }]));
}
