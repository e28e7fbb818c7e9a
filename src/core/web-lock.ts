// A Web Lock as a sign of life: one side holds a lock, the other waits for it and so learns that the holder is
// gone, however it went. The lock manager is passed in, so both sides of the link can use this.

/** The part of `LockManager` that is used; `null` stands for a platform without locks. */
export interface Locks<Signal> {
  request(
    name: string,
    options: { signal?: Signal; mode?: 'shared' | 'exclusive' },
    granted: () => unknown,
  ): Promise<unknown>;
}

/**
 * Holds a lock until the returned function is called, or this side dies. Resolves once it is held; with `null`
 * where there are no locks or they are refused (some third-party frames).
 */
export function holdLock<Signal>(
  locks: Locks<Signal> | null,
  name: string,
  mode: 'shared' | 'exclusive' = 'exclusive',
): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    if (!locks) return resolve(null);
    const held = () => new Promise<void>((release) => resolve(release));
    attempt(() => locks.request(name, { mode }, held)).catch(() => resolve(null));
  });
}

/** Calls `gone` when the holder of a lock is gone. Aborting `signal` ends the watch. */
export function watchLock<Signal>(
  locks: Locks<Signal> | null,
  name: string | null,
  signal: Signal,
  gone: () => void,
): void {
  // An aborted watch rejects, and so does a refused one: then there is nothing to learn here.
  if (locks && name !== null) attempt(() => locks.request(name, { signal }, gone)).catch(() => {});
}

/** Some engines throw where the others reject. */
async function attempt(request: () => Promise<unknown>): Promise<void> {
  await request();
}
