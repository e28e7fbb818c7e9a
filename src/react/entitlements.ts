import type { StiggClient } from '../client.js';
import type { AnyEntitlement } from '../events.js';
import { useSupply } from './provider.js';
import { useMemo, useSyncExternalStore } from './react.js';

type List = readonly AnyEntitlement[];

/** What `useEntitlements` takes. */
export interface UseEntitlementsOptions {
  /** Asks the current resource's list. Default: the customer's own. */
  readonly resourceId?: string | null;
  /** Suspends until the first load has ended, well or badly. Default: `false`. */
  readonly suspense?: boolean;
}

/**
 * All entitlements, each as its own getter answers; the fallbacks, where there is no list that may be used. Renders again
 * when one of them has changed.
 */
export function useEntitlements({ resourceId = null, suspense = false }: UseEntitlementsOptions = {}): List {
  const { client, still } = useSupply();
  const live = useMemo(() => readerOf(() => client, resourceId), [client, resourceId]);
  const hydrating = useMemo(() => readerOf(still, resourceId), [still, resourceId]);
  const list = useSyncExternalStore(client.subscribe, live, hydrating);
  // Thrown, as React 18 has no other way; it asks again when that is settled.
  if (suspense && client.status.phase === 'starting') throw client.waitForInitialization().catch(() => {});
  return list;
}

/** Reads the list, and gives the same one as long as nothing of it is another. */
function readerOf(from: () => StiggClient, resourceId: string | null): () => List {
  let last: List = [];
  return () => {
    const client = from();
    const list = client.listOf(client.contextOf().viewOf(resourceId));
    if (list.length !== last.length || !list.every((one, at) => isSame(one, last[at]))) last = list;
    return last;
  };
}

/** An answer is the same object as long as it is the same; what is made of a fallback never changes. */
function isSame(one: AnyEntitlement, other: AnyEntitlement | undefined): boolean {
  return (
    one === other || (one.isFallback && other?.isFallback === true && one.feature?.id === other.feature?.id)
  );
}
