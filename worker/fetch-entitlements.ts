// One request for the entitlements of an identity.
import type { Failure } from '../src/core/failure.js';
import type { Identity } from '../src/core/identity.js';
import { type EntitlementsResponse, parseGetEntitlements } from './api/get-entitlements.js';
import { GetEntitlements, GetEntitlements_refresh } from './api/operations.generated.js';
import type { Clock } from './clock.js';
import type { FetchFailure, Transport } from './transport.js';

export interface EntitlementsRequest {
  readonly identity: Identity;
  readonly token: string | null;
  readonly withConfiguration: boolean;
  /** Milliseconds after which the request is given up. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type Fetched = Result & {
  /** When the request was sent, and when its result was there: wall time, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly receivedAt: number;
};

type Result =
  | { readonly response: EntitlementsResponse; readonly failed?: never }
  | { readonly failed: FetchFailure; readonly response?: never };

export async function fetchEntitlements(
  transport: Transport,
  clock: Clock,
  { identity, token, withConfiguration, timeoutMs, signal }: EntitlementsRequest,
): Promise<Fetched> {
  const { customerId, resourceId } = identity;
  const query = { customerId, ...(resourceId !== null && { resourceId }) };
  const sentAt = clock.now().wall;
  const { value, serverDate, failed } = await transport.converse({
    caller: { identity, token },
    timeoutMs,
    signal,
    talk: async ({ send }) => {
      const data = await send(withConfiguration ? GetEntitlements : GetEntitlements_refresh, { query });
      const read = parseGetEntitlements(data);
      if (!read) throw new TypeError('another shape');
      return read;
    },
  });
  const receivedAt = clock.now().wall;
  return failed ? { failed, sentAt, receivedAt } : { response: { ...value, serverDate }, sentAt, receivedAt };
}

/** Of a request that was not sent. */
export function notFetched(plain: Failure, now: number): Fetched {
  const failed = { failure: plain, refused: false, denied: false, retryAfterMs: null };
  return { failed, sentAt: now, receivedAt: now };
}
