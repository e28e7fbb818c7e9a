// What the engine needs of its platform. Tests hand in another one.
import type { HostName } from '../src/core/protocol.js';
import { type Clock, systemClock } from './clock.js';

/** What the engine needs of its platform. */
export interface Environment {
  readonly host: HostName;
  readonly build: string;
  /** A random name for this run of the engine. */
  readonly boot: string;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  /** `null` where the platform has none. */
  readonly locks: LockManager | null;
  readonly indexedDB: IDBFactory | null;
  readonly BroadcastChannel: typeof BroadcastChannel | null;
}

declare const __BUILD__: string;

/**
 * The real platform. Without a secure context there are no Web Locks to coordinate engines, so nothing is shared
 * or stored then.
 */
export function platform(host: HostName): Environment {
  const { isSecureContext, navigator, indexedDB, BroadcastChannel } = globalThis as Partial<
    typeof globalThis
  >;
  return {
    host,
    build: __BUILD__,
    boot: Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join(''),
    clock: systemClock,
    fetch: (...request) => fetch(...request),
    locks: navigator?.locks ?? null,
    indexedDB: (isSecureContext && indexedDB) || null,
    BroadcastChannel: (isSecureContext && BroadcastChannel) || null,
  };
}
