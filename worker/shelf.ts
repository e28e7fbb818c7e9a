// A shelf: the last responses to a customer's reads, so that they can be read again where the API cannot be reached.
// It is bounded; what was used least recently goes first.
import type { SessionKey } from '../src/core/identity.js';
import { signedOutBy, type Tombstone } from '../src/core/protocol.js';
import type { Table, Tables } from './memory-tables.js';

/** What the responses of one customer may take together, in characters of JSON. */
const MOST_PER_CUSTOMER = 5_000_000;

/** Fields that open doors: they are of no use without the network, and of use to a thief. */
const DOORS: ReadonlySet<string> = new Set([
  'billingPortalUrl',
  'paymentUrl',
  'paymentSecret',
  'setupSecret',
]);

interface Entry {
  readonly call: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

interface Shelf {
  /** Of the client that wrote last; see `Tombstone`. */
  readonly generation: number;
  readonly keepMs: number;
  /** The most recently used last. */
  readonly entries: readonly Entry[];
}

export interface ShelfOwner {
  readonly customerKey: SessionKey;
  readonly generation: number;
  /** Milliseconds after which a response is of no use. */
  readonly keepMs: number;
}

export interface KeptResponse {
  readonly data: unknown;
  readonly ageMs: number;
}

/** Keeps the data of a response in the place of the last one to the same call. */
export async function keepResponse(
  tables: Tables,
  owner: ShelfOwner,
  call: string,
  data: unknown,
  now: number,
  most = MOST_PER_CUSTOMER,
): Promise<void> {
  const { customerKey, generation, keepMs } = owner;
  const text = JSON.stringify(data, (name, value) => (DOORS.has(name) ? null : value));
  const others = (await readShelf(tables, customerKey)).entries.filter((entry) => entry.call !== call);
  const fits = text.length <= most;
  const entries = [...others, ...(fits ? [{ call, size: text.length, receivedAt: now }] : [])];
  let total = entries.reduce((sum, { size }) => sum + size, 0);
  while (total > most) {
    const [oldest] = entries.splice(0, 1);
    if (!oldest) break;
    total -= oldest.size;
    await tables.responses.delete(place(customerKey, oldest.call));
  }
  if (fits) await tables.responses.put(place(customerKey, call), text);
  else await tables.responses.delete(place(customerKey, call));
  await tables.shelves.put(customerKey, { generation, keepMs, entries });
}

/** The last response to a call; `null` if there is none, or none that may be used. */
export async function recallResponse(
  tables: Tables,
  owner: ShelfOwner,
  call: string,
  now: number,
): Promise<KeptResponse | null> {
  const { customerKey, keepMs } = owner;
  const shelf = await readShelf(tables, customerKey);
  const entry = shelf.entries.find((one) => one.call === call);
  const text = await tables.responses.get(place(customerKey, call));
  if (!entry || typeof text !== 'string') return null;
  const ageMs = Math.max(0, now - entry.receivedAt);
  if (ageMs > keepMs) return null;
  const others = shelf.entries.filter((one) => one !== entry);
  await tables.shelves.put(customerKey, { ...shelf, entries: [...others, entry] });
  return { data: parse(text), ageMs };
}

/** Forgets all that is kept of a customer. */
export async function clearShelf(tables: Tables, customerKey: SessionKey): Promise<void> {
  await tables.shelves.delete(customerKey);
  await deleteAll(tables.responses, `${customerKey}/`);
}

/** Forgets what the signed-out customers left. */
export async function clearShelves(tables: Tables, tombstone: Tombstone): Promise<void> {
  for (const customerKey of await tables.shelves.keys()) {
    const { generation } = await readShelf(tables, customerKey);
    if (signedOutBy(tombstone, customerKey, generation)) await clearShelf(tables, customerKey);
  }
}

/** Leaves the shelves that were written last, and only those that still hold something of use. */
export async function pruneShelves(tables: Tables, most: number, now: number): Promise<void> {
  const shelves = await Promise.all(
    (await tables.shelves.keys()).map(async (customerKey) => {
      const { entries, keepMs } = await readShelf(tables, customerKey);
      const newest = Math.max(...entries.map(({ receivedAt }) => receivedAt), 0);
      return { customerKey, newest, dead: now - newest > keepMs };
    }),
  );
  shelves.sort((a, b) => b.newest - a.newest);
  for (const [rank, { customerKey, dead }] of shelves.entries()) {
    if (dead || rank >= most) await clearShelf(tables, customerKey);
  }
}

const EMPTY: Shelf = { generation: 0, keepMs: 0, entries: [] };

async function readShelf({ shelves }: Tables, customerKey: SessionKey): Promise<Shelf> {
  const value = (await shelves.get(customerKey)) as Partial<Shelf> | undefined;
  const whole =
    Array.isArray(value?.entries) &&
    value.entries.every(
      (entry: Partial<Entry> | null) =>
        typeof entry?.call === 'string' && Number.isFinite(entry.size) && Number.isFinite(entry.receivedAt),
    ) &&
    Number.isFinite(value.generation) &&
    Number.isFinite(value.keepMs);
  return whole ? (value as Shelf) : EMPTY;
}

const place = (customerKey: SessionKey, call: string) => `${customerKey}/${call}`;

async function deleteAll(table: Table<string>, prefix: string): Promise<void> {
  for (const key of await table.keys(prefix)) await table.delete(key);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
