// The wait for a checkout: the payment provider tells the API in its own time, so the API is asked until the
// subscription is active.
import { type Failure, failure } from '../src/core/failure.js';
import { elapsed } from '../src/core/freshness.js';
import type { AwaitCheckout } from '../src/core/protocol.js';
import type { Subscription } from '../src/core/subscription.js';
import type { Clock } from './clock.js';
import type { Answered, DataCalls } from './data-calls.js';

/** Milliseconds between two polls: short at first, as most checkouts are through at once. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 3_000;
const GROWTH = 1.5;

export interface CheckoutTools {
  readonly clock: Clock;
  readonly calls: DataCalls;
  /** Fetches the customer's entitlements anew, for all tabs; gives up after `patienceMs`. */
  refresh(patienceMs: number): Promise<Failure | null>;
}

/**
 * Resolves with the subscription once it is active and, if that is asked for, its entitlements are there. A poll that
 * fails is not the end, unless the API will never answer another one.
 *
 * @param leaving whoever waits gives up
 */
export async function awaitCheckout(
  call: AwaitCheckout,
  leaving: AbortSignal,
  { clock, calls, refresh }: CheckoutTools,
): Promise<Answered<Subscription>> {
  const { timeoutMs, requestTimeoutMs } = call;
  const { subscriptionId, resourceId } = call.params;
  const start = clock.now();
  const left = () => timeoutMs - elapsed(start, clock.now());
  let last: Failure | null = null;
  for (let waitMs = FIRST_WAIT_MS; left() > 0; waitMs = Math.min(waitMs * GROWTH, LONGEST_WAIT_MS)) {
    const answered = await calls.ask(
      {
        ...call,
        name: 'getActiveSubscriptions',
        params: resourceId === undefined ? {} : { resourceId },
        timeoutMs: Math.min(requestTimeoutMs, left()),
      },
      leaving,
    );
    // What the store remembers says nothing of a payment.
    const active = 'result' in answered && answered.source === 'network' ? answered.result : [];
    last = 'failure' in answered ? answered.failure : null;
    const subscription = active.find(({ id }) => id === subscriptionId);
    if (subscription) {
      last = call.refresh ? await refresh(Math.max(0, left())) : null;
      if (!last) return { result: subscription, source: 'network', ageMs: 0 };
    }
    if (last && !last.retryable) return { failure: last };
    await sleep(Math.min(waitMs, Math.max(0, left())), leaving, clock);
  }
  const reason = last ? ` The last attempt failed: ${last.code}.` : '';
  return {
    failure: failure('TIMEOUT', `${subscriptionId} was not active within ${timeoutMs} ms.${reason}`),
  };
}

function sleep(ms: number, leaving: AbortSignal, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, done);
    function done() {
      cancel();
      leaving.removeEventListener('abort', done);
      resolve();
    }
    leaving.addEventListener('abort', done);
    if (leaving.aborted) done();
  });
}
