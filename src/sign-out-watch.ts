// What a page knows of the sign-outs of all tabs, and hears of new ones.
import { isGeneration, type Tombstone } from './core/protocol.js';
import { itemNames, openStorage, type SignOuts, TOMBSTONE_PREFIX } from './sign-outs.js';

/** One tombstone for each customer of the device; the oldest go first. */
const MOST_TOMBSTONES = 50;

/** All that are known, the youngest first. Removes what is too old to matter. */
export function knownSignOuts({ own }: SignOuts): Tombstone[] {
  const generations = new Map(own);
  const storage = openStorage();
  try {
    for (const name of itemNames(storage)) {
      const tombstone = name.startsWith(TOMBSTONE_PREFIX) && readTombstone(name, storage?.getItem(name));
      if (!tombstone) continue;
      const { customerKey, generation } = tombstone;
      generations.set(customerKey, Math.max(generation, generations.get(customerKey) ?? 0));
    }
  } catch {
    // Damaged: this page's own are all that can be known.
  }
  const all = [...generations].map(([customerKey, generation]) => ({ customerKey, generation }));
  all.sort((a, b) => b.generation - a.generation);
  for (const { customerKey } of all.slice(MOST_TOMBSTONES)) forget(storage, customerKey);
  return all.slice(0, MOST_TOMBSTONES);
}

function forget(storage: Storage | null, customerKey: Tombstone['customerKey']): void {
  try {
    storage?.removeItem(TOMBSTONE_PREFIX + customerKey);
  } catch {
    // It stays, and is passed over again.
  }
}

/** Calls `heard` for each sign-out of another tab. @returns what stops it */
export function watchSignOuts(heard: (tombstone: Tombstone) => void): () => void {
  const storage = openStorage();
  // Node has a storage of late, but no events.
  if (!storage || typeof addEventListener !== 'function') return () => {};
  const listener = ({ key, newValue, storageArea }: StorageEvent) => {
    const tombstone = storageArea === storage && readTombstone(key ?? '', newValue);
    if (tombstone) heard(tombstone);
  };
  addEventListener('storage', listener);
  return () => removeEventListener('storage', listener);
}

/** Any script of the origin can write there, so an item is read like any other input. */
function readTombstone(name: string, value: string | null | undefined): Tombstone | null {
  const generation = Number(value);
  if (!name.startsWith(TOMBSTONE_PREFIX) || !value || !isGeneration(generation)) return null;
  return { customerKey: name.slice(TOMBSTONE_PREFIX.length), generation };
}
