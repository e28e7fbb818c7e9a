// What the engine keeps, as the tables of one transaction; and the place in memory that stands in where IndexedDB does
// not work.
import type { SessionKey } from '../src/core/identity.js';
import type { Tombstone } from '../src/core/protocol.js';

export interface Table<Key extends string> {
  get(key: Key): Promise<unknown>;
  put(key: Key, value: unknown): Promise<unknown>;
  delete(key: Key): Promise<unknown>;
  /** In the order of the keys: those that begin with `prefix`, at most `limit`. Default: all. */
  keys(prefix?: string, limit?: number): Promise<Key[]>;
}

/** The tables hold untrusted values: whoever reads one looks at it first. */
export interface Tables {
  /** How the refreshes of sessions went, and which snapshot they have. */
  readonly records: Table<SessionKey>;
  /** The snapshots of sessions, as texts. */
  readonly snapshots: Table<SessionKey>;
  /** Generations of sign-outs. */
  readonly tombstones: Table<Tombstone['customerKey']>;
  /** What responses there are of each customer. */
  readonly shelves: Table<SessionKey>;
  /** Responses to reads, by `{customerKey}/{call}`. */
  readonly responses: Table<string>;
  /** Tracked checks that are not acknowledged, by `{customerKey}/{check}`. */
  readonly checks: Table<string>;
}

export const TABLE_NAMES = ['records', 'snapshots', 'tombstones', 'shelves', 'responses', 'checks'] as const;

/** Runs work on tables in memory, one after the other, as transactions are. */
export function createMemoryTables(): <T>(work: (tables: Tables) => Promise<T>) => Promise<T> {
  const tables: Tables = {
    records: memoryTable(),
    snapshots: memoryTable(),
    tombstones: memoryTable(),
    shelves: memoryTable(),
    responses: memoryTable(),
    checks: memoryTable(),
  };
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(() => work(tables));
    last = result.catch(() => {});
    return result;
  };
}

function memoryTable<Key extends string>(): Table<Key> {
  const values = new Map<Key, unknown>();
  return {
    get: async (key) => values.get(key),
    put: async (key, value) => values.set(key, value),
    delete: async (key) => values.delete(key),
    keys: async (prefix = '', limit = Number.POSITIVE_INFINITY) =>
      [...values.keys()]
        .filter((key) => key.startsWith(prefix))
        .sort()
        .slice(0, limit),
  };
}
