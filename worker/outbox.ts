// The outbox: tracked checks on their way to the API. They are kept on the device until a batch of them is
// acknowledged, and only then forgotten, so that each arrives at least once, and only the checks of one batch can ever
// arrive twice.
import { type Failure, type FailureCode, failure, serverVerdict } from '../src/core/failure.js';
import { backoff } from '../src/core/freshness.js';
import type { SessionKey } from '../src/core/identity.js';
import { outboxLockName, signedOutBy, type Tombstone } from '../src/core/protocol.js';
import type { TrackedCheck } from '../src/core/tracked-check.js';
import type { Clock } from './clock.js';
import type { Tables } from './memory-tables.js';
import type { RecordOwner } from './record.js';
import type { Store } from './store.js';

const BATCH = 25;
const BATCH_WITHIN_MS = 500;
/** The oldest go first, of each customer. */
const MOST_WAITING = 1_000;
/** Another engine is at it: by then its batch is through, or it will never be. */
const LOOK_AGAIN_MS = 1_000;

export type OutboxOwner = Pick<RecordOwner, 'customerKey' | 'generation'>;

export interface OutboxTools {
  readonly clock: Clock;
  readonly locks: LockManager | null;
  readonly store: Pick<Store, 'besides'>;
  /** Sends a batch. `null`: nobody of this customer is there to send it for. @returns the codes of refused checks */
  send(
    customerKey: SessionKey,
    checks: readonly TrackedCheck[],
  ): Promise<{ readonly codes: readonly string[] } | { readonly failure: Failure } | null>;
  /** Another number of checks waits. */
  changed(customerKey: SessionKey): void;
  refused(count: number, code: string): void;
}

/** Of one customer. */
interface Queue {
  owner: OutboxOwner;
  /** Waiting on the device, and in memory only. */
  readonly length: { device: number; memory: number };
  dropped: number;
  failures: number;
  sending: boolean;
  cancel: () => void;
}

type Place = keyof Queue['length'];
const PLACES: readonly Place[] = ['device', 'memory'];

export class Outbox {
  readonly #tools: OutboxTools;
  readonly #queues = new Map<SessionKey, Queue>();

  constructor(tools: OutboxTools) {
    this.#tools = tools;
  }

  /** How many checks of a customer wait, and how many were dropped because too many did. */
  waiting(customerKey: SessionKey): { readonly outboxLength: number; readonly outboxDropped: number } {
    const queue = this.#queues.get(customerKey);
    const { device, memory } = queue?.length ?? { device: 0, memory: 0 };
    return { outboxLength: device + memory, outboxDropped: queue?.dropped ?? 0 };
  }

  /** Keeps checks; those that are there already change nothing. Resolves when they are kept. */
  async add(owner: OutboxOwner, inMemory: boolean, checks: readonly TrackedCheck[]): Promise<void> {
    const { customerKey, generation } = owner;
    const place: Place = inMemory ? 'memory' : 'device';
    const queue = this.#queue(owner);
    const kept = await this.#tools.store.besides(owner, inMemory, async ({ checks: table }) => {
      for (const check of checks) await table.put(`${customerKey}/${check.id}`, { generation, check });
      const keys = await table.keys(`${customerKey}/`);
      const surplus = keys.slice(0, Math.max(0, keys.length - MOST_WAITING));
      for (const key of surplus) await table.delete(key);
      return { length: keys.length - surplus.length, dropped: surplus.length };
    });
    queue.dropped += kept ? kept.dropped : checks.length;
    if (kept) queue.length[place] = kept.length;
    this.#tools.changed(customerKey);
    this.#schedule(queue, this.waiting(customerKey).outboxLength >= BATCH ? 0 : BATCH_WITHIN_MS);
  }

  /** Somebody of this customer is there, or there again: what is left from before is sent. */
  async open(owner: OutboxOwner): Promise<void> {
    const queue = this.#queue(owner);
    const before = queue.length.device;
    queue.length.device = await this.#count(owner, false);
    if (queue.length.device !== before) this.#tools.changed(owner.customerKey);
    if (this.waiting(owner.customerKey).outboxLength > 0) this.#schedule(queue, 0);
  }

  /** The API answers this customer, or may do so again: no reason to wait any longer. */
  hurry(customerKey: SessionKey): void {
    const queue = this.#queues.get(customerKey);
    if (queue && this.waiting(customerKey).outboxLength > 0) this.#schedule(queue, 0);
  }

  /** The customers who signed out have nothing to send any more. */
  forget(tombstone: Tombstone): void {
    for (const [key, queue] of this.#queues) {
      if (!signedOutBy(tombstone, key, queue.owner.generation)) continue;
      queue.cancel();
      this.#queues.delete(key);
    }
  }

  close(): void {
    for (const queue of this.#queues.values()) queue.cancel();
    this.#queues.clear();
  }

  #queue(owner: OutboxOwner): Queue {
    const queue = this.#queues.get(owner.customerKey) ?? {
      owner,
      length: { device: 0, memory: 0 },
      dropped: 0,
      failures: 0,
      sending: false,
      cancel() {},
    };
    if (queue.owner.generation < owner.generation) queue.owner = owner;
    this.#queues.set(owner.customerKey, queue);
    return queue;
  }

  #schedule(queue: Queue, ms: number): void {
    // What came meanwhile is seen by the sending that is under way; what failed waits for its own time.
    if (queue.sending || (queue.failures > 0 && ms === BATCH_WITHIN_MS)) return;
    queue.cancel();
    queue.cancel = this.#tools.clock.after(ms, () => void this.#flush(queue));
  }

  async #flush(queue: Queue): Promise<void> {
    if (queue.sending) return;
    queue.sending = true;
    const { clock } = this.#tools;
    const again = await this.#alone(queue.owner.customerKey, () => this.#sendAll(queue));
    queue.sending = false;
    if (!this.#isCurrent(queue)) return;
    if (again === 'nobody') return;
    if (again === 'busy') this.#schedule(queue, LOOK_AGAIN_MS);
    else if (again) {
      queue.failures++;
      this.#schedule(queue, backoff(again, queue.failures, null, 0, clock.chance()));
    } else if (this.waiting(queue.owner.customerKey).outboxLength > 0) {
      // They came after the last look.
      this.#schedule(queue, BATCH_WITHIN_MS);
    }
  }

  /** Sends batch after batch, until nothing waits. @returns why it stopped before that */
  async #sendAll(queue: Queue): Promise<Failure | 'nobody' | null> {
    const { store, send, changed, refused } = this.#tools;
    const { owner } = queue;
    const { customerKey } = owner;
    for (const place of PLACES) {
      const inMemory = place === 'memory';
      while (this.#isCurrent(queue)) {
        const batch = await store.besides(owner, inMemory, (tables) => firstChecks(tables, customerKey));
        if (!batch || batch.keys.length === 0) break;
        const sent =
          batch.checks.length > 0 ? await send(customerKey, batch.checks) : ({ codes: [] } as const);
        if (!sent) return 'nobody';
        if ('failure' in sent && isTemporary(sent.failure)) return sent.failure;
        const codes = 'failure' in sent ? [sent.failure.serverCode ?? sent.failure.code] : sent.codes;
        const later = codes.find((code) => isTemporary(verdictOf(code)));
        if (later !== undefined) return failure('SERVER', 'The API did not take the checks.');
        if (codes.length > 0) refused(codes.length, codes[0] ?? '');
        queue.length[place] =
          (await store.besides(owner, inMemory, async ({ checks }) => {
            for (const key of batch.keys) await checks.delete(key);
            return (await checks.keys(`${customerKey}/`)).length;
          })) ?? 0;
        queue.failures = 0;
        changed(customerKey);
      }
    }
    return null;
  }

  /** Runs work while no other engine sends for this customer; two of them would send the same checks. */
  async #alone<T>(customerKey: SessionKey, work: () => Promise<T>): Promise<T | 'busy'> {
    const { locks } = this.#tools;
    if (!locks) return work();
    let granted = false;
    try {
      return await locks.request(outboxLockName(customerKey), { ifAvailable: true }, (lock) => {
        granted = lock !== null;
        return lock ? work() : 'busy';
      });
    } catch (error) {
      // Refused, as in some third-party frames: a check that arrives twice is better than one that never does.
      if (granted) throw error;
      return work();
    }
  }

  async #count(owner: OutboxOwner, inMemory: boolean): Promise<number> {
    const count = await this.#tools.store.besides(
      owner,
      inMemory,
      async ({ checks }) => (await checks.keys(`${owner.customerKey}/`)).length,
    );
    return count ?? 0;
  }

  #isCurrent(queue: Queue): boolean {
    return this.#queues.get(queue.owner.customerKey) === queue;
  }
}

/** Forgets the checks of customers who signed out. */
export async function clearChecks({ checks }: Tables, tombstone: Tombstone): Promise<void> {
  for (const key of await checks.keys(tombstone.customerKey === '*' ? '' : `${tombstone.customerKey}/`)) {
    const { generation = 0 } = ((await checks.get(key)) ?? {}) as { generation?: number };
    if (signedOutBy(tombstone, key.slice(0, key.indexOf('/')), generation)) await checks.delete(key);
  }
}

/** What is not readable is in `keys` only: it goes with its batch. */
async function firstChecks({ checks }: Tables, customerKey: SessionKey) {
  const keys = await checks.keys(`${customerKey}/`, BATCH);
  const values = await Promise.all(keys.map((key) => checks.get(key)));
  const readable = values.flatMap((value) => {
    const { check } = (value ?? {}) as { check?: Partial<TrackedCheck> };
    const whole =
      typeof check?.featureId === 'string' && typeof check.entitlementCheckResult?.hasAccess === 'boolean';
    return whole ? [check as TrackedCheck] : [];
  });
  return { keys, checks: readable };
}

const LATER: ReadonlySet<FailureCode> = new Set([
  'NETWORK',
  'TIMEOUT',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'INVALID_RESPONSE',
]);

/** @param code empty where the API gave none */
function verdictOf(code: string): Pick<Failure, 'code' | 'serverCode'> {
  const verdict = { code: serverVerdict(code)?.code ?? 'SERVER' } as const;
  return code === '' ? verdict : { ...verdict, serverCode: code };
}

/** Whether the same batch may be taken later. What the API finds wrong with it will be wrong tomorrow. */
function isTemporary({ code, serverCode }: Pick<Failure, 'code' | 'serverCode'>): boolean {
  if (code !== 'SERVER') return LATER.has(code);
  return serverCode === undefined || serverVerdict(serverCode)?.code === 'SERVER';
}
