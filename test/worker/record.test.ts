import { describe, expect, it } from 'vitest';
import { failure } from '../../src/core/failure.js';
import type { EntitlementsResponse } from '../../worker/api/get-entitlements.js';
import {
  ageAt,
  emptyRecord,
  parseRecord,
  recordFailure,
  recordResponse,
  type SessionRecord,
} from '../../worker/record.js';
import { entitlement } from '../core/wire.js';

const NOW = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const owner = { key: 'k', customerKey: 'c', generation: 1 };
const empty = emptyRecord(owner, 7 * DAY);
const answer = (usage = 2, more: Partial<EntitlementsResponse> = {}): EntitlementsResponse => ({
  entitlements: [entitlement({ currentUsage: usage })],
  leftOut: 0,
  isWidgetWatermarkEnabled: null,
  serverDate: null,
  ...more,
});
const attempt = (record: SessionRecord, sentAt: number) => ({ sentAt, base: record.confirmations });
const respond = (record: SessionRecord, at: number, response = answer()) =>
  recordResponse(record, attempt(record, at - 10), response, at);
const down = failure('NETWORK', 'down');
const fail = (record: SessionRecord, at: number, more: Partial<Parameters<typeof recordFailure>[3]> = {}) =>
  recordFailure(record, attempt(record, at - 10), down, {
    now: at,
    ageMs: 0,
    waitMs: 1_000,
    denied: false,
    ...more,
  });
const first = respond(empty, NOW);

describe('a response', () => {
  it('makes the first revision', () => {
    expect(first).toEqual({
      ...owner,
      snapshot: {
        format: 1,
        revision: 1,
        receivedAt: NOW,
        isWidgetWatermarkEnabled: null,
        entitlements: answer().entitlements,
      },
      revision: 1,
      confirmations: 1,
      confirmedBySent: NOW - 10,
      ageMs: 0,
      writtenAt: NOW,
      clockOffsetMs: null,
      lastAttemptAt: NOW - 10,
      failures: 0,
      notBefore: null,
      failure: null,
      denied: false,
      keepMs: 7 * DAY,
      background: null,
    });
  });

  it('confirms what it does not change: the same snapshot, the same revision, age 0', () => {
    const later = respond(first, NOW + 5_000);
    expect(later.snapshot).toBe(first.snapshot);
    expect(later).toMatchObject({ revision: 1, confirmations: 2, ageMs: 0, writtenAt: NOW + 5_000 });
  });

  it.each<[string, EntitlementsResponse]>([
    ['usage', answer(3)],
    ['a feature less', answer(2, { entitlements: [] })],
    ['the watermark', answer(2, { isWidgetWatermarkEnabled: true })],
  ])('makes a revision of a change of %s', (_, response) => {
    const later = respond(first, NOW + 5_000, response);
    expect(later).toMatchObject({ revision: 2, snapshot: { revision: 2, receivedAt: NOW + 5_000 } });
    expect(later.snapshot?.entitlements).toEqual(response.entitlements);
  });

  it('has the objects that are known already where they say the same', () => {
    const ids = ['a', 'b', 'c'];
    const list = (usage: number) =>
      ids.map((refId, at) => entitlement({ currentUsage: at === 1 ? usage : 0, feature: { refId } }));
    const before = respond(empty, NOW, answer(2, { entitlements: list(1) }));
    const [a, b, c] = before.snapshot?.entitlements ?? [];
    const after = respond(before, NOW + 1, answer(2, { entitlements: list(2) })).snapshot?.entitlements ?? [];
    expect(after[0]).toBe(a);
    expect(after[1]).toEqual({ ...b, currentUsage: 2 });
    expect(after[2]).toBe(c);
  });

  it('keeps the watermark that a refresh does not ask for', () => {
    const marked = respond(empty, NOW, answer(2, { isWidgetWatermarkEnabled: true }));
    const later = respond(marked, NOW + 5_000);
    expect(later).toMatchObject({ revision: 1, snapshot: { isWidgetWatermarkEnabled: true } });
  });

  it('keeps how far the clocks are apart, and forgets it when it is not told', () => {
    const told = respond(first, NOW, answer(2, { serverDate: NOW + 90_000 }));
    expect(told.clockOffsetMs).toBe(90_000);
    expect(respond(told, NOW + 1).clockOffsetMs).toBeNull();
  });

  it('ends a row of failures', () => {
    const failed = fail(fail(first, NOW + 1_000), NOW + 2_000);
    expect(failed.failures).toBe(2);
    expect(respond(failed, NOW + 3_000)).toMatchObject({ failures: 0, notBefore: null, failure: null });
  });

  it('goes on counting revisions after a snapshot had to go', () => {
    const denied = fail(first, NOW + 1_000, { denied: true });
    expect(respond(denied, NOW + 2_000)).toMatchObject({ revision: 2, snapshot: { revision: 2 } });
  });

  it('is dropped if a later request was answered before', () => {
    const ours = attempt(first, NOW + 100);
    const theirs = recordResponse(first, attempt(first, NOW + 200), answer(3), NOW + 250);
    expect(recordResponse(theirs, ours, answer(9), NOW + 300)).toBe(theirs);
  });

  it('is taken if it is only the answer that was faster, not the request', () => {
    const ours = attempt(first, NOW + 200);
    const theirs = recordResponse(first, attempt(first, NOW + 100), answer(3), NOW + 250);
    expect(recordResponse(theirs, ours, answer(9), NOW + 300)).toMatchObject({
      revision: 3,
      confirmations: 3,
    });
  });

  it('is taken after the clock was set back, if nobody else was faster', () => {
    const back = recordResponse(first, attempt(first, NOW - DAY), answer(3), NOW - DAY + 10);
    expect(back).toMatchObject({ revision: 2, confirmedBySent: NOW - DAY });
  });

  it('is dropped if the API has denied the customer since', () => {
    const ours = attempt(first, NOW + 100);
    const denied = recordFailure(first, attempt(first, NOW + 200), down, {
      now: NOW + 250,
      ageMs: 0,
      waitMs: 0,
      denied: true,
    });
    expect(recordResponse(denied, ours, answer(9), NOW + 300).snapshot).toBeNull();
  });
});

describe('a failure', () => {
  it('keeps the snapshot and says when to try again', () => {
    expect(fail(first, NOW + 5_000, { ageMs: 5_000 })).toEqual({
      ...first,
      ageMs: 5_000,
      writtenAt: NOW + 5_000,
      lastAttemptAt: NOW + 4_990,
      failures: 1,
      notBefore: NOW + 6_000,
      failure: down,
    });
  });

  it('takes the snapshot away when the API denies the customer, and keeps the revision', () => {
    expect(fail(first, NOW + 5_000, { denied: true })).toMatchObject({ snapshot: null, revision: 1 });
  });

  it('is dropped if a later request was answered before', () => {
    const ours = attempt(first, NOW + 100);
    const theirs = recordResponse(first, attempt(first, NOW + 200), answer(3), NOW + 250);
    const options = { now: NOW + 300, ageMs: 0, waitMs: 0, denied: true };
    expect(recordFailure(theirs, ours, down, options)).toBe(theirs);
  });

  it('makes nothing younger, whatever the clocks say', () => {
    const old = { ...first, ageMs: 60_000 };
    expect(fail(old, NOW + 5_000).ageMs).toBe(65_000);
    expect(fail(old, NOW - DAY).ageMs).toBe(60_000);
    expect(fail(old, NOW + 5_000, { ageMs: 90_000 }).ageMs).toBe(90_000);
  });

  it('without a snapshot is no older than itself', () => {
    const failed = fail(empty, NOW);
    expect(failed).toMatchObject({ snapshot: null, failures: 1, writtenAt: NOW });
    expect(ageAt(failed, NOW + 1_000)).toBeLessThanOrEqual(1_000);
  });
});

describe('the age', () => {
  it('grows from what was written, and never shrinks with the clock', () => {
    const record = { ...first, ageMs: 60_000 };
    expect(ageAt(record, NOW)).toBe(60_000);
    expect(ageAt(record, NOW + 5_000)).toBe(65_000);
    expect(ageAt(record, NOW - 5_000)).toBe(60_000);
  });
});

describe('a record from the store', () => {
  const stored = (record: SessionRecord) => ({
    ...record,
    snapshot: record.snapshot && { revision: record.revision, receivedAt: record.snapshot.receivedAt },
  });
  const whole = stored(first);

  it('is read as it was written', () => {
    expect(parseRecord(structuredClone(whole))).toEqual(whole);
    // As an earlier release wrote it.
    const { background: _, ...earlier } = whole;
    expect(parseRecord(earlier)).toEqual(whole);
    expect(parseRecord(structuredClone(empty))).toEqual(empty);
    const failed = stored(fail(first, NOW));
    expect(parseRecord(structuredClone(failed))).toEqual(failed);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'record'],
    ...Object.keys(empty)
      .filter((name) => name !== 'background')
      .map((name): [string, unknown] => [
        `no ${name}`,
        Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name)),
      ]),
    ['a snapshot without a number', { ...whole, snapshot: { receivedAt: NOW } }],
    ['a snapshot of no time', { ...whole, snapshot: { revision: 1, receivedAt: Number.NaN } }],
    ['a text for a snapshot', { ...whole, snapshot: 'snapshot' }],
    ['an age that is no number', { ...whole, ageMs: Number.NaN }],
    ['a negative age', { ...whole, ageMs: -1 }],
    ['a time as text', { ...whole, writtenAt: String(NOW) }],
    ['a failure without code', { ...whole, failure: {} }],
  ])('is refused when it is, or has, %s', (_, value) => {
    expect(parseRecord(value)).toBeNull();
  });
});
