import type { Context } from './context.js';
import type { HostName, Persistence } from './core/protocol.js';
import { StiggError } from './error.js';
import type { DataSource } from './mirror.js';
import type { Provenance } from './provenance.js';
import { isOnline } from './surroundings.js';

/** `failed`: nothing is known and the first load failed; it may still become `ready`. */
export type Phase = 'starting' | 'ready' | 'failed' | 'signed-out' | 'closed';

/** A frozen object, a new one on each change. The two durations are told as of the moment they are read. */
export interface Status {
  /** How far the client is; see `Phase`. */
  readonly phase: Phase;
  /** What checks of the customer's list are answered from. */
  readonly source: DataSource | 'fallback';
  /** Milliseconds since the API confirmed what is shown; `null` without a snapshot. */
  readonly ageMs: number | null;
  /** Whether what is shown was not confirmed lately: from before this engine, or the last refresh failed. */
  readonly stale: boolean;
  /** Whether the device is connected, as far as the browser knows. */
  readonly online: boolean;
  /** Where the engine runs; `none` before it has started and where none could be. */
  readonly host: HostName | 'none';
  /** The engine's build; empty before it has started. */
  readonly build: string;
  /** Of the customer's snapshot; 0 without one. */
  readonly revision: number;
  /** Milliseconds until the next refresh by timer; `null` for none. */
  readonly nextRefreshInMs: number | null;
  /** Where the engine keeps what it knows; `none` before it has told. */
  readonly persistence: Persistence;
  /** Tracked checks that wait to be sent. */
  readonly outboxLength: number;
  /** Tracked checks that were dropped, the oldest first, because too many waited. */
  readonly outboxDropped: number;
  /** Why the last attempt failed. */
  readonly error?: StiggError;
}

/** @internal */
export function createStatus(phase: Phase, context: Context, provenance: Provenance): Status {
  const { customer, host, build } = context;
  const mirror = customer?.mirror;
  const told = mirror?.told;
  const usable = customer?.checks.usable === true;
  return Object.freeze({
    phase,
    source: (usable && mirror?.receipt?.source) || 'fallback',
    stale: !usable || !mirror || provenance.isStale(mirror),
    online: isOnline(),
    host,
    build,
    revision: mirror?.snapshot?.revision ?? 0,
    persistence: told?.persistence ?? 'none',
    outboxLength: told?.outboxLength ?? 0,
    outboxDropped: told?.outboxDropped ?? 0,
    ...(mirror?.failure && { error: new StiggError(mirror.failure) }),
    get ageMs() {
      return context.customer?.mirror.receipt ? context.customer.mirror.ageMs() : null;
    },
    get nextRefreshInMs() {
      return context.customer?.mirror.nextRefreshInMs ?? null;
    },
  });
}

/**
 * The status: made anew with all that happens while somebody is told of it, else when it is asked for. The same object for as
 * long as it says the same.
 *
 * @internal
 */
export class CurrentStatus {
  readonly #make: () => Status;
  readonly #isWatched: () => boolean;
  #told: Status | undefined;

  constructor(make: () => Status, isWatched: () => boolean) {
    this.#make = make;
    this.#isWatched = isWatched;
  }

  read(): Status {
    if (!this.#isWatched()) this.#renew();
    return this.#told as Status;
  }

  /** @returns whether somebody is to be told of another one */
  look(): boolean {
    return this.#isWatched() && this.#renew();
  }

  #renew(): boolean {
    const status = this.#make();
    const isNews = !this.#told || !sameFacts(status, this.#told);
    if (isNews) this.#told = status;
    return isNews;
  }
}

/** Whether two statuses tell the same, but for the durations, which change by themselves. */
function sameFacts(a: Status, b: Status): boolean {
  const facts = (status: Status) => JSON.stringify({ ...status, ageMs: 0, nextRefreshInMs: 0 });
  return facts(a) === facts(b);
}
