// Records in their tables: what changes with each refresh, and apart from it the snapshot, which is large and seldom another one.
import type { SessionKey } from '../src/core/identity.js';
import { isSameSnapshot, nameOf, type Snapshot } from '../src/core/snapshot.js';
import { readWholeText, textOf } from '../src/core/snapshot-text.js';
import type { Tables } from './memory-tables.js';
import { parseRecord, type SessionRecord, type StoredRecord } from './record.js';

type RecordTables = Pick<Tables, 'records' | 'snapshots'>;

/**
 * @param known the snapshot that the caller has, which is not read again
 * @returns `null` for none, or one that is not whole
 */
export async function readRecord(
  { records, snapshots }: RecordTables,
  key: SessionKey,
  known: Snapshot | null,
): Promise<SessionRecord | null> {
  const record = parseRecord(await records.get(key));
  if (!record?.snapshot) return record && { ...record, snapshot: null };
  const { snapshot: name } = record;
  const snapshot = isSameSnapshot(known, name) ? known : readWholeText(await snapshots.get(key));
  return isSameSnapshot(snapshot, name) ? { ...record, snapshot } : null;
}

/** @param before what stands there, as it was read */
export async function writeRecord(
  { records, snapshots }: RecordTables,
  before: SessionRecord | null,
  record: SessionRecord,
): Promise<void> {
  const { key, snapshot } = record;
  await records.put(key, { ...record, snapshot: nameOf(snapshot) } satisfies StoredRecord);
  if (snapshot && snapshot !== before?.snapshot) await snapshots.put(key, textOf(snapshot));
  else if (!snapshot) await snapshots.delete(key);
}

export async function deleteRecord({ records, snapshots }: RecordTables, key: SessionKey): Promise<void> {
  await records.delete(key);
  await snapshots.delete(key);
}

/** All there are, without their snapshots. */
export async function storedRecords({ records }: RecordTables) {
  const keys = await records.keys();
  return Promise.all(keys.map(async (key) => ({ key, record: parseRecord(await records.get(key)) })));
}

/** The upgrade of records that had their snapshots in them. */
export function partSnapshots(transaction: IDBTransaction): void {
  const snapshots = transaction.objectStore('snapshots');
  const records = transaction.objectStore('records').openCursor();
  records.onsuccess = () => {
    const cursor = records.result;
    if (!cursor) return;
    try {
      const { snapshot } = cursor.value as SessionRecord;
      if (snapshot) snapshots.put(JSON.stringify(snapshot), cursor.key);
      cursor.update({ ...cursor.value, snapshot: nameOf(snapshot) });
    } catch {
      // No record: the upgrade must not fail over it.
      cursor.delete();
    }
    cursor.continue();
  };
}
