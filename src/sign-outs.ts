// Sign-outs as the page remembers them: tombstones in localStorage, because only that is written before a call
// returns, and reaches the other tabs and an engine that starts later.
import type { SessionKey } from './core/identity.js';
import type { Tombstone } from './core/protocol.js';

/** The names of the items; the customer's key, or `*`, follows. The value is the generation. */
export const TOMBSTONE_PREFIX = 'stigg-offline:signed-out:';

export class SignOuts {
  readonly #storage = openStorage();
  /** This page's own: where storage is full or blocked, it still signs out. */
  readonly own = new Map<Tombstone['customerKey'], number>();

  /** The generation of a session that is opened now: past every sign-out that is known. */
  openGeneration(customerKey: SessionKey): number {
    return Math.max(Date.now(), this.#generationOf(customerKey), this.#generationOf('*'));
  }

  /**
   * Signs out, at once and for all tabs.
   *
   * @param opened the generation of the session that is signed out
   */
  bury(customerKey: Tombstone['customerKey'], opened: number): Tombstone {
    const generation = Math.max(this.openGeneration(customerKey), opened) + 1;
    this.own.set(customerKey, generation);
    try {
      this.#storage?.setItem(TOMBSTONE_PREFIX + customerKey, String(generation));
    } catch {
      // Full: this page and the engine's store have it.
    }
    return { customerKey, generation };
  }

  #generationOf(customerKey: Tombstone['customerKey']): number {
    const stored = Number(this.#storage?.getItem(TOMBSTONE_PREFIX + customerKey)) || 0;
    return Math.max(stored, this.own.get(customerKey) ?? 0);
  }
}

/** `null` where storage is blocked or does not exist. */
export function openStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
