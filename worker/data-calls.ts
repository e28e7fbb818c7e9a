// The data calls of all clients. Network first; for what is kept, the last response stands in where the API cannot be
// reached. Identical calls that are under way at the same time are one.
import type { DataCallName, ResultOf } from '../src/core/data-call.js';
import { type Failure, type FailureCode, failure, plainCode, serverVerdict } from '../src/core/failure.js';
import type { SessionKey } from '../src/core/identity.js';
import type { DataCall, Received, Requester } from '../src/core/protocol.js';
import { isShallow } from '../src/core/shape.js';
import { CALLS } from './api/calls.js';
import type { Clock } from './clock.js';
import { clearShelf, dropResponse, keepResponse, recallResponse } from './shelf.js';
import type { Store } from './store.js';
import type { Outcome, Transport } from './transport.js';

export interface DataCallTools {
  readonly clock: Clock;
  readonly store: Pick<Store, 'besides'>;
  readonly transport: Transport;
}

export type Answered<Result> = Received<Result> | { readonly failure: Failure };

/** A call that is under way, for all who make the same one meanwhile. */
interface Flight {
  readonly customerKey: SessionKey;
  /** When its first request was sent: wall time, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly outcome: Promise<Outcome<unknown>>;
  /** How many wait for it; the last one to leave ends it. */
  waiting: number;
  readonly ending: AbortController;
}

/** The API was not reached, or did not answer as such. What it refuses, it refuses. */
const UNREACHED: ReadonlySet<FailureCode> = new Set([
  'NETWORK',
  'TIMEOUT',
  'RATE_LIMITED',
  'SERVER',
  'INVALID_RESPONSE',
]);

/** What the API says of the customer, and not of something else that was asked for. */
const ABOUT_CUSTOMER = /^(customernotfound|customerisarchived|authcustomermismatch)$/;

const ABORTED = failure('ABORTED', 'The call was given up.');
const MALFORMED = failure('INVALID_RESPONSE', 'The API answered in another shape.');
const UNKNOWN = failure('NOT_FOUND', 'The API does not know it.');
const NO_TOKEN = failure('NETWORK', 'customerToken gave no token.');

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
    const { kept } = CALLS[call.name];
    const fail = (reason: Failure) => (kept ? this.#standIn(call, reason) : { failure: reason });
    if (call.requester.lacksToken) return fail(NO_TOKEN);
    const flight = this.#join(call);
    const { value, failed } = await this.#wait(flight, call.timeoutMs, leaving);
    if (leaving.aborted) return { failure: ABORTED };
    if (failed) return fail(failed.failure);
    const result = readSafely(call.name, value);
    if (result === undefined) return fail(MALFORMED);
    if (result === null) return { failure: UNKNOWN };
    if (kept) void this.#keep(call, value, flight.sentAt);
    return { result, source: 'network', ageMs: 0 };
  }

  /** A call that is said once, whoever else says the same, and goes on when whoever asked is gone. */
  async write<Name extends DataCallName>(call: DataCall<Name>): Promise<Answered<ResultOf<Name>>> {
    if (call.requester.lacksToken) return { failure: NO_TOKEN };
    const { customerKey } = call.requester;
    this.#outdate(customerKey);
    const flight = this.#start(call, call.timeoutMs);
    const { value, failed } = await flight.outcome;
    // What was read from before it, or during it, is not how things are now.
    this.#outdate(customerKey);
    if (failed) return { failure: failed.failure };
    await this.forget(call.requester);
    const result = readSafely(call.name, value);
    return result ? { result, source: 'network', ageMs: 0 } : { failure: MALFORMED };
  }

  /** Deletes what is kept of a customer. */
  async forget(owner: Pick<Requester, 'customerKey' | 'generation'>): Promise<void> {
    for (const inMemory of [true, false]) {
      await this.#tools.store.besides(owner, inMemory, (tables) => clearShelf(tables, owner.customerKey));
    }
  }

  /** Calls that are made from now on start anew. */
  #outdate(customerKey: SessionKey): void {
    for (const [name, flight] of this.#flights) {
      if (flight.customerKey === customerKey) this.#flights.delete(name);
    }
  }

  /** The same call that is under way, or a new one. */
  #join(call: DataCall): Flight {
    const { customerKey, token } = call.requester;
    const name = JSON.stringify([callName(call), customerKey, token]);
    const present = this.#flights.get(name);
    if (present) return present;
    const flight = this.#start(call, null);
    this.#flights.set(name, flight);
    const end = () => {
      if (this.#flights.get(name) === flight) this.#flights.delete(name);
    };
    flight.ending.signal.addEventListener('abort', end);
    void flight.outcome.then(end);
    return flight;
  }

  /** Resolves with what it gives, or when this caller's time is over. */
  async #wait(flight: Flight, timeoutMs: number, leaving: AbortSignal): Promise<Outcome<unknown>> {
    flight.waiting++;
    let cancel = () => {};
    let leave = () => {};
    const over = new Promise<Outcome<unknown>>((resolve) => {
      const give = (reason: Failure) =>
        resolve({ failed: { failure: reason, refused: false, denied: false, retryAfterMs: null } });
      cancel = this.#tools.clock.after(timeoutMs, () =>
        give(failure('TIMEOUT', `No answer within ${timeoutMs} ms.`)),
      );
      leave = () => give(ABORTED);
      leaving.addEventListener('abort', leave);
      if (leaving.aborted) leave();
    });
    const outcome = await Promise.race([flight.outcome, over]);
    cancel();
    leaving.removeEventListener('abort', leave);
    flight.waiting--;
    if (flight.waiting === 0) flight.ending.abort();
    return outcome;
  }

  /** @param timeoutMs `null`: until nobody waits any more */
  #start({ name, params, requester }: DataCall, timeoutMs: number | null): Flight {
    const { fetch } = CALLS[name];
    const { identity, token, customerKey } = requester;
    const ending = new AbortController();
    const outcome = this.#tools.transport.converse<unknown>({
      caller: { identity, token },
      timeoutMs,
      signal: ending.signal,
      talk: ({ send }) => fetch(send, params as never, identity.customerId ?? ''),
    });
    return { customerKey, sentAt: this.#tools.clock.now().wall, outcome, waiting: 0, ending };
  }

  async #keep(call: DataCall, data: unknown, sentAt: number): Promise<void> {
    const { requester } = call;
    await this.#tools.store.besides(requester, !requester.persist, (tables) =>
      keepResponse(tables, requester, callName(call), data, sentAt),
    );
  }

  /** The last response, where the API did not answer; else why not. */
  async #standIn<Name extends DataCallName>(
    call: DataCall<Name>,
    reason: Failure,
  ): Promise<Answered<ResultOf<Name>>> {
    const { requester } = call;
    const { store, clock } = this.#tools;
    const { serverCode } = reason;
    const verdict = serverVerdict(serverCode);
    if (serverCode !== undefined && ABOUT_CUSTOMER.test(plainCode(serverCode))) await this.forget(requester);
    else if (verdict?.definite) {
      await store.besides(requester, !requester.persist, (tables) =>
        dropResponse(tables, requester, callName(call)),
      );
    }
    const refused = serverCode !== undefined && verdict === undefined;
    if (refused || !UNREACHED.has(reason.code)) return { failure: reason };
    const { wall } = clock.now();
    const found = await store.besides(requester, !requester.persist, (tables) =>
      recallResponse(tables, requester, callName(call), wall),
    );
    const result = found && readSafely(call.name, found.data);
    return found && result ? { result, source: 'store', ageMs: found.ageMs } : { failure: reason };
  }
}

/** A call by what it asks for, apart from who asks. */
function callName({ name, params }: DataCall): string {
  const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return name + JSON.stringify(sorted);
}

/** `undefined` for data of another shape. */
function readSafely<Name extends DataCallName>(name: Name, data: unknown): ResultOf<Name> | null | undefined {
  const { shape, read } = CALLS[name];
  try {
    return isShallow(data) && shape(data) ? read(data as never) : undefined;
  } catch {
    return undefined;
  }
}
