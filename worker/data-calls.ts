// The data calls of all clients. Network first; for what is kept, the last response stands in where the API cannot be
// reached. Identical calls that are under way at the same time are one.
import type { DataCallName, ResultOf } from '../src/core/data-call.js';
import { type Failure, type FailureCode, failure } from '../src/core/failure.js';
import type { DataCall, Received, Requester } from '../src/core/protocol.js';
import { CALLS } from './api/calls.js';
import type { Clock } from './clock.js';
import { clearShelf, keepResponse, recallResponse } from './shelf.js';
import type { Store } from './store.js';
import type { FetchFailure, Outcome, Transport } from './transport.js';

export interface DataCallTools {
  readonly clock: Clock;
  readonly store: Pick<Store, 'besides'>;
  readonly transport: Transport;
}

export type Answered<Result> = Received<Result> | { readonly failure: Failure };

/** A call that is under way, for everybody who makes the same one meanwhile. */
interface Flight {
  readonly outcome: Promise<Outcome<unknown>>;
  /** Those who still wait; the last one to leave ends it. */
  passengers: number;
  readonly land: AbortController;
}

/** The API was not reached, or did not answer as such. What it refuses, it refuses. */
const UNREACHED: ReadonlySet<FailureCode> = new Set([
  'NETWORK',
  'TIMEOUT',
  'RATE_LIMITED',
  'SERVER',
  'INVALID_RESPONSE',
]);

const ABORTED = failure('ABORTED', 'The call was given up.');
const MALFORMED = failure('INVALID_RESPONSE', 'The API answered in another shape.');
const UNKNOWN = failure('NOT_FOUND', 'The API does not know it.');

export class DataCalls {
  readonly #tools: DataCallTools;
  readonly #flights = new Map<string, Flight>();

  constructor(tools: DataCallTools) {
    this.#tools = tools;
  }

  /** @param leaving whoever asks gives up */
  async ask<Name extends DataCallName>(
    call: DataCall<Name>,
    leaving: AbortSignal,
  ): Promise<Answered<ResultOf<Name>>> {
    const { kept, read } = CALLS[call.name];
    const { value, failed } = await this.#board(call, leaving);
    if (leaving.aborted) return { failure: ABORTED };
    if (failed) return kept ? this.#standIn(call, failed) : { failure: failed.failure };
    const result = readSafely(() => read(value as never));
    if (result === undefined) {
      const malformed = { failure: MALFORMED, refused: false, denied: false, retryAfterMs: null };
      return kept ? this.#standIn(call, malformed) : { failure: MALFORMED };
    }
    if (result === null) return { failure: UNKNOWN };
    if (kept) void this.#keep(call, value);
    return { result, source: 'network', ageMs: 0 };
  }

  /** Makes the call, or joins the one under way; gives up after the call's own time. */
  async #board(call: DataCall, leaving: AbortSignal): Promise<Outcome<unknown>> {
    const { requester, name, timeoutMs } = call;
    const shared = name !== 'applySubscription';
    const route = JSON.stringify([callName(call), requester.customerKey, requester.token]);
    const flight = (shared && this.#flights.get(route)) || this.#depart(call);
    if (shared) this.#flights.set(route, flight);
    flight.passengers++;
    const end = () => {
      if (this.#flights.get(route) === flight) this.#flights.delete(route);
    };
    void flight.outcome.then(end);
    let cancel = () => {};
    let left = () => {};
    const late = new Promise<Outcome<unknown>>((resolve) => {
      const give = (reason: Failure) => () =>
        resolve({ failed: { failure: reason, refused: false, denied: false, retryAfterMs: null } });
      cancel = this.#tools.clock.after(
        timeoutMs,
        give(failure('TIMEOUT', `No answer within ${timeoutMs} ms.`)),
      );
      left = give(ABORTED);
      leaving.addEventListener('abort', left);
      if (leaving.aborted) left();
    });
    const outcome = await Promise.race([flight.outcome, late]);
    cancel();
    leaving.removeEventListener('abort', left);
    flight.passengers--;
    if (flight.passengers === 0) {
      end();
      flight.land.abort();
    }
    return outcome;
  }

  #depart({ name, params, requester }: DataCall): Flight {
    const { fetch } = CALLS[name];
    const { identity, token } = requester;
    const land = new AbortController();
    const outcome = this.#tools.transport.converse<unknown>({
      caller: { identity, token },
      timeoutMs: null,
      signal: land.signal,
      talk: ({ send }) => fetch(send, params as never, identity.customerId ?? ''),
    });
    return { outcome, passengers: 0, land };
  }

  async #keep(call: DataCall, data: unknown): Promise<void> {
    const { requester } = call;
    const { wall } = this.#tools.clock.now();
    await this.#tools.store.besides(requester, !requester.persist, (tables) =>
      keepResponse(tables, requester, callName(call), data, wall),
    );
  }

  async #standIn<Name extends DataCallName>(
    call: DataCall<Name>,
    { failure: reason, denied }: FetchFailure,
  ): Promise<Answered<ResultOf<Name>>> {
    const { requester } = call;
    const { store, clock } = this.#tools;
    if (denied) await this.#forget(requester);
    if (!UNREACHED.has(reason.code) || reason.serverCode !== undefined) return { failure: reason };
    const { wall } = clock.now();
    const found = await store.besides(requester, !requester.persist, (tables) =>
      recallResponse(tables, requester, callName(call), wall),
    );
    const result = found && readSafely(() => CALLS[call.name].read(found.data as never));
    return found && result ? { result, source: 'store', ageMs: found.ageMs } : { failure: reason };
  }

  async #forget(requester: Requester): Promise<void> {
    for (const inMemory of [true, false]) {
      await this.#tools.store.besides(requester, inMemory, (tables) =>
        clearShelf(tables, requester.customerKey),
      );
    }
  }
}

/** A call by what it asks for, apart from who asks. */
function callName({ name, params }: DataCall): string {
  const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return name + JSON.stringify(sorted);
}

/** `undefined` for data of another shape. */
function readSafely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
