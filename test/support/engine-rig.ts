// Engines in Node on one disk, with one set of locks, spoken to through raw ports as a page's link does.
import 'fake-indexeddb/auto';
import { type Remote, wrap } from 'comlink';
import { IDBFactory } from 'fake-indexeddb';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { patched } from '../../src/core/patch.js';
import {
  BYE,
  DATABASE_NAME,
  type EngineApi,
  type EngineEvent,
  type Hello,
  type OpenSession,
  PROTOCOL_VERSION,
  type Reply,
  type SessionUpdate,
} from '../../src/core/protocol.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { readWholeText } from '../../src/core/snapshot-text.js';
import { sessionKey } from '../../src/session-key.js';
import { createEngine, type Engine, type Environment, platform } from '../../worker/engine.js';
import { API_KEY, type Api, startApi } from './api.js';
import { createLocks, type HandMadeLocks } from './lock-manager.js';

export const CUSTOMER = 'customer-acme';
export const SECRET = 'token-of-acme';

export interface EngineRig {
  readonly api: Api;
  readonly locks: HandMadeLocks;
  /** An engine that shares disk, locks and notices with the others of the test. */
  engine(differences?: Partial<Environment>): Engine;
  /** A client that has not said hello. */
  connect(engine: Engine): RawClient;
  /** A client that said hello and opened a session. */
  client(engine: Engine, options?: Partial<OpenSession> & WhoAsks): Promise<OpenClient>;
  /** What a page asks of an engine: the customer's list, no refreshes by timer, stored. */
  opening(options?: Partial<OpenSession> & WhoAsks): OpenSession;
  /** All that is on the disk, by session key. */
  stored(): Promise<Map<string, Stored>>;
}

export interface WhoAsks {
  readonly customerId?: string;
  readonly resourceId?: string | null;
}

export interface Stored {
  readonly revision: number;
  readonly snapshot: Snapshot | null;
  readonly failures: number;
  readonly [field: string]: unknown;
}

export interface RawClient {
  readonly api: Remote<EngineApi>;
  readonly events: EngineEvent[];
  hello(differences?: Partial<Hello>): ReturnType<EngineApi['hello']>;
  bye(): void;
}

export interface OpenClient extends RawClient {
  readonly key: string;
  readonly customerKey: string;
  readonly opened: Reply<null>;
  updates(): SessionUpdate[];
  /** The last update. */
  last(): SessionUpdate | undefined;
  /** The snapshot as the updates leave it. */
  snapshot(): Snapshot | null;
  refresh(): Promise<Reply<null>>;
}

export function setEngineRig(options: Parameters<typeof startApi>[0] = {}): EngineRig {
  let api: Api;
  let locks: HandMadeLocks;
  let ends: (() => void)[] = [];
  // A condition that never comes shall be told by name, not by the runner.
  vi.setConfig({ testTimeout: 20_000 });
  beforeAll(async () => {
    api = await startApi(options);
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    await api.reset();
    locks = createLocks();
    globalThis.indexedDB = new IDBFactory();
  });
  afterEach(() => {
    for (const end of ends) end();
    ends = [];
  });

  function engine(differences: Partial<Environment> = {}): Engine {
    const made = createEngine({
      ...platform('page'),
      locks: locks.manager,
      indexedDB: globalThis.indexedDB,
      BroadcastChannel,
      ...differences,
    });
    ends.push(() => made.close());
    return made;
  }

  function connect(to: Engine): RawClient {
    const { port1, port2 } = new MessageChannel();
    to.connect(port1);
    const events: EngineEvent[] = [];
    port2.addEventListener('message', ({ data }: MessageEvent<EngineEvent>) => {
      if (data.event) events.push(data);
    });
    const remote = wrap<EngineApi>(port2);
    ends.push(() => port2.close());
    return {
      api: remote,
      events,
      hello: (hello = {}) =>
        remote.hello({
          protocol: PROTOCOL_VERSION,
          tabLock: null,
          surroundings: { visible: true, online: true },
          tombstones: [],
          ...hello,
        }),
      bye: () => port2.postMessage(BYE),
    };
  }

  function opening({
    customerId = CUSTOMER,
    resourceId = null,
    ...rest
  }: Partial<OpenSession> & WhoAsks = {}) {
    const identity = { baseUri: api.url, apiKey: API_KEY, customerId, resourceId };
    return {
      key: sessionKey(identity),
      customerKey: sessionKey({ ...identity, resourceId: null }),
      identity,
      generation: 1,
      token: SECRET,
      renewable: false,
      intervalMs: 0,
      requestTimeoutMs: 5_000,
      persist: true,
      background: false,
      keepMs: 7 * 86_400_000,
      staleMs: [7 * 86_400_000],
      ...rest,
    };
  }

  async function client(to: Engine, how: Partial<OpenSession> & WhoAsks = {}): Promise<OpenClient> {
    const raw = connect(to);
    await raw.hello();
    const session = opening(how);
    const { key, customerKey } = session;
    const opened = await raw.api.open(session);
    const updates = () =>
      raw.events.flatMap((event) => (event.event === 'session' && event.key === key ? [event.update] : []));
    const snapshot = () =>
      updates().reduce<Snapshot | null>((before, { snapshot = before, text, patch }) => {
        if (text) return readWholeText(text);
        return patch ? patched(before, patch) : snapshot;
      }, null);
    const refresh = () => raw.api.refresh(key);
    return { ...raw, key, customerKey, opened, updates, last: () => updates().at(-1), snapshot, refresh };
  }

  return {
    get api() {
      return api;
    },
    get locks() {
      return locks;
    },
    engine,
    connect,
    client,
    opening,
    stored: readDisk,
  };
}

export async function readDisk(): Promise<Map<string, Stored>> {
  const database = await settled(indexedDB.open(DATABASE_NAME));
  try {
    if (!database.objectStoreNames.contains('snapshots')) return new Map();
    const transaction = database.transaction(['records', 'snapshots']);
    const contents = (name: string) => {
      const table = transaction.objectStore(name);
      return Promise.all([settled(table.getAllKeys()), settled(table.getAll())]);
    };
    const [[keys, records], [ofSnapshots, texts]] = await Promise.all([
      contents('records'),
      contents('snapshots'),
    ]);
    // Of no session that is not there.
    if (ofSnapshots.some((key) => !keys.includes(key))) throw new Error('a snapshot was left behind');
    return new Map(
      keys.map((key, at) => {
        const text = texts[ofSnapshots.indexOf(key)];
        const snapshot = text === undefined ? null : readWholeText(text);
        return [String(key), { ...records[at], snapshot } as Stored];
      }),
    );
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** A `fetch` whose answers are held back until they are let through, and which takes no notice of being aborted. */
export function createGate() {
  let open = () => {};
  let shut = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = 0;
  return {
    fetch: (async (url, init) => {
      const { signal: _, ...rest } = init ?? {};
      const response = await fetch(url, rest);
      waiting++;
      await shut;
      waiting--;
      return response;
    }) as typeof globalThis.fetch,
    /** Answers that have arrived and are held back. */
    get waiting() {
      return waiting;
    },
    release() {
      open();
      shut = Promise.resolve();
    },
  };
}

export const isGranted = (snapshot: Snapshot | null, featureId: string): boolean =>
  snapshot?.entitlements.some(({ feature, isGranted }) => feature.refId === featureId && isGranted) ?? false;
