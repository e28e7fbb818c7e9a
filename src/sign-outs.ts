// Sign-outs as the page remembers them: tombstones in localStorage, because only that is written before a call
// returns, and reaches the other tabs and an engine that starts later.
import type { SessionKey } from './core/identity.js';
import { isGeneration, type Tombstone } from './core/protocol.js';

/** The names of the items; the customer's key, or `*`, follows. The value is the generation. */
export const TOMBSTONE_PREFIX = 'stigg-offline:signed-out:';

/** The highest generation that was used on this device: clocks are set back, and a sign-out must be above all before it. */
const HIGHEST = 'stigg-offline:generation';

export class SignOuts {
  readonly #storage = openStorage();
  /** As far as this page knows. */
  #highest = 0;
  /** This page's own: where storage is full or blocked, it still signs out. */
  readonly own = new Map<Tombstone['customerKey'], number>();

  /** The generation of a session that is opened now: not below any sign-out that is known. Before it is used, `note` it. */
  openGeneration(customerKey: SessionKey): number {
    for (const name of [TOMBSTONE_PREFIX + customerKey, `${TOMBSTONE_PREFIX}*`, HIGHEST])
      this.#raise(this.#read(name));
    this.#raise(Date.now());
    return this.#highest;
  }

  /** A generation that is in use: what is opened on this device from now on is not below it. */
  note(generation: unknown): void {
    this.#raise(this.#read(HIGHEST));
    this.#raise(generation);
    this.#write(HIGHEST, this.#highest);
  }

  #raise(generation: unknown): void {
    if (isGeneration(generation)) this.#highest = Math.max(this.#highest, generation);
  }

  /** Signs out, at once and for all tabs. */
  bury(customerKey: Tombstone['customerKey']): Tombstone {
    const generation = this.openGeneration(customerKey) + 1;
    this.note(generation);
    this.own.set(customerKey, generation);
    this.#write(TOMBSTONE_PREFIX + customerKey, generation);
    return { customerKey, generation };
  }

  /** Whether a session of this generation was signed out. */
  ended(customerKey: SessionKey, generation: number): boolean {
    return ([customerKey, '*'] as const).some(
      (key) => generation < this.#read(TOMBSTONE_PREFIX + key) || generation < (this.own.get(key) ?? 0),
    );
  }

  #read(name: string): number {
    try {
      return Number(this.#storage?.getItem(name));
    } catch {
      return 0;
    }
  }

  #write(name: string, generation: number): void {
    try {
      this.#storage?.setItem(name, String(generation));
    } catch {
      // Full or damaged: this page and the engine's store have it.
    }
  }
}

/** The names of all items. */
export function itemNames(storage: Storage | null): string[] {
  return Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at) ?? '');
}

/** `null` where storage is blocked or does not exist. */
export function openStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
