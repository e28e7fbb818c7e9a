// What the store keeps of a session: the snapshot, how old it is, and how the attempts to refresh it went. The
// record is what engines share, so all times in it are wall times in milliseconds since the epoch.
import type { Entitlement } from '../src/core/entitlement.js';
import { equal } from '../src/core/equality.js';
import type { Failure } from '../src/core/failure.js';
import { type Attempts, backoff } from '../src/core/freshness.js';
import type { Identity, SessionKey } from '../src/core/identity.js';
import { isGeneration } from '../src/core/protocol.js';
import { indexByFeature, SNAPSHOT_FORMAT, type Snapshot, type SnapshotName } from '../src/core/snapshot.js';
import type { EntitlementsResponse } from './api/get-entitlements.js';
import type { Fetched } from './fetch-entitlements.js';

export interface RecordOwner {
  readonly key: SessionKey;
  readonly customerKey: SessionKey;
  /** When this session was opened; see `Tombstone`. */
  readonly generation: number;
}

export interface SessionRecord extends RecordOwner, Attempts {
  readonly snapshot: Snapshot | null;
  /** Of the last snapshot, also when that one had to go. */
  readonly revision: number;
  /** How many responses have confirmed or changed the snapshot: tells whether another engine was faster. */
  readonly confirmations: number;
  /** When the request of the last of them was sent. */
  readonly confirmedBySent: number;
  /** The snapshot's age at `writtenAt`. Kept beside the time, so that a clock set back cannot make it younger. */
  readonly ageMs: number;
  readonly writtenAt: number;
  /** The API's clock minus the wall clock, where the API exposes its own. */
  readonly clockOffsetMs: number | null;
  readonly failure: Failure | null;
  /** The API denied this identity as such, and has not confirmed it since. */
  readonly denied: boolean;
  /** Milliseconds after which the record is of no use to anybody. */
  readonly keepMs: number;
  /** Who may be refreshed while no tab is open; `null`, unless that was asked for. */
  readonly background: Identity | null;
}

/** A record as it is stored: with the name of its snapshot. */
export interface StoredRecord extends Omit<SessionRecord, 'snapshot'> {
  readonly snapshot: SnapshotName | null;
}

export function emptyRecord(owner: RecordOwner, keepMs: number): SessionRecord {
  return {
    key: owner.key,
    customerKey: owner.customerKey,
    generation: owner.generation,
    snapshot: null,
    revision: 0,
    confirmations: 0,
    confirmedBySent: 0,
    ageMs: 0,
    writtenAt: 0,
    clockOffsetMs: null,
    lastAttemptAt: null,
    failures: 0,
    notBefore: null,
    failure: null,
    denied: false,
    keepMs,
    background: null,
  };
}

interface Attempt {
  readonly sentAt: number;
  /** `confirmations` of the record when the request was sent. */
  readonly base: number;
}

/** How an attempt went, and what it takes to judge it. */
export interface Outcome {
  readonly fetched: Fetched;
  /** `confirmations` of the record when the request was sent. */
  readonly base: number;
  /** The age of what is served, in milliseconds. */
  readonly ageMs: number;
  /** Milliseconds between refreshes; 0 for none by timer. */
  readonly paceMs: number;
  /** From 0 to 1. */
  readonly chance: number;
}

/** The record after an attempt, whichever way it went. */
export function recordOutcome(
  record: SessionRecord,
  { fetched, base, ageMs: servedMs, paceMs, chance }: Outcome,
): SessionRecord {
  const { sentAt, receivedAt: now } = fetched;
  const attempt = { sentAt, base };
  if (!fetched.failed) return recordResponse(record, attempt, fetched.response, now);
  const { failure, retryAfterMs, denied } = fetched.failed;
  const waitMs = backoff(failure, record.failures + 1, retryAfterMs, paceMs, chance);
  const ageMs = record.confirmations === base ? servedMs : 0;
  return recordFailure(record, attempt, failure, { now, ageMs, waitMs, denied });
}

/**
 * The record after a response. A response is late, and dropped, if another engine's request was sent after ours
 * and answered before: the order is that of the requests.
 */
export function recordResponse(
  record: SessionRecord,
  attempt: Attempt,
  response: EntitlementsResponse,
  now: number,
): SessionRecord {
  if (isLate(record, attempt)) return record;
  const before = record.snapshot;
  const isWidgetWatermarkEnabled =
    response.isWidgetWatermarkEnabled ?? before?.isWidgetWatermarkEnabled ?? null;
  const entitlements = keepSame(before, response.entitlements);
  const unchanged =
    before !== null &&
    before.isWidgetWatermarkEnabled === isWidgetWatermarkEnabled &&
    equal(before.entitlements, entitlements);
  const revision = unchanged ? record.revision : record.revision + 1;
  return {
    ...record,
    snapshot: unchanged
      ? before
      : { format: SNAPSHOT_FORMAT, revision, receivedAt: now, isWidgetWatermarkEnabled, entitlements },
    revision,
    confirmations: record.confirmations + 1,
    confirmedBySent: attempt.sentAt,
    ageMs: 0,
    writtenAt: now,
    clockOffsetMs: response.serverDate === null ? null : response.serverDate - now,
    lastAttemptAt: attempt.sentAt,
    failures: 0,
    notBefore: null,
    failure: null,
    denied: false,
  };
}

/** The same list, of the objects that are known where they say the same: they need not be compared again. */
function keepSame(before: Snapshot | null, list: readonly Entitlement[]): readonly Entitlement[] {
  if (!before) return list;
  const known = indexByFeature(before);
  return Object.freeze(
    list.map((one) => {
      const former = known.get(one.feature.refId);
      return former && equal(former, one) ? former : one;
    }),
  );
}

/**
 * The record after a failed attempt.
 *
 * @param ageMs the snapshot's age now
 * @param denied the API denies this identity as such: what was known of it goes
 */
export function recordFailure(
  record: SessionRecord,
  attempt: Attempt,
  failure: Failure,
  { now, ageMs, waitMs, denied }: { now: number; ageMs: number; waitMs: number; denied: boolean },
): SessionRecord {
  if (isLate(record, attempt)) return record;
  const failed = {
    ...record,
    ageMs: Math.max(ageMs, ageAt(record, now)),
    writtenAt: now,
    lastAttemptAt: attempt.sentAt,
    failures: record.failures + 1,
    notBefore: now + waitMs,
    failure,
  };
  // A denial is an answer like any other: an earlier one that comes late must not undo it.
  const { confirmations } = record;
  const answered = { confirmations: confirmations + 1, confirmedBySent: attempt.sentAt };
  return denied ? { ...failed, ...answered, snapshot: null, ageMs: 0, denied } : failed;
}

/** Another engine's request was sent after this attempt's and answered before. */
function isLate(record: SessionRecord, attempt: Attempt): boolean {
  return record.confirmations !== attempt.base && record.confirmedBySent > attempt.sentAt;
}

/**
 * Whether `a` is from before `b`. Both signs are needed: a clock that was set back, or a database that was wiped, must
 * not make newer records look older for ever.
 */
export function isOlder(a: SessionRecord, b: SessionRecord): boolean {
  return a.confirmations < b.confirmations && a.confirmedBySent < b.confirmedBySent;
}

/** Milliseconds since the API confirmed the snapshot; never less than when the record was written. */
export function ageAt(record: Pick<SessionRecord, 'ageMs' | 'writtenAt'>, now: number): number {
  return record.writtenAt === 0 ? record.ageMs : record.ageMs + Math.max(0, now - record.writtenAt);
}

/** The record with the age that its snapshot has now: what has grown too old stays so, wherever the clock is set. */
export function recordAge(record: SessionRecord, ageMs: number, now: number): SessionRecord {
  return { ...record, ageMs: Math.max(ageMs, ageAt(record, now)), writtenAt: now };
}

/** Whether a count can still be counted on. */
const isCount = isGeneration;

/** Reads a record from the store. `null` for one that is not whole. */
export function parseRecord(value: unknown): StoredRecord | null {
  if (typeof value !== 'object' || value === null) return null;
  const record = value as StoredRecord;
  const whole =
    typeof record.key === 'string' &&
    typeof record.customerKey === 'string' &&
    [record.generation, record.revision, record.confirmations, record.failures].every(isCount) &&
    [record.confirmedBySent, record.ageMs, record.writtenAt, record.keepMs].every(
      (number) => Number.isFinite(number) && number >= 0,
    ) &&
    [record.lastAttemptAt, record.notBefore, record.clockOffsetMs].every(
      (number) => number === null || Number.isFinite(number),
    ) &&
    (record.failure === null || typeof record.failure?.code === 'string') &&
    typeof record.denied === 'boolean' &&
    (record.snapshot === null || isName(record.snapshot));
  return whole ? { ...record, background: readIdentity(record.background) } : null;
}

function isName(value: unknown): boolean {
  const { revision, receivedAt } = (value ?? {}) as Partial<SnapshotName>;
  return isCount(revision) && Number.isFinite(receivedAt);
}

function readIdentity(value: unknown): Identity | null {
  const { baseUri, apiKey, customerId, resourceId } = (value ?? {}) as Partial<Identity>;
  const named = [baseUri, apiKey, customerId].every((part) => typeof part === 'string');
  return named && (resourceId === null || typeof resourceId === 'string') ? (value as Identity) : null;
}
