// The events in the vendor's forms. The client's own beside them have the client's own payloads.
import type * as own from '../index.js';
import { type AnyEntitlement, type UpdatedEntitlement, updatedEntitlements } from './entitlement.js';

/** What `addListener` can hear. */
export interface CompatEvents extends Omit<own.StiggEvents, 'entitlementsUpdated' | 'initializeFailed'> {
  /** By feature id: the customer's own list, or the current resource's. Only when an answer changed. */
  entitlementsUpdated: ReadonlyMap<string, UpdatedEntitlement>;
  /** It may still succeed later. */
  initializeFailed: own.StiggError;
}

type Name = keyof CompatEvents;
type Listener = (payload: never) => void;

export class Listeners {
  readonly #client: own.StiggClient;
  readonly #complete: (answer: AnyEntitlement) => AnyEntitlement;
  /** By event, what the client calls for a listener. */
  readonly #wrappers = new Map<Name, Map<Listener, (payload: unknown) => void>>();

  constructor(client: own.StiggClient, complete: (answer: AnyEntitlement) => AnyEntitlement) {
    this.#client = client;
    this.#complete = complete;
  }

  add(event: Name, listener: Listener): () => void {
    if (typeof listener !== 'function') throw new TypeError('listener must be a function.');
    const wrappers = this.#wrappers.get(event) ?? new Map();
    const wrapper =
      wrappers.get(listener) ?? ((payload: unknown) => listener(this.#payload(event, payload) as never));
    this.#wrappers.set(event, wrappers.set(listener, wrapper));
    this.#client.addListener(event, wrapper);
    return () => this.remove(event, listener);
  }

  remove(event: Name, listener: Listener): void {
    const wrapper = this.#wrappers.get(event)?.get(listener);
    if (!wrapper) return;
    this.#wrappers.get(event)?.delete(listener);
    this.#client.removeListener(event, wrapper);
  }

  #payload(event: Name, payload: unknown): unknown {
    if (event === 'initializeFailed') return (payload as own.StiggEvents['initializeFailed']).error;
    if (event !== 'entitlementsUpdated') return payload;
    const { entitlements } = payload as own.StiggEvents['entitlementsUpdated'];
    return updatedEntitlements(entitlements.map((one) => this.#complete(one)));
  }
}
