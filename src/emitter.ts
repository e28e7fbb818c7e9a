export type Listener<T> = (payload: T) => void;

/** Named events. A listener that throws is reported and keeps none of the others from hearing. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();
  readonly #threw: (error: unknown) => void;

  constructor(threw: (error: unknown) => void) {
    this.#threw = threw;
  }

  /** @returns what removes the listener again */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    if (typeof listener !== 'function') throw new TypeError('listener must be a function.');
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => this.off(name, listener);
  }

  off<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): void {
    this.#listeners.get(name)?.delete(listener);
  }

  hears(name: keyof Events): boolean {
    return !!this.#listeners.get(name)?.size;
  }

  /** @param payload makes what the listeners are given; not called where nobody listens, as it may cost much */
  emit<Name extends keyof Events>(name: Name, payload: () => Events[Name]): void {
    const listeners = [...(this.#listeners.get(name) ?? [])] as Listener<Events[Name]>[];
    if (listeners.length === 0) return;
    const made = payload();
    for (const listener of listeners) {
      try {
        listener(made);
      } catch (error) {
        this.#threw(error);
      }
    }
  }
}
