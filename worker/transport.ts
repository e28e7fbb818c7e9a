// The transport: the only code that knows GraphQL over HTTP. One call is one request; it neither retries nor
// schedules.
import { ClientError, GraphQLClient } from 'graphql-request';
import { type Failure, failure, serverVerdict } from '../src/core/failure.js';
import type { Identity } from '../src/core/identity.js';
import {
  type EntitlementsResponse,
  GET_ENTITLEMENTS,
  GET_ENTITLEMENTS_AND_CONFIGURATION,
  parseGetEntitlements,
} from './api/get-entitlements.js';
import type { Clock } from './clock.js';

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

export interface FetchFailure {
  readonly failure: Failure;
  /** The API refused the key or the token. */
  readonly refused: boolean;
  /** The API denies this identity as such. */
  readonly denied: boolean;
  /** Milliseconds that the API asked to wait, where it exposes that. */
  readonly retryAfterMs: number | null;
}

export interface Transport {
  fetchEntitlements(request: EntitlementsRequest): Promise<Fetched>;
}

export function createTransport(clock: Clock, fetch: typeof globalThis.fetch): Transport {
  return {
    async fetchEntitlements(request) {
      const sentAt = clock.now().wall;
      const result = await ask(request, clock, fetch);
      return { ...result, sentAt, receivedAt: clock.now().wall };
    },
  };
}

async function ask(
  { identity, token, withConfiguration, timeoutMs, signal }: EntitlementsRequest,
  clock: Clock,
  fetch: typeof globalThis.fetch,
): Promise<Result> {
  const { customerId, resourceId } = identity;
  const query = withConfiguration ? GET_ENTITLEMENTS_AND_CONFIGURATION : GET_ENTITLEMENTS;
  const variables = { query: { customerId, ...(resourceId !== null && { resourceId }) } };
  const deadline = withDeadline(clock, timeoutMs, signal);
  const delivered: Delivered = {};
  try {
    const client = new GraphQLClient(`${identity.baseUri}/graphql`, {
      headers: headers(identity, token),
      fetch: delivering(fetch, delivered),
    });
    const { data } = await client.rawRequest({ query, variables, signal: deadline.signal });
    const response = parseGetEntitlements(data, date(delivered.headers));
    return response
      ? { response }
      : failed(failure('INVALID_RESPONSE', 'The API answered in another shape.'));
  } catch (error) {
    if (signal.aborted) return failed(failure('ABORTED', 'The request was given up.'));
    if (deadline.signal.aborted) return failed(failure('TIMEOUT', `No answer within ${timeoutMs} ms.`));
    if (error instanceof ClientError) return failed(classify(error), retryAfter(delivered.headers, clock));
    return failed(
      delivered.headers
        ? failure('INVALID_RESPONSE', 'The API answered with something that is not GraphQL.')
        : failure('NETWORK', 'The API could not be reached.'),
    );
  } finally {
    deadline.done();
  }
}

/** Nothing else of our own: each further header would need the API's leave in a preflight. */
function headers({ apiKey }: Identity, token: string | null): Record<string, string> {
  return {
    'X-API-KEY': apiKey,
    ...(token !== null && { 'X-CUSTOMER-KEY': token }),
    source: 'JS_CLIENT_SDK',
  };
}

/** Set once a whole response has arrived: what fails before is the network's fault, what fails later is the response's. */
interface Delivered {
  headers?: Headers;
}

function delivering(fetch: typeof globalThis.fetch, delivered: Delivered): typeof globalThis.fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    const body = await response.text();
    delivered.headers = response.headers;
    const { ok, status } = response;
    return { ok, status, headers: response.headers, text: async () => body } as Response;
  };
}

function withDeadline(clock: Clock, ms: number, outer: AbortSignal) {
  const inner = new AbortController();
  const abort = () => inner.abort();
  const cancel = clock.after(ms, abort);
  outer.addEventListener('abort', abort);
  if (outer.aborted) abort();
  const done = () => {
    cancel();
    outer.removeEventListener('abort', abort);
  };
  return { signal: inner.signal, done };
}

// ClientError's own message holds the whole request, so neither it nor its cause may travel further.
function classify({ response }: ClientError): Failure {
  const { status } = response;
  const serverCode = readServerCode(response.errors);
  const verdict = serverVerdict(serverCode);
  if (verdict) return failure(verdict.code, `The API refused: ${serverCode}.`, serverCode);
  // A code that says nothing to us must not hide what the status says.
  if (status === 401) return failure('UNAUTHENTICATED', 'The API refused the key or the token.', serverCode);
  if (status === 403) return failure('FORBIDDEN', 'The API does not allow this.', serverCode);
  if (status === 429) return failure('RATE_LIMITED', 'The API is asked too often.', serverCode);
  if (status >= 500) return failure('SERVER', `The API failed with status ${status}.`, serverCode);
  if (status >= 400)
    return failure('INVALID_RESPONSE', `The API answered with status ${status}.`, serverCode);
  return failure('SERVER', 'The API answered with an error.', serverCode);
}

function readServerCode(errors: unknown): string | undefined {
  const first = Array.isArray(errors) ? errors[0] : undefined;
  const code = first?.extensions?.code;
  return typeof code === 'string' && /^\w{1,80}$/.test(code) ? code : undefined;
}

function failed(plain: Failure, retryAfterMs: number | null = null): Result {
  const refused = plain.code === 'UNAUTHENTICATED';
  const denied = serverVerdict(plain.serverCode)?.definite === true;
  return { failed: { failure: plain, refused, denied, retryAfterMs } };
}

function date(headers: Headers | undefined): number | null {
  const time = Date.parse(headers?.get('date') ?? '');
  return Number.isNaN(time) ? null : time;
}

/** `Retry-After`, in its seconds or its date form, as milliseconds from now. */
function retryAfter(headers: Headers | undefined, clock: Clock): number | null {
  const value = headers?.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(value) - (date(headers) ?? clock.now().wall);
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
