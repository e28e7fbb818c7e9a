// Where hooks get their client from: one that the app has made, or one made here of options.
import type { StiggClient } from '../client.js';
import Stigg from '../index.js';
import type { StiggOptions } from '../options.js';

export interface Supply {
  readonly client: StiggClient;
  /**
   * A client that stands still: it answers what the server has rendered, while the page hydrates, whatever the other one
   * knows by then.
   */
  readonly still: () => StiggClient;
}

interface OwnSupply extends Supply {
  holders: number;
}

/**
 * By options: React may render a component several times, and throw away its state, before it is mounted once. The options
 * stay the same object, and so does the client.
 */
const supplies = new WeakMap<StiggOptions, OwnSupply>();

/** The client that is made of these options; the same one until nobody holds it any more. */
export function supplyOf(options: StiggOptions): Supply {
  const known = supplies.get(options);
  if (known) return known;
  let twin: StiggClient | undefined;
  const still = () => {
    twin ??= stillClient(options);
    return twin;
  };
  // On a server nobody would close it, and nobody would wait for what it fetches.
  const client = typeof window === 'undefined' ? still() : Stigg.initialize(options);
  const supply = { client, still, holders: 0 };
  supplies.set(options, supply);
  return supply;
}

/** Keeps the client of these options open. @returns what lets it go; the last one to do so closes it */
export function hold(options: StiggOptions): () => void {
  const supply = supplies.get(options);
  if (!supply) return () => {};
  supply.holders++;
  return () => {
    supply.holders--;
    // A moment later: StrictMode takes a component away and brings it back in one breath.
    queueMicrotask(() => {
      if (supply.holders > 0 || supplies.get(options) !== supply) return;
      supplies.delete(options);
      supply.client.close();
    });
  };
}

/** Answers from `bootstrap` and fallbacks, does nothing, and says nothing that the other one has said. */
function stillClient(options: StiggOptions): StiggClient {
  const client = Stigg.initialize({ ...options, lazyLoad: true, logConfiguration: { logLevel: 'NONE' } });
  client.close();
  return client;
}
