// The store: records in IndexedDB. It never fails and never hangs: a database that cannot be opened, blocks or breaks
// is left for memory, which is reported once. Every change of a record is one transaction.
import { type DBSchema, type IDBPDatabase, wrap } from 'idb';
import type { SessionKey } from '../src/core/identity.js';
import { DATABASE_NAME, type Persistence, signedOutBy, type Tombstone } from '../src/core/protocol.js';
import type { Clock } from './clock.js';
import { createMemoryTables, type Tables } from './memory-tables.js';
import { ageAt, parseRecord, type RecordOwner, type SessionRecord } from './record.js';

export interface Store {
  /** The record, or `null`; `signed-out` if a sign-out came after the owner's generation. */
  read(owner: RecordOwner): Promise<SessionRecord | null | 'signed-out'>;
  /** Replaces the record by what `change` makes of it, in one transaction. @returns what is stored now */
  update(
    owner: RecordOwner,
    change: (stored: SessionRecord | null) => SessionRecord,
  ): Promise<SessionRecord | 'signed-out'>;
  /** Deletes what the signed-out customers left, and refuses their late writes from now on. */
  bury(tombstones: readonly Tombstone[]): Promise<void>;
  /** Deletes records that are of no use any more, and the least recently written beyond the limit. */
  prune(): Promise<void>;
  persistence(): Exclude<Persistence, 'none'>;
  close(): void;
}

interface Schema extends DBSchema {
  records: { key: SessionKey; value: unknown };
  tombstones: { key: SessionKey | '*'; value: number };
}

type Database = IDBPDatabase<Schema>;

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

  return {
    read: (owner) =>
      using('readonly', async (tables) => {
        if (await isSignedOut(tables, owner)) return 'signed-out';
        return parseRecord(await tables.get(owner.key));
      }),
    update: (owner, change) =>
      using('readwrite', async (tables) => {
        if (await isSignedOut(tables, owner)) return 'signed-out';
        const next = { ...change(parseRecord(await tables.get(owner.key))), ...owner };
        await tables.put(next);
        return next;
      }),
    bury: (tombstones) =>
      using('readwrite', async (tables) => {
        const records = await tables.all();
        for (const tombstone of tombstones) {
          const known = await tables.tombstone(tombstone.customerKey);
          await tables.bury({ ...tombstone, generation: Math.max(known, tombstone.generation) });
          for (const [key, value] of records) {
            const record = parseRecord(value);
            const dead = record === null || signedOutBy(tombstone, record.customerKey, record.generation);
            if (dead) await tables.delete(key);
          }
        }
      }),
    prune: () =>
      using('readwrite', async (tables) => {
        const { wall } = clock.now();
        const records = (await tables.all()).map(([key, value]) => ({ key, record: parseRecord(value) }));
        records.sort((a, b) => (b.record?.writtenAt ?? 0) - (a.record?.writtenAt ?? 0));
        for (const [rank, { key, record }] of records.entries()) {
          if (rank >= MOST_RECORDS || !record || ageAt(record, wall) > record.keepMs)
            await tables.delete(key);
        }
      }),
    persistence: () => (memory ? 'memory' : 'indexeddb'),
    close: () => forget(opening),
  };
}

/** As idb's `openDB`, but of a given factory and with a deadline. */
async function openDatabase(factory: IDBFactory, clock: Clock, lost: () => void): Promise<Database> {
  const request = factory.open(DATABASE_NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('records');
    request.result.createObjectStore('tombstones');
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
  const transaction = database.transaction(['records', 'tombstones'], mode);
  // Its failure shows in `work` or below; nobody else waits for it.
  transaction.done.catch(() => {});
  const records = transaction.objectStore('records');
  const tombstones = transaction.objectStore('tombstones');
  const abort = () => {
    try {
      transaction.abort();
    } catch {
      // It has ended already.
    }
  };
  const tables: Tables = {
    get: (key) => records.get(key),
    all: async () => {
      const [keys, values] = await Promise.all([records.getAllKeys(), records.getAll()]);
      return keys.map((key, at) => [key, values[at]]);
    },
    put: async (record) => records.put?.(record, record.key),
    delete: async (key) => records.delete?.(key),
    tombstone: async (customerKey) => (await tombstones.get(customerKey)) ?? 0,
    bury: async ({ customerKey, generation }) => tombstones.put?.(generation, customerKey),
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

async function isSignedOut(tables: Tables, { customerKey, generation }: RecordOwner): Promise<boolean> {
  const [own, all] = await Promise.all([tables.tombstone(customerKey), tables.tombstone('*')]);
  return generation < Math.max(own, all);
}
