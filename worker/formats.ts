// The formats of what is stored. Each has a database of its own, so that builds of different formats never read each other's.
// Whoever uses one holds its lock, together with others; the database of an earlier format goes when nobody does.
import { DATABASE_NAME, databaseFormat, formatLockName } from '../src/core/protocol.js';
import { SNAPSHOT_FORMAT } from '../src/core/snapshot.js';
import { holdLock } from '../src/core/web-lock.js';

/** Says that this engine uses the present format, until the returned function is called. */
export function holdFormat(locks: LockManager | null): Promise<(() => void) | null> {
  return holdLock(locks, formatLockName(SNAPSHOT_FORMAT), 'shared');
}

/** Deletes the databases of earlier formats that nobody uses. Those of later ones are none of our business. */
export async function dropFormerFormats(
  factory: IDBFactory | null,
  locks: LockManager | null,
): Promise<void> {
  if (!factory || !locks) return;
  try {
    const databases = (await factory.databases?.()) ?? [];
    for (const { name = DATABASE_NAME } of databases) {
      const format = databaseFormat(name);
      if (format === null || format >= SNAPSHOT_FORMAT) continue;
      await locks.request(formatLockName(format), { ifAvailable: true }, (lock) =>
        lock ? deleteDatabase(factory, name) : null,
      );
    }
  } catch {
    // It can wait: whoever starts next tries again.
  }
}

/** Resolves also when a connection, of whomever, stands in the way: then it goes as soon as that is closed. */
function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}
