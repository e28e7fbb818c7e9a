// Databases of other releases: what an older one left is used, what a newer one made is left alone.
import { describe, expect, it } from 'vitest';
import { DATABASE_NAME } from '../../src/core/protocol.js';
import { setEngineRig } from '../support/engine-rig.js';
import { FORMER, type FormerDatabase, formerDatabase } from '../support/former-databases.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const WEEK_MS = 7 * 86_400_000;
const LATEST = FORMER.at(-1)?.commit ?? '';
/** The last whose snapshots are in the records: the one to be upgraded. */
const LAST_OF_VERSION_2 = 'cbc72c8';
/** Those of the commits that have the call. */
const KEPT_RESPONSES = ['f3fa06e', '8f0e972', 'cbc72c8', '0383a96'];

const former = (commit: string) => formerDatabase(commit, rig.api.url);

/** Makes a database of some version with these tables. */
function make({ version, tables }: Pick<FormerDatabase, 'version' | 'tables'>) {
  return new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(DATABASE_NAME, version);
    request.onupgradeneeded = () => {
      for (const [name, records] of Object.entries(tables)) {
        const table = request.result.createObjectStore(name);
        for (const [key, record] of Object.entries(records)) table.put(record, key);
      }
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}

/** Version and tables of the database as it is, and what is in them. */
async function look() {
  const database = await settled(indexedDB.open(DATABASE_NAME));
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names);
  const records = await Promise.all(names.map((name) => settled(transaction.objectStore(name).getAll())));
  database.close();
  const tables = Object.fromEntries(names.map((name, at) => [name, records[at]]));
  return { version: database.version, tables };
}

/** The snapshot in these tables, which is in its record before version 3, and a text of its own since. */
function snapshotIn({ records = {}, snapshots }: FormerDatabase['tables']): { entitlements: object[] } {
  const [text] = Object.values(snapshots ?? {});
  if (text !== undefined) return JSON.parse(String(text));
  const [record] = Object.values(records) as [{ snapshot: { entitlements: object[] } }];
  return record.snapshot;
}

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

describe.each(FORMER)('as $commit wrote it, $what', ({ commit }) => {
  it('is served without the API, and upgraded', async () => {
    const { tables } = former(commit);
    await make(former(commit));
    await rig.api.fault({ mode: 'down' });
    const client = await rig.client(rig.engine(), { generation: Date.now() });
    await until(() => client.last()?.settled, { what: 'the record is read' });
    expect(client.last()).toMatchObject({ source: 'store', persistence: 'indexeddb' });
    expect(client.snapshot()?.entitlements).toEqual(snapshotIn(tables).entitlements);
    expect(client.snapshot()?.entitlements.length).toBeGreaterThan(5);
    const found = await look();
    expect([found.version, Object.keys(found.tables)]).toEqual([
      3,
      ['checks', 'records', 'responses', 'shelves', 'snapshots', 'tombstones'],
    ]);
  });

  it('goes on as the engine does that wrote it', async () => {
    const checks = Object.keys(former(commit).tables.checks ?? {}).length;
    await make(former(commit));
    const client = await rig.client(rig.engine(), { generation: Date.now() });
    expect((await client.refresh()).failure).toBeUndefined();
    await until(() => client.last()?.source === 'network', { what: 'it is refreshed' });
    const reports = async () =>
      (await rig.api.requests()).filter(({ operationName }) =>
        /ReportEntitlement/i.test(operationName ?? ''),
      );
    await until(async () => (await reports()).length === checks, { what: 'what waited is delivered' });
    await until(() => client.last()?.outboxLength === 0, { what: 'nothing waits' });
    expect(client.last()?.persistence).toBe('indexeddb');
    // The customer who had signed out is still signed out.
    const late = await rig.client(rig.engine(), { customerId: 'customer-globex', generation: 1 });
    await until(() => late.events.some(({ event }) => event === 'signedOut'), { what: 'it is refused' });
  });
});

it('what is no record does not stand in the way of an upgrade', async () => {
  const circular: Record<string, unknown> = {};
  circular.snapshot = { circular };
  const { version, tables } = former(LAST_OF_VERSION_2);
  const odd = { a: circular, b: null, c: 'text', d: { snapshot: 5n } };
  await make({ version, tables: { ...tables, records: { ...odd, ...tables.records } } });
  await rig.api.fault({ mode: 'down' });
  const client = await rig.client(rig.engine(), { generation: Date.now() });
  await until(() => client.last()?.settled, { what: 'the record is read' });
  expect(client.last()).toMatchObject({ source: 'store', persistence: 'indexeddb' });
});

it.each(KEPT_RESPONSES)('the kept response of %s stands in for the API', async (commit) => {
  await make(former(commit));
  await rig.api.fault({ mode: 'down' });
  const client = await rig.client(rig.engine(), { generation: Date.now() });
  const { customerKey, identity, generation } = { ...rig.opening(), generation: Date.now() };
  const requester = {
    customerKey,
    identity,
    generation,
    token: null,
    lacksToken: false,
    persist: true,
    persistChecks: true,
    keepMs: WEEK_MS,
  };
  const call = {
    id: 1,
    requester,
    timeoutMs: 5_000,
    name: 'getActiveSubscriptionsList',
    params: {},
  } as const;
  const reply = await client.api.ask(call);
  expect(reply).toMatchObject({ value: { source: 'store' } });
});

it('a newer version is left alone: served from memory, said once, and nothing of it is changed', async () => {
  const tables = { ...former(LATEST).tables, 'something-new': { key: 'value' } };
  await make({ version: 7, tables });
  const before = await look();
  const client = await rig.client(rig.engine());
  await until(() => client.last()?.source === 'network', { what: 'it is loaded' });
  expect(client.last()?.persistence).toBe('memory');
  await client.refresh();
  await client.api.signOut({ customerKey: client.customerKey, generation: 2 });
  const said = client.events.filter(
    (event) => event.event === 'log' && event.message.includes('VersionError'),
  );
  expect(said).toHaveLength(1);
  expect(await look()).toEqual(before);
});

it.each([LAST_OF_VERSION_2, LATEST])(
  'a record of %s with a newer format is passed over, and replaced when the API has answered',
  async (commit) => {
    const { key } = rig.opening();
    const { version, tables } = former(commit);
    // In a record, or in a text.
    const text = JSON.stringify(tables).replace(/(?<="format\\?":)1/, '2');
    expect(text).not.toBe(JSON.stringify(tables));
    await make({ version, tables: JSON.parse(text) });
    const client = await rig.client(rig.engine(), { generation: Date.now() });
    await until(() => client.last()?.source === 'network', { what: 'it is loaded' });
    expect(client.updates().every(({ source }) => source !== 'store')).toBe(true);
    expect((await rig.stored()).get(key)?.snapshot?.format).toBe(1);
  },
);
