// What a reload and a second tab keep: all of it is in the page's address.

export const INTERVALS = [5_000, 30_000] as const;

export interface Address {
  readonly customerId: string;
  readonly resourceId: string | null;
  readonly signedOut: boolean;
  readonly offline: boolean;
  readonly intervalMs: number;
}

export function readAddress(): Address {
  const query = new URLSearchParams(location.search);
  const interval = Number(query.get('interval'));
  return {
    customerId: query.get('customer') || 'customer-acme',
    resourceId: query.get('resource') || null,
    signedOut: query.has('signedout'),
    offline: query.has('offline'),
    intervalMs: INTERVALS.find((one) => one === interval) ?? INTERVALS[0],
  };
}

export function writeAddress(address: Address): void {
  history.replaceState(null, '', `?${queryOf(address)}`);
}

/** What a link to another page has to carry. */
export function queryOf(address: Address): URLSearchParams {
  const { customerId, resourceId, signedOut, offline, intervalMs } = address;
  return new URLSearchParams({
    customer: customerId,
    ...(resourceId !== null && { resource: resourceId }),
    ...(signedOut && { signedout: '1' }),
    ...(offline && { offline: '1' }),
    interval: String(intervalMs),
  });
}
