// The transport: the only code that knows GraphQL over HTTP. One operation is one request; it neither retries nor
// schedules.
import { ClientError, GraphQLClient } from 'graphql-request';
import { type Failure, failure, serverVerdict } from '../src/core/failure.js';
import type { Identity } from '../src/core/identity.js';
import type { Operation } from './api/operations.generated.js';
import type { Clock } from './clock.js';

/** As whom the API is asked. */
export interface Caller {
  readonly identity: Pick<Identity, 'baseUri' | 'apiKey'>;
  readonly token: string | null;
}

export interface FetchFailure {
  readonly failure: Failure;
  /** The API refused the key or the token. */
  readonly refused: boolean;
  /** The API denies this identity as such. */
  readonly denied: boolean;
  /** Milliseconds that the API asked to wait, where it exposes that. */
  readonly retryAfterMs: number | null;
}

export type Outcome<T> =
  | {
      readonly value: T;
      /** The API's clock at the time of the last response, in milliseconds since the epoch, where it exposes it. */
      readonly serverDate: number | null;
      readonly failed?: never;
    }
  | { readonly failed: FetchFailure; readonly value?: never; readonly serverDate?: never };

/** What a conversation can say. Whatever fails ends it. */
export interface Voice {
  send<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables): Promise<Data>;
  /** Sends the same operation for each of the variables, in one request. @returns the codes of those that failed */
  sendAll<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: readonly Variables[],
  ): Promise<readonly string[]>;
}

export interface Conversation<T> {
  readonly caller: Caller;
  /** Milliseconds after which it is given up; `null`: when `signal` says so. */
  readonly timeoutMs: number | null;
  readonly signal: AbortSignal;
  /** Runs to its end or to the first failure; what it throws by itself is a response in another shape. */
  readonly talk: (voice: Voice) => Promise<T>;
}

export interface Transport {
  /** Never rejects. */
  converse<T>(conversation: Conversation<T>): Promise<Outcome<T>>;
}

export function createTransport(clock: Clock, fetch: typeof globalThis.fetch): Transport {
  return {
    converse: (conversation) => converse(conversation, clock, fetch),
  };
}

async function converse<T>(
  { caller, timeoutMs, signal, talk }: Conversation<T>,
  clock: Clock,
  fetch: typeof globalThis.fetch,
): Promise<Outcome<T>> {
  const deadline = withDeadline(clock, timeoutMs, signal);
  const delivered: Delivered = {};
  try {
    const client = new GraphQLClient(`${caller.identity.baseUri}/graphql`, {
      headers: headers(caller),
      fetch: delivering(fetch, delivered),
    });
    const value = await talk({
      async send<Data, Variables>(query: Operation<Data, Variables>, variables: Variables) {
        const { data } = await client.rawRequest<Data>({
          query,
          variables: variables as Record<string, unknown>,
          signal: deadline.signal,
        });
        return data;
      },
      async sendAll(document, variables) {
        client.requestConfig.errorPolicy = 'all';
        const documents = variables.map((one) => ({ document, variables: one as Record<string, unknown> }));
        const answers: unknown = await client.batchRequests({ documents, signal: deadline.signal });
        if (!Array.isArray(answers) || answers.length !== variables.length) throw new TypeError('no answers');
        return answers.flatMap(({ errors }) => (errors?.length ? (readServerCode(errors) ?? '') : []));
      },
    });
    return { value, serverDate: date(delivered.headers) };
  } catch (error) {
    if (signal.aborted) return failed(failure('ABORTED', 'The request was given up.'));
    if (deadline.signal.aborted) return failed(failure('TIMEOUT', `No answer within ${timeoutMs} ms.`));
    if (error instanceof ClientError) return failed(classify(error), retryAfter(delivered.headers, clock));
    return failed(
      delivered.headers
        ? failure('INVALID_RESPONSE', 'The API answered in another shape.')
        : failure('NETWORK', 'The API could not be reached.'),
    );
  } finally {
    deadline.done();
  }
}

/** Nothing else of our own: each further header would need the API's leave in a preflight. */
function headers({ identity, token }: Caller): Record<string, string> {
  return {
    'X-API-KEY': identity.apiKey,
    ...(token !== null && { 'X-CUSTOMER-KEY': token }),
    source: 'JS_CLIENT_SDK',
  };
}

/** Set while a whole response has arrived: what fails before is the network's fault, what fails later is the response's. */
interface Delivered {
  headers?: Headers;
}

function delivering(fetch: typeof globalThis.fetch, delivered: Delivered): typeof globalThis.fetch {
  return async (url, init) => {
    delete delivered.headers;
    const response = await fetch(url, init);
    const body = await response.text();
    delivered.headers = response.headers;
    const { ok, status } = response;
    return { ok, status, headers: response.headers, text: async () => body } as Response;
  };
}

function withDeadline(clock: Clock, ms: number | null, outer: AbortSignal) {
  const inner = new AbortController();
  const abort = () => inner.abort();
  const cancel = ms === null ? () => {} : clock.after(ms, abort);
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
  if (serverCode) return failure('SERVER', `The API refused: ${serverCode}.`, serverCode);
  if (status >= 400) return failure('INVALID_RESPONSE', `The API answered with status ${status}.`);
  return failure('SERVER', 'The API answered with an error.');
}

function readServerCode(errors: unknown): string | undefined {
  const first = Array.isArray(errors) ? errors[0] : undefined;
  const code = first?.extensions?.code;
  return typeof code === 'string' && /^\w{1,80}$/.test(code) ? code : undefined;
}

function failed(plain: Failure, retryAfterMs: number | null = null): { failed: FetchFailure } {
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
