// The data calls, as a chunk of its own that loads with the first of them: checks do not need it.

import { type Caller, isCurrent, requesterOf } from './caller.js';
import type { Asked } from './context.js';
import type { DataCallName, ResultOf } from './core/data-call.js';
import { type FailureCode, failure } from './core/failure.js';
import type { DataCall, Received, Requester } from './core/protocol.js';
import type { Subscription } from './core/subscription.js';
import { originOf } from './data-origin.js';
import { type CallOptions, type CheckoutWait, readParams } from './data-params.js';
import { CLOSED, NO_CUSTOMER, STRANDED } from './error.js';
import type { Answer, Call } from './link.js';
import { offlineAnswer, offlineFailure } from './offline-answer.js';
import { spellData } from './spell-data.js';
import { type AnsweredCheck, track } from './tracked-checks.js';

type Result<T> = Promise<Answer<T>>;

/** On top of what the API may take: for the way to the engine, and for what it does after the response. */
const SLACK_MS = 5_000;
/** What follows a write, or a checkout: all entitlements are fetched anew, and all tabs told. */
const REFRESH_MS = 30_000;
const CHECKOUT_TIMEOUT_MS = 15_000;

const LEFT = failure('NO_CUSTOMER', 'The customer that this was asked for is not set any more.');
const ABORTED = failure('ABORTED', 'The call was given up.');

/** Calls that are about somebody else's data than the customer's, or name the customer themselves. */
const FOR_ANYBODY: ReadonlySet<DataCallName> = new Set([
  'getPaywall',
  'getCoupons',
  'getSubscription',
  'estimateSubscriptionUpdate',
]);

let lastId = 0;

/** @throws TypeError that names the wrong parameter */
export async function respond(caller: Caller, asked: Asked, given: unknown): Promise<Answer<unknown>> {
  if (caller.context.closed) return { failure: CLOSED };
  if (asked === 'track') return track(caller, given as AnsweredCheck);
  if (asked === 'waitForCheckoutCompleted') return awaitCheckout(caller, given as CheckoutWait | undefined);
  return ask(caller, asked, given as object | undefined);
}

async function ask<Name extends DataCallName>(
  caller: Caller,
  name: Name,
  given: object | undefined,
): Result<ResultOf<Name>> {
  const { context, customer, resource } = caller;
  const { settings } = context;
  const { params, options } = readParams(name, given);
  if (name === 'getCheckoutState' && resource) params.resourceId ??= resource.identity.resourceId;
  const named = FOR_ANYBODY.has(name) || customer !== null || params.customerId !== undefined;
  if (settings.offline) return offlineAnswer(caller, name);
  if (!named) return { failure: NO_CUSTOMER };
  const timeoutMs = options.timeoutMs ?? settings.requestTimeoutMs;
  const ask =
    (call: Said): Call<Received<unknown>> =>
    (api) =>
      api.ask({ ...call, name, params, timeoutMs } as DataCall<Name>);
  const answer =
    name === 'applySubscription'
      ? await write(caller, options, ask, timeoutMs + REFRESH_MS)
      : await converse(caller, options, ask, timeoutMs + SLACK_MS);
  if (answer.failure) return answer;
  return received(caller, name, answer.value as Received<ResultOf<Name>>);
}

async function awaitCheckout(caller: Caller, given: CheckoutWait | undefined): Result<Subscription | null> {
  const { context, customer } = caller;
  const { options, params } = readParams('waitForCheckoutCompleted', given);
  const query = new URLSearchParams(caller.search);
  const subscriptionId = query.get('subscriptionId');
  const completed = query.get('checkoutCompleted');
  if (!subscriptionId || !completed || completed.toLowerCase() === 'false') return { value: null };
  if (context.settings.offline) return offlineFailure('waitForCheckoutCompleted');
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
    timeoutMs + SLACK_MS,
  );
  return answer.failure ? answer : received(caller, 'getActiveSubscriptions', answer.value);
}

interface Said {
  readonly id: number;
  readonly requester: Requester;
}

type Make<T> = (call: Said) => Call<T>;

/** Makes a call as the customer; again with another token if the API refused the first one. Never hangs. */
async function converse<T>(
  caller: Caller,
  { signal }: CallOptions,
  make: Make<T>,
  deadlineMs: number,
  tries = 2,
): Promise<Answer<T>> {
  const id = ++lastId;
  let isOver = false;
  let end = (_answer: Answer<T>) => {};
  const ended = new Promise<Answer<T>>((resolve) => {
    end = resolve;
  });
  const calling = async (): Promise<Answer<T>> => {
    const connection = await caller.context.reach();
    if (!connection) return { failure: caller.context.closed ? CLOSED : STRANDED };
    const { link, tokens } = connection;
    const attempt = async (token: string | null): Promise<Answer<T>> => {
      if (isOver) return { failure: ABORTED };
      if (!isCurrent(caller)) return { failure: LEFT };
      const lacksToken = caller.customer !== null && tokens.isExpected && token === null;
      const requester = requesterOf(caller, token, lacksToken);
      return link.call(make({ id, requester }), deadlineMs, tries, () => isOver);
    };
    const token = caller.customer && (await tokens.current());
    const answer = await attempt(token);
    if (answer.failure?.code !== 'UNAUTHENTICATED' || token === null) return answer;
    tokens.forget(token);
    // What may be said only once is not said again even if it was refused.
    const renewed = tries > 1 ? await tokens.renewed(token) : null;
    return renewed === null ? answer : attempt(renewed);
  };
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
  isOver = true;
  clearTimeout(timer);
  signal?.removeEventListener('abort', abort);
  return tries === 1 || isCurrent(caller) ? answer : { failure: LEFT };
}

/** Makes a call that is said once. Unless the API has refused it, nobody can tell how far it came. */
async function write<T>(
  caller: Caller,
  options: CallOptions,
  make: Make<T>,
  deadlineMs: number,
): Promise<Answer<T>> {
  let isSaid = false;
  const saying: Make<T> = (call) => (api) => {
    isSaid = true;
    return make(call)(api);
  };
  const answer = await converse(caller, options, saying, deadlineMs, 1);
  const { failure: failed } = answer;
  if (!failed || !isSaid || failed.serverCode !== undefined || REFUSALS.has(failed.code)) return answer;
  const message = `${failed.message} Whether it was applied is unknown.`;
  // To try again might be to buy twice.
  return { failure: { ...failed, message, retryable: false } };
}

/** The API has said no. */
const REFUSALS: ReadonlySet<FailureCode> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'RATE_LIMITED',
]);

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
