// What records and tombstones are kept in: the tables of one transaction, and the place in memory that stands in where
// IndexedDB does not work.
import type { SessionKey } from '../src/core/identity.js';
import type { Tombstone } from '../src/core/protocol.js';
import type { SessionRecord } from './record.js';

export interface Tables {
  get(key: SessionKey): Promise<unknown>;
  all(): Promise<[SessionKey, unknown][]>;
  put(record: SessionRecord): Promise<unknown>;
  delete(key: SessionKey): Promise<unknown>;
  /** The generation of the last sign-out; 0 for none. */
  tombstone(customerKey: Tombstone['customerKey']): Promise<number>;
  bury(tombstone: Tombstone): Promise<unknown>;
}

/** Runs work on tables in memory, one after the other, as transactions are. */
export function createMemoryTables(): <T>(work: (tables: Tables) => Promise<T>) => Promise<T> {
  const records = new Map<SessionKey, unknown>();
  const tombstones = new Map<Tombstone['customerKey'], number>();
  const tables: Tables = {
    get: async (key) => records.get(key),
    all: async () => [...records],
    put: async (record) => records.set(record.key, record),
    delete: async (key) => records.delete(key),
    tombstone: async (customerKey) => tombstones.get(customerKey) ?? 0,
    bury: async ({ customerKey, generation }) => tombstones.set(customerKey, generation),
  };
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(() => work(tables));
    last = result.catch(() => {});
    return result;
  };
}
