// What stands in the database: an older release, a crash or a hand may have written it.

import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { DATABASE_NAME } from '../../src/core/protocol.js';
import { parseSnapshot } from '../../src/core/snapshot.js';
import { type OpenClient, setEngineRig } from '../support/engine-rig.js';
import { until } from '../support/until.js';
import { hostileClone, spoilt } from './hostile-value.js';
import { FEWER } from './runs.js';

const rig = setEngineRig();
// Many runs each: on a busy machine the rig's own limit is short.
vi.setConfig({ testTimeout: 120_000 });
const TABLES = ['records', 'snapshots', 'tombstones', 'shelves', 'responses', 'checks'] as const;
type Disk = Record<(typeof TABLES)[number], Map<string, unknown>>;

/** What one customer leaves: a record, a response and a tracked check that could not be sent. */
async function leave(): Promise<Disk> {
  const engine = rig.engine({ fetch: (url, init) => sending(url, init) });
  const sending: typeof fetch = (url, init) =>
    String(init?.body).includes('entitlementCheckRequested')
      ? Promise.reject(new Error('down'))
      : fetch(url, init);
  const client = await rig.client(engine);
  await until(() => client.last()?.source === 'network', { what: 'it is loaded' });
  const requester = requesterOf(client);
  await client.api.ask({ id: 1, requester, timeoutMs: 5_000, name: 'getCustomer', params: {} });
  await client.api.track(requester, [CHECK]);
  await until(async () => (await read()).responses.size === 1, { what: 'the response is kept' });
  engine.close();
  return read();
}

const CHECK = {
  id: `${String(Date.now()).padStart(15, '0')}-tab-00000001`,
  featureId: 'feature-seats',
  entitlementCheckResult: { hasAccess: true },
};

function requesterOf({ customerKey }: OpenClient, generation = 1) {
  const { identity, token, keepMs } = rig.opening();
  return {
    identity,
    customerKey,
    generation,
    token,
    keepMs,
    lacksToken: false,
    persist: true,
    persistChecks: true,
  };
}

function transact<T>(
  mode: IDBTransactionMode,
  work: (table: (name: string) => IDBObjectStore) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE_NAME, 3);
    request.onupgradeneeded = () => {
      for (const name of TABLES) request.result.createObjectStore(name);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction(TABLES, mode);
      const result = work((name) => transaction.objectStore(name));
      transaction.oncomplete = () => {
        request.result.close();
        resolve(result);
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}

async function read(): Promise<Disk> {
  const disk = Object.fromEntries(TABLES.map((name) => [name, new Map<string, unknown>()])) as Disk;
  await transact('readonly', (table) => {
    for (const name of TABLES) {
      table(name).openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
        if (!cursor) return;
        disk[name].set(String(cursor.key), cursor.value);
        cursor.continue();
      };
    }
  });
  return disk;
}

async function write(disk: Disk): Promise<void> {
  globalThis.indexedDB = new IDBFactory();
  await transact('readwrite', (table) => {
    for (const name of TABLES) for (const [key, value] of disk[name]) table(name).put(value, key);
  });
}

/** One thing in one line is another, and the first line knows nothing of it. */
function spoiltLine(text: string): fc.Arbitrary<string> {
  const lines = text.split('\n');
  return fc.nat({ max: lines.length - 1 }).chain((at) =>
    spoilt(JSON.parse(lines[at] ?? '')).map((value) => {
      const other = lines.map((line, place) =>
        place === at ? (JSON.stringify(value) ?? 'undefined') : line,
      );
      const [head = '', ...others] = other;
      const body = others.map((line) => `\n${line}`).join('');
      return (at === 0 ? head : head.replace(/"length":\d+/, `"length":${body.length}`)) + body;
    }),
  );
}

/** One thing in one table is another. */
const changed = (disk: Disk): fc.Arbitrary<Disk> =>
  fc.constantFrom('records', 'snapshots', 'shelves', 'responses', 'checks').chain((name) => {
    const [[key, value] = ['', null]] = disk[name as keyof Disk];
    const others =
      name === 'snapshots' ? fc.oneof(hostileClone, spoiltLine(String(value))) : spoilt(value, hostileClone);
    return others.map((other) => ({ ...disk, [name]: new Map([[key, other]]) }));
  });

it('is served whole or not at all, gives way to the network, and is gone after a sign-out', async () => {
  const disk = await leave();
  expect(TABLES.map((name) => disk[name].size)).toEqual([1, 1, 0, 1, 1, 1]);
  await fc.assert(
    fc.asyncProperty(changed(disk), async (other) => {
      await write(other);
      const offline = rig.engine({ fetch: () => Promise.reject(new TypeError('offline')) });
      const client = await rig.client(offline, { generation: 2 });
      await until(() => client.last()?.settled, { what: 'it has looked' });
      const snapshot = client.snapshot();
      if (snapshot) expect(parseSnapshot(structuredClone(snapshot))).toEqual(snapshot);
      const requester = requesterOf(client, 2);
      const asked = await client.api.ask({
        id: 1,
        requester,
        timeoutMs: 5_000,
        name: 'getCustomer',
        params: {},
      });
      expect(asked.failure?.code ?? asked).toSatisfy((one) => one === 'NETWORK' || typeof one === 'object');
      offline.close();

      const online = rig.engine();
      const again = await rig.client(online, { generation: 2 });
      expect((await again.refresh()).failure).toBeUndefined();
      await again.api.signOut({ customerKey: again.customerKey, generation: 3 });
      online.close();
      const { records, snapshots, shelves, responses, checks } = await read();
      expect([records, snapshots, shelves, responses, checks].map(({ size }) => size)).toEqual([
        0, 0, 0, 0, 0,
      ]);
    }),
    FEWER,
  );
});

it.each([Number.POSITIVE_INFINITY, Number.NaN, 2 ** 60, 'x', null])(
  'a generation of %s keeps nothing from a sign-out',
  async (generation) => {
    const disk = await leave();
    for (const name of ['records', 'shelves', 'checks'] as const) {
      for (const [key, value] of disk[name]) disk[name].set(key, { ...(value as object), generation });
    }
    await write(disk);
    const engine = rig.engine();
    const { api, hello } = rig.connect(engine);
    await hello();
    await api.signOut({ customerKey: rig.opening().customerKey, generation: 3 });
    engine.close();
    const { records, snapshots, shelves, responses, checks } = await read();
    expect([records, snapshots, shelves, responses, checks].map(({ size }) => size)).toEqual([0, 0, 0, 0, 0]);
  },
);

it('a sign-out that is no number is none, and one that is, is one', async () => {
  const disk = await leave();
  const { customerKey } = rig.opening();
  await fc.assert(
    fc.asyncProperty(hostileClone, fc.constantFrom(customerKey, '*'), async (generation, key) => {
      await write({ ...disk, tombstones: new Map([[key, generation]]) });
      const engine = rig.engine();
      // Above what any sign-out of today can be.
      const client = await rig.client(engine, { generation: 2 ** 45 });
      await until(() => client.last()?.settled, { what: 'nobody has signed out' });
      expect(client.snapshot()).not.toBeNull();
      // Nor does it keep a real one from being one.
      await client.api.signOut({ customerKey, generation: 2 ** 45 + 1 });
      expect((await client.refresh()).failure).toMatchObject({ code: 'CLOSED' });
      engine.close();
      const later = rig.engine();
      const late = await rig.client(later, { generation: 2 ** 45 });
      await until(() => late.events.some(({ event }) => event === 'signedOut'), {
        what: 'the late one is told',
      });
      later.close();
      expect((await read()).records.size).toBe(0);
    }),
    FEWER,
  );
});
