// A shelf: the last responses to a customer's reads, so that they can be read again where the API cannot be reached.
// It is bounded; what was used least recently goes first.
import type { SessionKey } from '../src/core/identity.js';
import { isGeneration, signedOutBy, type Tombstone } from '../src/core/protocol.js';
import type { Table, Tables } from './memory-tables.js';

/** What the responses of one customer may take together, in characters of JSON. */
const MOST_PER_CUSTOMER = 5_000_000;
const MOST_CALLS = 200;
const MOST_SHELVES = 10;

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
  /** When the request was sent, in milliseconds since the epoch. */
  readonly askedAt: number;
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

/** Keeps the data of a response in the place of the last one to the same call, unless that was asked for later. */
export async function keepResponse(
  tables: Tables,
  owner: ShelfOwner,
  call: string,
  data: unknown,
  askedAt: number,
  most = MOST_PER_CUSTOMER,
): Promise<void> {
  const { customerKey, generation, keepMs } = owner;
  const shelf = await readShelf(tables, customerKey);
  if (shelf.entries.some((entry) => entry.call === call && entry.askedAt > askedAt)) return;
  const text = JSON.stringify(data, (name, value) => (DOORS.has(name) ? null : value));
  const others = shelf.entries.filter((entry) => entry.call !== call);
  // With its name, which stands on the shelf as well as at its place.
  const size = text.length + 2 * call.length;
  const fits = size <= most;
  const entries = [...others, ...(fits ? [{ call, size, askedAt }] : [])];
  let total = entries.reduce((sum, one) => sum + one.size, 0);
  while (total > most || entries.length > MOST_CALLS) {
    const [oldest] = entries.splice(0, 1);
    if (!oldest) break;
    total -= oldest.size;
    await tables.responses.delete(place(customerKey, oldest.call));
  }
  if (fits) await tables.responses.put(place(customerKey, call), text);
  else await tables.responses.delete(place(customerKey, call));
  await tables.shelves.put(customerKey, { generation, keepMs, entries });
  if (shelf === EMPTY) await pruneShelves(tables, askedAt);
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
  const ageMs = Math.max(0, now - entry.askedAt);
  if (ageMs > keepMs) return null;
  const others = shelf.entries.filter((one) => one !== entry);
  await tables.shelves.put(customerKey, { ...shelf, entries: [...others, entry] });
  return { data: parse(text), ageMs };
}

/** Forgets the last response to a call. */
export async function dropResponse(
  tables: Tables,
  { customerKey }: Pick<ShelfOwner, 'customerKey'>,
  call: string,
): Promise<void> {
  const shelf = await readShelf(tables, customerKey);
  if (shelf === EMPTY) return;
  await tables.responses.delete(place(customerKey, call));
  const entries = shelf.entries.filter((entry) => entry.call !== call);
  await tables.shelves.put(customerKey, { ...shelf, entries });
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
export async function pruneShelves(tables: Tables, now: number, most = MOST_SHELVES): Promise<void> {
  const shelves = await Promise.all(
    (await tables.shelves.keys()).map(async (customerKey) => {
      const { entries, keepMs } = await readShelf(tables, customerKey);
      const newest = Math.max(...entries.map(({ askedAt }) => askedAt), 0);
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
        typeof entry?.call === 'string' && Number.isFinite(entry.size) && Number.isFinite(entry.askedAt),
    ) &&
    isGeneration(value.generation) &&
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
