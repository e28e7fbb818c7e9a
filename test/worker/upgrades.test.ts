// Databases of other releases: what an older one left is used, what a newer one made is left alone.
import { expect, it } from 'vitest';
import { DATABASE_NAME } from '../../src/core/protocol.js';
import { setEngineRig } from '../support/engine-rig.js';
import { until } from '../support/until.js';

const rig = setEngineRig();

/** A record as release 0.1.0 wrote it; what later releases add to records must not make them refuse it. */
const record = (key: string, customerKey: string) => ({
  key,
  customerKey,
  generation: 1,
  snapshot: {
    format: 1,
    revision: 3,
    receivedAt: 1_770_000_000_000,
    isWidgetWatermarkEnabled: null,
    entitlements: [
      {
        isGranted: true,
        accessDeniedReason: null,
        usageLimit: 5,
        hasUnlimitedUsage: false,
        hasSoftLimit: false,
        currentUsage: 2,
        enumValues: null,
        resetPeriod: null,
        usagePeriodAnchor: null,
        usagePeriodStart: null,
        usagePeriodEnd: null,
        feature: {
          refId: 'feature-old',
          displayName: 'Old',
          description: '',
          featureType: 'NUMBER',
          meterType: 'Incremental',
          featureUnits: null,
          featureUnitsPlural: null,
        },
      },
    ],
  },
  revision: 3,
  confirmations: 4,
  confirmedBySent: 1_770_000_000_000,
  ageMs: 0,
  writtenAt: 1_770_000_000_000,
  clockOffsetMs: null,
  lastAttemptAt: 1_770_000_000_000,
  failures: 0,
  notBefore: null,
  failure: null,
  denied: false,
  keepMs: 7 * 86_400_000,
});

/** Makes a database of some version with these tables and records. */
function make(version: number, tables: readonly string[], records: readonly { readonly key: string }[]) {
  return new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(DATABASE_NAME, version);
    request.onupgradeneeded = () => {
      for (const name of tables) request.result.createObjectStore(name);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction('records', 'readwrite');
      for (const one of records) transaction.objectStore('records').put(one, one.key);
      transaction.oncomplete = () => {
        request.result.close();
        resolve();
      };
    };
  });
}

/** Version and tables of the database as it is, and how many records there are. */
function look(): Promise<{ readonly version: number; readonly tables: string[]; readonly records: number }> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE_NAME);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      const count = database.transaction('records').objectStore('records').count();
      count.onsuccess = () => {
        database.close();
        resolve({ version: database.version, tables: [...database.objectStoreNames], records: count.result });
      };
    };
  });
}

it('version 1, without shelves and checks, is served and upgraded', async () => {
  const { key, customerKey } = rig.opening();
  await make(1, ['records', 'tombstones'], [record(key, customerKey)]);
  await rig.api.fault({ mode: 'down' });
  const client = await rig.client(rig.engine());
  await until(() => client.last()?.settled, { what: 'the record is read' });
  expect(client.last()?.source).toBe('store');
  expect(client.snapshot()?.entitlements.map(({ feature }) => feature.refId)).toEqual(['feature-old']);
  expect(client.last()?.persistence).toBe('indexeddb');
  const { version, tables } = await look();
  expect([version, tables]).toEqual([2, ['checks', 'records', 'responses', 'shelves', 'tombstones']]);
});

it('a newer version is left alone: served from memory, said once, and nothing of it is changed', async () => {
  const { key, customerKey } = rig.opening();
  await make(7, ['records', 'something-new'], [record(key, customerKey), record('other', 'other')]);
  const client = await rig.client(rig.engine());
  await until(() => client.last()?.source === 'network', { what: 'it is loaded' });
  expect(client.last()?.persistence).toBe('memory');
  await client.refresh();
  await client.api.signOut({ customerKey, generation: 2 });
  const said = client.events.filter(
    (event) => event.event === 'log' && event.message.includes('VersionError'),
  );
  expect(said).toHaveLength(1);
  expect(await look()).toEqual({ version: 7, tables: ['records', 'something-new'], records: 2 });
});

it('a record of a newer format in the same table is passed over, and replaced when the API has answered', async () => {
  const { key, customerKey } = rig.opening();
  const { snapshot, ...rest } = record(key, customerKey);
  await make(
    2,
    ['records', 'tombstones', 'shelves', 'responses', 'checks'],
    [{ ...rest, snapshot: { ...snapshot, format: 2 } } as { key: string }],
  );
  const client = await rig.client(rig.engine());
  await until(() => client.last()?.source === 'network', { what: 'it is loaded' });
  expect(client.updates().every(({ source }) => source !== 'store')).toBe(true);
  expect((await rig.stored()).get(key)?.snapshot?.format).toBe(1);
});
