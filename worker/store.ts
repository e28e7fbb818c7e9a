// The store: records in IndexedDB. It never fails and never hangs: a database that cannot be opened, blocks or breaks
// is left for memory, which is reported once. Every change of a record is one transaction.
import { type DBSchema, type IDBPDatabase, wrap } from 'idb';
import type { Identity, SessionKey } from '../src/core/identity.js';
import {
  DATABASE_NAME,
  isGeneration,
  type Persistence,
  signedOutBy,
  type Tombstone,
} from '../src/core/protocol.js';
import type { Snapshot } from '../src/core/snapshot.js';
import type { Clock } from './clock.js';
import { createMemoryTables, TABLE_NAMES, type Table, type Tables } from './memory-tables.js';
import { clearChecks, pruneChecks } from './outbox.js';
import { ageAt, type RecordOwner, type SessionRecord, type StoredRecord } from './record.js';
import { deleteRecord, partSnapshots, readRecord, storedRecords, writeRecord } from './records.js';
import { clearShelves, pruneShelves } from './shelf.js';

export interface Store {
  /**
   * The record, or `null`; `signed-out` if a sign-out came after the owner's generation.
   *
   * @param known the snapshot that the caller has: where it is the stored one, it is not read again. Default: none
   */
  read(owner: RecordOwner, known?: Snapshot | null): Promise<SessionRecord | null | 'signed-out'>;
  /** Replaces the record by what `change` makes of it, in one transaction. @returns what is stored now */
  update(
    owner: RecordOwner,
    change: (stored: SessionRecord | null) => SessionRecord,
    known?: Snapshot | null,
  ): Promise<SessionRecord | 'signed-out'>;
  /**
   * Runs `work` for a customer in one transaction of what is kept beside the record. Where that fails, for instance
   * for want of space, it gives `undefined`, as if nothing were kept; so it does if a sign-out came after the
   * owner's generation.
   *
   * @param inMemory keeps it from the device
   */
  besides<T>(
    owner: Pick<RecordOwner, 'customerKey' | 'generation'>,
    inMemory: boolean,
    work: (tables: Tables) => Promise<T>,
  ): Promise<T | undefined>;
  /** Deletes what the signed-out customers left, and refuses their late writes from now on. */
  bury(tombstones: readonly Tombstone[]): Promise<void>;
  /** The generation of the last sign-out that a customer is subject to; 0 for none. */
  lastSignOut(customerKey: SessionKey): Promise<number>;
  /** The records that may be refreshed while no tab is open. */
  inBackground(): Promise<(StoredRecord & { readonly background: Identity })[]>;
  /** Deletes records that are of no use any more, and the least recently written beyond the limit. */
  prune(): Promise<void>;
  persistence(): Exclude<Persistence, 'none'>;
  close(): void;
}

interface Schema extends DBSchema {
  records: { key: string; value: unknown };
  snapshots: { key: string; value: unknown };
  tombstones: { key: string; value: unknown };
  shelves: { key: string; value: unknown };
  responses: { key: string; value: unknown };
  checks: { key: string; value: unknown };
}

type Database = IDBPDatabase<Schema>;

/** Version 1 had records and tombstones only; up to version 2 the snapshots were in the records. */
const DATABASE_VERSION = 3;
/** At most so many identities are kept on a device. */
const MOST_RECORDS = 10;
/**
 * Opening, or a transaction, that neither succeeds nor fails is known from the field (`blocked` and then nothing, a
 * writer of another tab that never ends). A cold open took up to 50 ms in Chromium, so this is far from any real one.
 */
const DEADLINE_MS = 3_000;

/** @param degraded called once, when the store gives up IndexedDB for memory */
export function createStore(
  factory: IDBFactory | null,
  clock: Clock,
  degraded: (reason: string) => void,
): Store {
  let memory = factory ? null : createMemoryTables();
  /** For what must not reach the device although the device works. */
  const besideDevice = createMemoryTables();
  let opening: Promise<Database> | null = null;

  function open(from: IDBFactory): Promise<Database> {
    // Assigned before anything is awaited, so that two callers never open two connections.
    if (!opening) {
      const attempt: Promise<Database> = openDatabase(from, clock, () => forget(attempt));
      opening = attempt;
    }
    return opening;
  }

  /** Lets go of a connection, and of the present one only if it is that. */
  function forget(attempt: Promise<Database> | null) {
    if (opening === attempt) opening = null;
    attempt?.then((database) => database.close()).catch(() => {});
  }

  /** Runs `work` on the database; on a broken connection once more on a new one; then on memory for good. */
  async function using<T>(mode: IDBTransactionMode, work: (tables: Tables) => Promise<T>): Promise<T> {
    for (let tries = 0; factory && !memory && tries < 2; tries++) {
      const attempt = open(factory);
      try {
        return await inTransaction(await attempt, mode, clock, work);
      } catch (error) {
        forget(attempt);
        if (tries === 0 || memory) continue;
        memory = createMemoryTables();
        degraded(error instanceof Error ? error.name : 'unknown error');
      }
    }
    memory ??= createMemoryTables();
    return memory(work);
  }

  /** Runs `work` on the database, if that can be done now. */
  async function once<T>(from: IDBFactory, work: (tables: Tables) => Promise<T>): Promise<T | undefined> {
    try {
      return await inTransaction(await open(from), 'readwrite', clock, work);
    } catch {
      return undefined;
    }
  }

  return {
    read: (owner, known = null) =>
      using('readonly', async (tables) => {
        if (await isSignedOut(tables, owner)) return 'signed-out';
        return readRecord(tables, owner.key, known);
      }),
    update: (owner, change, known = null) =>
      using('readwrite', async (tables) => {
        if (await isSignedOut(tables, owner)) return 'signed-out';
        const stored = await readRecord(tables, owner.key, known);
        const next = { ...change(stored), ...owner };
        await writeRecord(tables, stored, next);
        return next;
      }),
    async besides(owner, inMemory, work) {
      const guarded = async (tables: Tables) =>
        (await isSignedOut(tables, owner)) ? undefined : work(tables);
      if (inMemory) return besideDevice(guarded);
      // The record's own transactions find out whether the database is at fault.
      return memory || !factory ? using('readwrite', guarded) : once(factory, guarded);
    },
    bury: async (tombstones) => {
      await besideDevice((tables) => bury(tables, tombstones));
      await using('readwrite', (tables) => bury(tables, tombstones));
      if (!memory || !factory) return;
      // What is on the disk is there although nothing more is written to it, and a full one can still delete.
      const deleted = await once(factory, (tables) => deleteDead(tables, tombstones).then(() => true));
      if (deleted) await once(factory, (tables) => bury(tables, tombstones));
      forget(opening);
    },
    lastSignOut: (customerKey) => using('readonly', (tables) => lastSignOut(tables, customerKey)),
    inBackground: () =>
      using('readonly', async (tables) => {
        const records = await storedRecords(tables);
        return records.flatMap(({ record }) =>
          record?.background ? { ...record, background: record.background } : [],
        );
      }),
    prune: () =>
      using('readwrite', async (tables) => {
        const { wall } = clock.now();
        const records = await storedRecords(tables);
        records.sort((a, b) => (b.record?.writtenAt ?? 0) - (a.record?.writtenAt ?? 0));
        for (const [rank, { key, record }] of records.entries()) {
          if (rank >= MOST_RECORDS || !record || ageAt(record, wall) > record.keepMs)
            await deleteRecord(tables, key);
        }
        await pruneShelves(tables, wall);
        await pruneChecks(tables, wall);
      }),
    persistence: () => (memory ? 'memory' : 'indexeddb'),
    close: () => forget(opening),
  };
}

/** As idb's `openDB`, but of a given factory and with a deadline. */
async function openDatabase(factory: IDBFactory, clock: Clock, lost: () => void): Promise<Database> {
  const request = factory.open(DATABASE_NAME, DATABASE_VERSION);
  request.onupgradeneeded = () => {
    const { objectStoreNames } = request.result;
    const isParted = objectStoreNames.contains('snapshots');
    for (const name of TABLE_NAMES) {
      if (!objectStoreNames.contains(name)) request.result.createObjectStore(name);
    }
    if (!isParted && request.transaction) partSnapshots(request.transaction);
  };
  const opened = (wrap(request) as Promise<unknown> as Promise<Database>).then((database) => {
    // Somebody wants to delete or upgrade the database: not standing in the way is all that is asked of us.
    database.addEventListener('versionchange', lost);
    // The browser closed it: storage was cleared, or its process died.
    database.addEventListener('close', lost);
    return database;
  });
  return withDeadline(clock, opened, () => opened.then((late) => late.close()).catch(() => {}));
}

async function inTransaction<T>(
  database: Database,
  mode: IDBTransactionMode,
  clock: Clock,
  work: (tables: Tables) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(TABLE_NAMES, mode);
  // Its failure shows in `work` or below; nobody else waits for it.
  transaction.done.catch(() => {});
  const abort = () => {
    try {
      transaction.abort();
    } catch {
      // It has ended already.
    }
  };
  const table = (name: (typeof TABLE_NAMES)[number]): Table<string> => {
    const objects = transaction.objectStore(name);
    return {
      get: (key) => objects.get(key),
      put: async (key, value) => objects.put?.(value, key),
      delete: async (key) => objects.delete?.(key),
      keys: async (prefix = '', limit = Number.POSITIVE_INFINITY) =>
        (await objects.getAllKeys()).filter((key) => key.startsWith(prefix)).slice(0, limit),
    };
  };
  const tables: Tables = {
    records: table('records'),
    snapshots: table('snapshots'),
    tombstones: table('tombstones'),
    shelves: table('shelves'),
    responses: table('responses'),
    checks: table('checks'),
  };
  try {
    return await withDeadline(
      clock,
      work(tables).then(async (result) => {
        await transaction.done;
        return result;
      }),
      abort,
    );
  } catch (error) {
    abort();
    throw error;
  }
}

/** Rejects after the deadline; `late` then clears up. */
function withDeadline<T>(clock: Clock, work: Promise<T>, late: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(DEADLINE_MS, () => {
      reject(new DOMException('The database did not answer.', 'TimeoutError'));
      late();
    });
    work.then(resolve, reject).finally(cancel);
  });
}

async function isSignedOut(
  tables: Tables,
  { customerKey, generation }: Pick<RecordOwner, 'customerKey' | 'generation'>,
): Promise<boolean> {
  return generation < (await lastSignOut(tables, customerKey));
}

async function lastSignOut(tables: Tables, customerKey: SessionKey): Promise<number> {
  const [own, all] = await Promise.all([generationOf(tables, customerKey), generationOf(tables, '*')]);
  return Math.max(own, all);
}

/** The generation of a tombstone; 0 for none. */
async function generationOf(tables: Tables, customerKey: Tombstone['customerKey']): Promise<number> {
  const generation = await tables.tombstones.get(customerKey);
  return isGeneration(generation) ? generation : 0;
}

async function bury(tables: Tables, tombstones: readonly Tombstone[]): Promise<void> {
  for (const { customerKey, generation } of tombstones) {
    const known = await generationOf(tables, customerKey);
    await tables.tombstones.put(customerKey, Math.max(known, generation));
  }
  await deleteDead(tables, tombstones);
}

async function deleteDead(tables: Tables, tombstones: readonly Tombstone[]): Promise<void> {
  const records = await storedRecords(tables);
  for (const tombstone of tombstones) {
    for (const { key, record } of records) {
      const dead = record === null || signedOutBy(tombstone, record.customerKey, record.generation);
      if (dead) await deleteRecord(tables, key);
    }
    await clearShelves(tables, tombstone);
    await clearChecks(tables, tombstone);
  }
}
