// The data calls, as a chunk of its own that loads with the first of them: checks do not need it.

import { type Caller, isCurrent, requesterOf } from './caller.js';
import type { DataCallName, ResultOf } from './core/data-call.js';
import { type Failure, failure } from './core/failure.js';
import type { DataCall, Received, Requester } from './core/protocol.js';
import type { Subscription } from './core/subscription.js';
import { originOf } from './data-origin.js';
import { type CallOptions, type CheckoutWait, readParams } from './data-params.js';
import type { Answer, Call } from './link.js';
import { offlineAnswer } from './offline-answer.js';
import { spellData } from './spell-data.js';

type Result<T> = Promise<Answer<T>>;

/** On top of what the API may take: for the way to the engine, and for what it does after the response. */
const SLACK_MS = 5_000;
/** What follows a write, or a checkout: all entitlements are fetched anew, and all tabs told. */
const REFRESH_MS = 30_000;
const CHECKOUT_TIMEOUT_MS = 15_000;

const LEFT = failure('NO_CUSTOMER', 'The customer that this was asked for is not set any more.');
const NO_CUSTOMER = failure('NO_CUSTOMER', 'No customer is set.');
const ABORTED = failure('ABORTED', 'The call was given up.');
const STRANDED = failure('ENGINE_LOST', 'No engine could be started.');
const CLOSED = failure('CLOSED', 'The client is closed.');
const OFFLINE = failure('OFFLINE', 'Not to be had in offline mode.');

/** Calls that are about somebody else's data than the customer's, or name the customer themselves. */
const FOR_ANYBODY: ReadonlySet<DataCallName> = new Set([
  'getPaywall',
  'getCoupons',
  'getSubscription',
  'estimateSubscriptionUpdate',
]);

let lastId = 0;

/** @throws TypeError that names the wrong parameter */
export async function ask<Name extends DataCallName>(
  caller: Caller,
  name: Name,
  given: object | undefined,
): Result<ResultOf<Name>> {
  const { context, customer, resource } = caller;
  const { settings, closed } = context;
  if (closed) return { failure: CLOSED };
  const { params, options } = readParams(name, given);
  if (name === 'getCheckoutState' && resource) params.resourceId ??= resource.identity.resourceId;
  const named = FOR_ANYBODY.has(name) || customer !== null || params.customerId !== undefined;
  if (settings.offline) return offlineAnswer(caller, name);
  if (!named) return { failure: NO_CUSTOMER };
  const isWrite = name === 'applySubscription';
  const timeoutMs = options.timeoutMs ?? settings.requestTimeoutMs;
  const answer = await converse(
    caller,
    options,
    (call): Call<Received<unknown>> =>
      (api) =>
        api.ask({ ...call, name, params, timeoutMs } as DataCall<Name>),
    timeoutMs + (isWrite ? REFRESH_MS : SLACK_MS),
    isWrite,
  );
  if (answer.failure) return { failure: isWrite ? withDoubt(answer.failure) : answer.failure };
  return received(caller, name, answer.value as Received<ResultOf<Name>>);
}

/** @throws TypeError that names the wrong parameter */
export async function awaitCheckout(
  caller: Caller,
  given: CheckoutWait | undefined,
): Result<Subscription | null> {
  const { context, customer } = caller;
  if (context.closed) return { failure: CLOSED };
  const { options, params } = readParams('waitForCheckoutCompleted', given);
  const query = new URLSearchParams(globalThis.location?.search);
  const subscriptionId = query.get('subscriptionId');
  const completed = query.get('checkoutCompleted');
  if (!subscriptionId || !completed || completed.toLowerCase() === 'false') return { value: null };
  if (context.settings.offline) return { failure: OFFLINE };
  if (!customer) return { failure: NO_CUSTOMER };
  const timeoutMs = options.timeoutMs ?? CHECKOUT_TIMEOUT_MS;
  const refresh = params.refreshOnComplete !== false;
  if (refresh && !customer.opened) context.open(customer);
  const resourceId = query.get('resourceId');
  const wanted = { subscriptionId, ...(resourceId && { resourceId }) };
  const { requestTimeoutMs } = context.settings;
  const answer = await converse(
    caller,
    options,
    (call): Call<Received<Subscription>> =>
      (api) =>
        api.awaitCheckout({ ...call, params: wanted, timeoutMs, requestTimeoutMs, refresh }),
    timeoutMs + REFRESH_MS,
    false,
  );
  return answer.failure ? answer : received(caller, 'getActiveSubscriptions', answer.value);
}

/** Makes a call as the customer; again with another token if the API refused the first one. Never hangs. */
async function converse<T>(
  caller: Caller,
  { signal }: CallOptions,
  make: (call: { readonly id: number; readonly requester: Requester }) => Call<T>,
  deadlineMs: number,
  isWrite: boolean,
): Promise<Answer<T>> {
  const id = ++lastId;
  const calling = async (): Promise<Answer<T>> => {
    const connection = await caller.context.reach();
    if (!connection) return { failure: STRANDED };
    const { link, tokens } = connection;
    const attempt = (token: string | null) =>
      link.call(make({ id, requester: requesterOf(caller, token) }), deadlineMs, isWrite ? 1 : 2);
    const token = caller.customer && (await tokens.current());
    if (!isCurrent(caller)) return { failure: LEFT };
    if (signal?.aborted) return { failure: ABORTED };
    const answer = await attempt(token);
    // A write is never said twice, not even one that was refused.
    if (isWrite || answer.failure?.code !== 'UNAUTHENTICATED' || token === null) return answer;
    const renewed = await tokens.renewed(token);
    return renewed === null || !isCurrent(caller) ? answer : attempt(renewed);
  };
  let end = (_answer: Answer<T>) => {};
  const ended = new Promise<Answer<T>>((resolve) => {
    end = resolve;
  });
  const abort = () => {
    void caller.context.reach().then((connection) => connection?.link.tell((api) => api.abandon(id)));
    end({ failure: ABORTED });
  };
  // The app's own token function may never settle.
  const late = () => end({ failure: failure('TIMEOUT', `No answer within ${deadlineMs} ms.`) });
  const timer = setTimeout(late, deadlineMs);
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  else void calling().then(end);
  const answer = await ended;
  clearTimeout(timer);
  signal?.removeEventListener('abort', abort);
  return isWrite || isCurrent(caller) ? answer : { failure: LEFT };
}

function received<Name extends DataCallName, T extends object>(
  { context }: Caller,
  name: Name,
  { result, source, ageMs }: Received<T>,
): Answer<T> {
  // The portal is passed on in the API's spelling.
  const value = name === 'getCustomerPortal' ? result : spellData(result, context.settings.vocabulary);
  context.listener.received(value, originOf(source, ageMs));
  return { value };
}

/** Of a write nobody can tell how far it came, unless the API has refused it. */
function withDoubt(failed: Failure): Failure {
  const { code, message } = failed;
  const doubtful = code === 'NETWORK' || code === 'TIMEOUT' || code === 'ENGINE_LOST';
  return doubtful ? { ...failed, message: `${message} Whether it was applied is unknown.` } : failed;
}

export { track } from './tracked-checks.js';
