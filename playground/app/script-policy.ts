// The page's server demands Trusted Types: an address becomes a worker's only through this policy.
import type { ScriptUrlPolicy } from 'stigg-offline';

export const WORKER_URL = '/stigg-offline/worker.js';
export const SERVICE_WORKER_URL = '/service-worker.js';

/** Not in TypeScript's library, as only some browsers have them. */
declare const trustedTypes: { createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy };

const rules: ScriptUrlPolicy = {
  createScriptURL(address) {
    const { origin, pathname } = new URL(address, location.href);
    if (origin === location.origin && [WORKER_URL, SERVICE_WORKER_URL].includes(pathname)) return address;
    throw new TypeError(`${address} is no worker of the playground.`);
  },
};

export const scriptPolicy =
  typeof trustedTypes === 'undefined' ? rules : trustedTypes.createPolicy('playground', rules);
