// The outbox: tracked checks on their way to the API. They are kept on the device until a batch of them is
// acknowledged, and only then forgotten, so that each arrives at least once, and only the checks of one batch can ever
// arrive twice.
import { type Failure, type FailureCode, serverVerdict } from '../src/core/failure.js';
import { backoff } from '../src/core/freshness.js';
import type { SessionKey } from '../src/core/identity.js';
import { isGeneration, outboxLockName, signedOutBy, type Tombstone } from '../src/core/protocol.js';
import { flag, json, list, maybe, number, object, optional, type Shape, text } from '../src/core/shape.js';
import type { TrackedCheck } from '../src/core/tracked-check.js';
import type { Clock } from './clock.js';
import type { Tables } from './memory-tables.js';
import type { RecordOwner } from './record.js';
import type { Store } from './store.js';

const BATCH = 25;
const BATCH_WITHIN_MS = 500;
/** The oldest go first, of each customer. */
const MOST_WAITING = 1_000;
/** Of a customer who never comes back. */
const LONGEST_WAIT_MS = 30 * 24 * 3_600_000;
/** After so many failures in a row, checks go one by one, so that one that the API cannot take is found. */
const TRIES_TOGETHER = 3;
/** Another engine is at it: by then its batch is through, or it will never be. */
const LOOK_AGAIN_MS = 1_000;

export type OutboxOwner = Pick<RecordOwner, 'customerKey' | 'generation'>;

export type Sent =
  /** @param codes of the checks that were refused; empty where the API gave none */
  | { readonly codes: readonly string[]; readonly failure?: never }
  | { readonly failure: Failure; readonly retryAfterMs: number | null; readonly codes?: never };

export interface OutboxTools {
  readonly clock: Clock;
  readonly locks: LockManager | null;
  readonly store: Pick<Store, 'besides'>;
  /** Sends a batch. `null`: nobody of this customer is there to send it for. */
  send(customerKey: SessionKey, checks: readonly TrackedCheck[]): Promise<Sent | null>;
  /** Another number of checks waits. */
  changed(customerKey: SessionKey): void;
  refused(count: number, code: string): void;
}

/** Of one customer. */
interface Queue {
  owner: OutboxOwner;
  readonly device: Place;
  readonly memory: Place;
  dropped: number;
  failures: number;
  /** Batches in a row that reached something, and were neither acknowledged nor refused. */
  undecided: number;
  isSending: boolean;
  timer: { readonly dueAt: number; cancel(): void } | null;
}

interface Place {
  readonly inMemory: boolean;
  length: number;
  /** What the API failed over by itself: the others go first. */
  readonly setAside: Set<string>;
  /** Acknowledged, and not deleted yet: what cannot be deleted must not be sent again. */
  acknowledged: readonly string[];
}

/** Why the sending stopped before the outbox was empty. */
interface Stop {
  readonly reason: 'nobody' | 'busy' | 'failed';
  /** Milliseconds that the API asked to wait. */
  readonly retryAfterMs: number | null;
  readonly retryable: boolean;
}

export class Outbox {
  readonly #tools: OutboxTools;
  readonly #queues = new Map<SessionKey, Queue>();

  constructor(tools: OutboxTools) {
    this.#tools = tools;
  }

  /** How many checks of a customer wait, and how many were dropped because too many did. */
  waiting(customerKey: SessionKey): { readonly outboxLength: number; readonly outboxDropped: number } {
    const queue = this.#queues.get(customerKey);
    return {
      outboxLength: queue ? queue.device.length + queue.memory.length : 0,
      outboxDropped: queue?.dropped ?? 0,
    };
  }

  /** Keeps checks; those that are there already change nothing. Resolves when they are kept. */
  async add(owner: OutboxOwner, inMemory: boolean, checks: readonly TrackedCheck[]): Promise<void> {
    const queue = this.#queue(owner);
    const { device, memory } = queue;
    const kept = !inMemory && (await this.#put(owner, device, checks));
    // Where the device does not take them, the engine's memory does; not even that after a sign-out.
    const taken = kept || (await this.#put(owner, memory, checks));
    if (!this.#isCurrent(queue)) return;
    queue.dropped += taken ? taken.dropped : 0;
    this.#changed(queue);
    this.#schedule(queue, this.#length(queue) >= BATCH ? 0 : BATCH_WITHIN_MS);
  }

  /** Somebody of this customer is there, or there again: what is left from before is sent. */
  async open(owner: OutboxOwner, persist: boolean): Promise<void> {
    const queue = this.#queue(owner);
    if (persist) {
      const before = queue.device.length;
      queue.device.length = (await this.#read(owner, queue.device, MOST_WAITING))?.left ?? before;
      if (this.#isCurrent(queue) && queue.device.length !== before) this.#changed(queue);
    }
    if (this.#isCurrent(queue) && this.#length(queue) > 0) this.#schedule(queue, 0);
  }

  /** Delivers what waits on the device, at once and without a timer. @returns whether nothing is left to be tried again */
  async deliver(owner: OutboxOwner): Promise<boolean> {
    const stop = await this.#alone(owner.customerKey, () => this.#sendAll(this.#queue(owner)));
    return stop?.reason !== 'failed';
  }

  /** The API answers this customer, or may do so again: no reason to wait any longer. */
  hurry(customerKey: SessionKey): void {
    const queue = this.#queues.get(customerKey);
    if (!queue || this.#length(queue) === 0) return;
    queue.failures = 0;
    this.#schedule(queue, 0);
  }

  /** The customers who signed out have nothing to send any more. */
  forget(tombstone: Tombstone): void {
    for (const [key, queue] of this.#queues) {
      if (!signedOutBy(tombstone, key, queue.owner.generation)) continue;
      queue.timer?.cancel();
      this.#queues.delete(key);
    }
  }

  close(): void {
    for (const queue of this.#queues.values()) queue.timer?.cancel();
    this.#queues.clear();
  }

  #queue(owner: OutboxOwner): Queue {
    const queue = this.#queues.get(owner.customerKey) ?? {
      owner,
      device: { inMemory: false, length: 0, setAside: new Set(), acknowledged: [] },
      memory: { inMemory: true, length: 0, setAside: new Set(), acknowledged: [] },
      dropped: 0,
      failures: 0,
      undecided: 0,
      isSending: false,
      timer: null,
    };
    if (queue.owner.generation < owner.generation) queue.owner = owner;
    this.#queues.set(owner.customerKey, queue);
    return queue;
  }

  async #put(owner: OutboxOwner, place: Place, checks: readonly TrackedCheck[]) {
    const { customerKey, generation } = owner;
    const kept = await this.#tools.store.besides(owner, place.inMemory, async ({ checks: table }) => {
      for (const check of checks) await table.put(`${customerKey}/${check.id}`, { generation, check });
      const keys = await table.keys(`${customerKey}/`);
      const surplus = keys.slice(0, Math.max(0, keys.length - MOST_WAITING));
      for (const key of surplus) await table.delete(key);
      return { length: keys.length - surplus.length, dropped: surplus.length };
    });
    if (kept) place.length = kept.length;
    return kept;
  }

  /** Sets the timer, unless an earlier one is set. What failed waits for its own time, whatever comes meanwhile. */
  #schedule(queue: Queue, ms: number, own = queue.failures === 0): void {
    if (queue.isSending || !own) return;
    const { clock } = this.#tools;
    const dueAt = clock.now().monotonic + ms;
    if (queue.timer && queue.timer.dueAt <= dueAt) return;
    queue.timer?.cancel();
    const cancel = clock.after(ms, () => {
      queue.timer = null;
      void this.#flush(queue);
    });
    queue.timer = { dueAt, cancel };
  }

  async #flush(queue: Queue): Promise<void> {
    if (queue.isSending) return;
    queue.isSending = true;
    let stop: Stop | null = null;
    try {
      stop = await this.#alone(queue.owner.customerKey, () => this.#sendAll(queue));
    } finally {
      queue.isSending = false;
    }
    if (!this.#isCurrent(queue) || stop?.reason === 'nobody') return;
    if (stop?.reason === 'busy') this.#schedule(queue, LOOK_AGAIN_MS);
    else if (stop) {
      queue.failures++;
      const { retryAfterMs } = stop;
      const waitMs = backoff(stop, queue.failures, retryAfterMs, 0, this.#tools.clock.chance());
      this.#schedule(queue, waitMs, true);
    } else {
      queue.failures = 0;
      // They came after the last look.
      if (this.#length(queue) > 0) this.#schedule(queue, BATCH_WITHIN_MS);
    }
  }

  /** Sends batch after batch, until nothing waits. @returns why it stopped before that */
  async #sendAll(queue: Queue): Promise<Stop | null> {
    const { send, refused } = this.#tools;
    for (const place of [queue.device, queue.memory]) {
      while (this.#isCurrent(queue)) {
        const { owner } = queue;
        if (!(await this.#delete(owner, place))) return STORE_FAILED;
        const batch = await this.#read(owner, place, batchSize(queue));
        if (!batch) return STORE_FAILED;
        if (batch.isLast && place.length !== batch.left) {
          // Another engine has sent some.
          place.length = batch.left;
          this.#changed(queue);
        }
        if (batch.keys.length === 0) {
          if (place.setAside.size === 0) break;
          // They are all that is left: now it is their turn again.
          place.setAside.clear();
          if (batch.left > 0) return FAILED;
          break;
        }
        const sent = batch.checks.length > 0 ? await send(owner.customerKey, batch.checks) : NONE;
        if (!sent) return { reason: 'nobody', retryAfterMs: null, retryable: true };
        const { failure, codes = [] } = sent;
        const refusals = failure ? [failure.serverCode ?? ''] : codes;
        const fails = failure ? isTemporary(failure) : refusals.some((code) => isTemporary(verdictOf(code)));
        if (fails) {
          if (!failure || ANSWERED.has(failure.code)) {
            queue.undecided++;
            // Alone, it may be the check's own fault, and nobody shall wait behind it for ever.
            if (batch.keys.length === 1) place.setAside.add(batch.keys[0] ?? '');
          }
          if (!failure) return FAILED;
          return { reason: 'failed', retryAfterMs: sent.retryAfterMs, retryable: failure.retryable };
        }
        queue.undecided = 0;
        if (refusals.length > 0) refused(failure ? batch.keys.length : refusals.length, refusals[0] ?? '');
        place.acknowledged = batch.keys;
        place.length = Math.max(0, place.length - batch.keys.length);
        this.#changed(queue);
      }
    }
    return null;
  }

  /** Runs work while no other engine sends for this customer; two of them would send the same checks. */
  async #alone(customerKey: SessionKey, work: () => Promise<Stop | null>): Promise<Stop | null> {
    const { locks } = this.#tools;
    if (!locks) return work();
    let granted = false;
    try {
      return await locks.request(outboxLockName(customerKey), { ifAvailable: true }, (lock) => {
        granted = lock !== null;
        return lock ? work() : { reason: 'busy' as const, retryAfterMs: null, retryable: true };
      });
    } catch (error) {
      // Refused, as in some third-party frames: a check that arrives twice is better than one that never does.
      if (granted) throw error;
      return work();
    }
  }

  /** Deletes what was acknowledged. @returns whether it is gone */
  async #delete(owner: OutboxOwner, place: Place): Promise<boolean> {
    const { acknowledged } = place;
    if (acknowledged.length === 0) return true;
    const done = await this.#tools.store.besides(owner, place.inMemory, async ({ checks }) => {
      for (const key of acknowledged) await checks.delete(key);
      return true;
    });
    if (done) place.acknowledged = [];
    return done === true;
  }

  /** The first checks but those set aside. What is not readable is in `keys` only: it goes with its batch. */
  #read({ customerKey, generation }: OutboxOwner, { inMemory, setAside }: Place, most: number) {
    const owner = { customerKey, generation };
    return this.#tools.store.besides(owner, inMemory, async ({ checks }) => {
      const all = await checks.keys(`${customerKey}/`, most + setAside.size);
      const keys = all.filter((key) => !setAside.has(key)).slice(0, most);
      const values = await Promise.all(keys.slice(0, BATCH).map((key) => checks.get(key)));
      const isLast = all.length < most + setAside.size;
      return { keys, checks: values.flatMap(readable), left: all.length, isLast };
    });
  }

  #changed({ owner }: Queue): void {
    this.#tools.changed(owner.customerKey);
  }

  #length({ device, memory }: Queue): number {
    return device.length + memory.length;
  }

  #isCurrent(queue: Queue): boolean {
    return this.#queues.get(queue.owner.customerKey) === queue;
  }
}

function batchSize({ undecided }: Queue): number {
  return undecided < TRIES_TOGETHER ? BATCH : 1;
}

const NONE: Sent = { codes: [] };
const FAILED: Stop = { reason: 'failed', retryAfterMs: null, retryable: true };
/** Full, broken or slow: it may work later. */
const STORE_FAILED = FAILED;

/** Forgets the checks of customers who signed out. */
export async function clearChecks({ checks }: Tables, tombstone: Tombstone): Promise<void> {
  for (const key of await checks.keys(tombstone.customerKey === '*' ? '' : `${tombstone.customerKey}/`)) {
    const { generation } = ((await checks.get(key)) ?? {}) as { generation?: unknown };
    const opened = isGeneration(generation) ? generation : 0;
    if (signedOutBy(tombstone, key.slice(0, key.indexOf('/')), opened)) await checks.delete(key);
  }
}

/** Forgets the checks of customers who never came back. Their names begin with the time. */
export async function pruneChecks({ checks }: Tables, now: number): Promise<void> {
  for (const key of await checks.keys()) {
    const at = Number(key.slice(key.indexOf('/') + 1).split('-')[0]);
    if (!(now - at < LONGEST_WAIT_MS)) await checks.delete(key);
  }
}

const trackedCheck: Shape = object({
  id: text,
  featureId: text,
  resourceId: optional(text),
  requestedUsage: optional(number),
  entitlementCheckResult: object({
    hasAccess: flag,
    accessDeniedReason: optional(text),
    hasUnlimitedUsage: optional(flag),
    usageLimit: optional(maybe(number)),
    currentUsage: optional(number),
    requestedUsage: optional(number),
    enumValues: optional(list(text)),
    resetPeriod: optional(text),
    nextResetDate: optional(text),
  }),
});

function readable(value: unknown): TrackedCheck[] {
  const { check } = (value ?? {}) as { check?: TrackedCheck };
  try {
    // What cannot be written as JSON can never be sent.
    return check && trackedCheck(check) && json(JSON.stringify(check)) ? [check] : [];
  } catch {
    return [];
  }
}

/** Something came back, so it was not the network. */
const ANSWERED: ReadonlySet<FailureCode> = new Set(['SERVER', 'INVALID_RESPONSE', 'FORBIDDEN']);
const LATER: ReadonlySet<FailureCode> = new Set(['TIMEOUT', 'RATE_LIMITED', 'UNAUTHENTICATED', 'SERVER']);

/** @param code empty where the API gave none */
function verdictOf(code: string): Pick<Failure, 'serverCode'> {
  return code === '' ? {} : { serverCode: code };
}

/**
 * Whether the same batch may be taken later. Only what the API itself finds wrong with it will be wrong tomorrow: anything
 * else may be a network, a proxy, or this engine's end.
 */
function isTemporary({ serverCode }: Pick<Failure, 'serverCode'>): boolean {
  if (serverCode === undefined) return true;
  const verdict = serverVerdict(serverCode);
  return verdict !== undefined && LATER.has(verdict.code);
}
