// The public list of `stigg-offline/testing`: the client itself on a device and with an API that a test holds in its hand.
import { StiggClient } from '../client.js';
import { readOptions, type StiggOptions } from '../options.js';
import { engines } from './context.js';
import { connectNetwork, isOnline, pageClock, passTime, setWall } from './device.js';
import type { TestData } from './test-data.js';
import { TestEngine } from './test-engine.js';
import type { TestEntitlements } from './test-list.js';

export type { TestData } from './test-data.js';
export type { TestEntitlement, TestMeter } from './test-entitlement.js';
export type { TestEntitlements } from './test-list.js';

/** The options of `Stigg.initialize` that mean something in a test, and what the test sets up. */
export interface TestClientOptions
  extends Omit<
    StiggOptions,
    'baseUri' | 'bootstrap' | 'host' | 'persist' | 'serviceWorker' | 'workerUrl' | 'trustedTypesPolicy'
  > {
  /** What the customer is entitled to, whichever one is set. Default: nothing. */
  readonly entitlements?: TestEntitlements;
  /** What resources are entitled to, by resource id. Any other is not known to the API. */
  readonly resources?: Readonly<Record<string, TestEntitlements>>;
  /** What data calls give; one that is not here rejects with `NOT_FOUND` and its name. Default: none. */
  readonly data?: TestData;
  /** What the clock shows. Default: the present time. */
  readonly now?: Date | string | number;
  /** Begin without a network, and with nothing known. Default: `false`. */
  readonly startOffline?: boolean;
}

/** The clock of the test clients. */
export interface TestClock {
  /** What the clock shows. */
  readonly now: Date;
  /** Lets time pass, in milliseconds: timers run, answers and usage periods expire. Online, the client is refreshed meanwhile. */
  advance(ms: number): void;
  /** Sets the clock: forward, that much time passes; back, none does. */
  set(time: Date | string | number): void;
}

/** A client, and what the test steers it by. */
export interface TestClient {
  /** The client as `Stigg.initialize` gives it, for `test-customer` unless told otherwise. */
  readonly client: StiggClient;
  /** Stands still unless it is told to move. All test clients of a process share it; a new one sets it to its `now`. */
  readonly clock: TestClock;
  /**
   * Changes what the API says, and the client hears of it at once (offline: when it is online again).
   *
   * @param patch features that are not named stay; of a metered one, fields that are not named stay
   * @param resourceId whose. Default: the customer's own
   */
  setEntitlements(patch: TestEntitlements, resourceId?: string | null): void;
  /** Takes the network away from all test clients of the process. */
  goOffline(): void;
  /** Brings it back, and refreshes them. */
  goOnline(): void;
  /** The customer signs out in another tab. */
  signOutElsewhere(): void;
}

/**
 * Makes a client for tests: its checks, events, status and freshness are the real ones; there is no worker, no request
 * and no database. Its first answers are there when this returns.
 *
 * @throws TypeError that names the wrong option
 */
export function createTestClient(options: TestClientOptions = {}): TestClient {
  const {
    entitlements = {},
    resources = {},
    data = {},
    now = Date.now(),
    startOffline = false,
    ...own
  } = options;
  const settings = readOptions({ apiKey: 'test', customerId: 'test-customer', ...own });
  setWall(timeOf(now));
  if (isOnline() === startOffline) connectNetwork(!startOffline);
  const engine = new TestEngine(data, settings.refreshIntervalMs);
  engine.patch(entitlements, null);
  for (const [id, list] of Object.entries(resources)) engine.patch(list, id);
  engines.set(settings, engine);
  const client = new StiggClient(settings);
  return {
    client,
    clock: {
      get now() {
        return new Date(pageClock().wall);
      },
      advance(ms) {
        if (!(ms >= 0)) throw new TypeError('ms must be a number of milliseconds.');
        passTime(ms);
      },
      set(time) {
        const ms = timeOf(time) - pageClock().wall;
        if (ms > 0) passTime(ms);
        else setWall(timeOf(time));
      },
    },
    setEntitlements: (patch, resourceId = null) => engine.patch(patch, resourceId),
    goOffline: () => connectNetwork(false),
    goOnline: () => connectNetwork(true),
    signOutElsewhere: () => engine.signOutElsewhere(),
  };
}

function timeOf(time: Date | string | number): number {
  const ms = new Date(time).getTime();
  if (Number.isNaN(ms)) throw new TypeError('now must be a time.');
  return ms;
}
