// What a session serves: the record as this engine knows it, how old its snapshot is, and where it came from.
import { elapsed, type Instant } from '../src/core/freshness.js';
import { type Patch, patchBetween } from '../src/core/patch.js';
import { isSameSnapshot } from '../src/core/snapshot.js';
import type { Clock } from './clock.js';
import { ageAt, isOlder, type SessionRecord } from './record.js';

export class Served {
  readonly #clock: Clock;
  #record: SessionRecord;
  /** The age that the snapshot had at `at`; the clocks tell the rest. */
  #age: { readonly ms: number; readonly at: Instant };
  /** The highest age that was told of this confirmation: a clock that is set back must not make it younger. */
  #oldestMs = 0;
  #source: 'network' | 'store' | null = null;
  #patch: Patch | null = null;

  constructor(record: SessionRecord, clock: Clock) {
    this.#clock = clock;
    this.#record = record;
    this.#age = { ms: 0, at: clock.now() };
  }

  get record(): SessionRecord {
    return this.#record;
  }

  /** `network`: confirmed by the API since this engine began to serve. `null`: there is no snapshot. */
  get source(): 'network' | 'store' | null {
    return this.#record.snapshot && this.#source;
  }

  /** Milliseconds since the API confirmed the snapshot. Decreases only when it is confirmed again. */
  get ageMs(): number {
    this.#oldestMs = Math.max(this.#oldestMs, this.#age.ms + elapsed(this.#age.at, this.#clock.now()));
    return this.#oldestMs;
  }

  /** The API's clock, in milliseconds since the epoch, where the API exposes it. */
  get serverNow(): number | null {
    const { clockOffsetMs } = this.#record;
    return clockOffsetMs === null ? null : this.#clock.now().wall + clockOffsetMs;
  }

  /** What is new in this snapshot, for those who have the one before it. */
  get patch(): Patch | null {
    return this.#patch;
  }

  /** Takes over a record. @returns whether it tells anything new */
  adopt(record: SessionRecord, source: 'network' | 'store'): boolean {
    const before = this.#record;
    const confirmed = record.confirmations !== before.confirmations;
    const attempted = record.lastAttemptAt !== before.lastAttemptAt;
    if (!confirmed && !attempted && record.writtenAt === before.writtenAt) return false;
    // The store may hold less than memory: a session is not written while one of its clients wants no trace.
    if (isOlder(record, before)) return false;
    const now = this.#clock.now();
    const age = ageAt(record, now.wall);
    this.#age = { ms: confirmed ? age : Math.max(age, this.ageMs), at: now };
    if (confirmed) {
      this.#source = source;
      this.#oldestMs = 0;
    }
    if (isSameSnapshot(record.snapshot, before.snapshot)) {
      this.#record = { ...record, snapshot: before.snapshot };
    } else {
      this.#record = record;
      this.#patch = patchBetween(before.snapshot, record.snapshot);
    }
    return true;
  }
}
