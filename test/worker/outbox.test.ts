// The outbox on tables in memory and a clock that goes where the test moves it.
import { expect, it } from 'vitest';
import { failure } from '../../src/core/failure.js';
import type { TrackedCheck } from '../../src/core/tracked-check.js';
import { Outbox, type OutboxTools } from '../../worker/outbox.js';
import { createStore } from '../../worker/store.js';
import { createLocks } from '../support/lock-manager.js';
import { createManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const OWNER = { customerKey: 'customer', generation: 5 };
type Sent = Awaited<ReturnType<OutboxTools['send']>>;

const check = (at: number): TrackedCheck => ({
  id: String(at).padStart(6, '0'),
  featureId: `feature-${at}`,
  entitlementCheckResult: { hasAccess: true },
});
const checks = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => check(from + at));

/** Lets everything run that waits for nothing but a promise. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function setOutbox(options: Partial<OutboxTools> = {}) {
  const clock = createManualClock();
  const store = createStore(null, clock, () => {});
  const batches: string[][] = [];
  const refused: [number, string][] = [];
  let answer: (size: number) => Sent | Promise<Sent> = () => ({ codes: [] });
  const tools: OutboxTools = {
    clock,
    locks: null,
    store,
    async send(_customerKey, sent) {
      batches.push(sent.map(({ featureId }) => featureId));
      return answer(sent.length);
    },
    changed() {},
    refused: (...said) => refused.push(said),
    ...options,
  };
  return {
    clock,
    store,
    tools,
    outbox: new Outbox(tools),
    batches,
    refused,
    answers(next: (size: number) => Sent | Promise<Sent>) {
      answer = next;
    },
  };
}

it('sends what comes within 500 ms together, in the order of the checks', async () => {
  const { outbox, clock, batches } = setOutbox();
  await outbox.add(OWNER, false, [check(2), check(1)]);
  await outbox.add(OWNER, false, [check(3)]);
  expect(outbox.waiting('customer')).toEqual({ outboxLength: 3, outboxDropped: 0 });
  clock.advance(499);
  await settle();
  expect(batches).toEqual([]);
  clock.advance(1);
  await until(() => outbox.waiting('customer').outboxLength === 0, { what: 'they are sent' });
  expect(batches).toEqual([['feature-1', 'feature-2', 'feature-3']]);
});

it('sends 25 at once, and never more in one request', async () => {
  const { outbox, clock, batches } = setOutbox();
  await outbox.add(OWNER, false, checks(0, 60));
  await until(() => outbox.waiting('customer').outboxLength === 0, { what: 'they are sent' });
  expect(batches.map(({ length }) => length)).toEqual([25, 25, 10]);
  expect(clock.pending).toBe(0);
});

it('keeps a batch until it is acknowledged, and tries again later and later', async () => {
  const { outbox, clock, batches, answers } = setOutbox();
  answers(() => ({ failure: failure('NETWORK', 'Down.') }));
  await outbox.add(OWNER, false, checks(0, 30));
  await until(() => batches.length === 1, { what: 'the first try' });
  await settle();
  expect(outbox.waiting('customer').outboxLength).toBe(30);
  // More checks are no reason to try earlier.
  await outbox.add(OWNER, false, checks(30, 31));
  clock.advance(0);
  await settle();
  expect(batches.length).toBeLessThanOrEqual(2);
  answers(() => ({ codes: [] }));
  clock.advance(60_000);
  await until(() => outbox.waiting('customer').outboxLength === 0, { what: 'they are sent' });
  const sent = batches.slice(-2).flat();
  expect(sent).toEqual(checks(0, 31).map(({ featureId }) => featureId));
});

it('does not wait when the API answers again', async () => {
  const { outbox, batches, answers } = setOutbox();
  answers(() => ({ failure: failure('NETWORK', 'Down.') }));
  await outbox.add(OWNER, false, checks(0, 25));
  await until(() => batches.length === 1, { what: 'the first try' });
  await settle();
  answers(() => ({ codes: [] }));
  outbox.hurry('customer');
  await until(() => outbox.waiting('customer').outboxLength === 0, { what: 'they are sent' });
});

it('the same check again is the same check', async () => {
  const { outbox } = setOutbox();
  await outbox.add(OWNER, false, checks(0, 5));
  await outbox.add(OWNER, false, checks(0, 5));
  expect(outbox.waiting('customer').outboxLength).toBe(5);
});

it('keeps a thousand, drops the oldest beyond that and counts them', async () => {
  const { outbox, batches, answers } = setOutbox();
  answers(() => null);
  await outbox.add(OWNER, false, checks(0, 1_010));
  expect(outbox.waiting('customer')).toEqual({ outboxLength: 1_000, outboxDropped: 10 });
  await until(() => batches.length === 1, { what: 'it tried' });
  expect(batches[0]?.[0]).toBe('feature-10');
});

it('sends what is left from before as soon as somebody is there', async () => {
  const before = setOutbox();
  before.answers(() => null);
  await before.outbox.add(OWNER, false, checks(0, 3));
  before.outbox.close();
  const batches: number[] = [];
  const outbox = new Outbox({
    ...before.tools,
    async send(_key, sent) {
      batches.push(sent.length);
      return { codes: [] };
    },
  });
  await outbox.open(OWNER);
  await until(() => outbox.waiting('customer').outboxLength === 0, { what: 'they are sent' });
  expect(batches).toEqual([3]);
});

it('sends nothing while nobody of the customer is there, and does not poll for it', async () => {
  const { outbox, clock, batches, answers } = setOutbox();
  answers(() => null);
  await outbox.add(OWNER, false, checks(0, 25));
  await until(() => batches.length === 1, { what: 'it asked once' });
  await settle();
  expect(clock.pending).toBe(0);
});

it('drops what the API refuses for good, says so, and goes on with the rest', async () => {
  const { outbox, refused, answers } = setOutbox();
  answers((size) => ({ codes: size === 25 ? ['FeatureNotFound', 'BadUserInput'] : [] }));
  await outbox.add(OWNER, false, checks(0, 30));
  await until(() => outbox.waiting('customer').outboxLength === 0, { what: 'they are gone' });
  expect(refused).toEqual([[2, 'FeatureNotFound']]);
});

it.each(['RateLimitExceeded', 'Unauthenticated', 'UnexpectedError', ''])(
  'keeps a batch of which the API says %j for later',
  async (code) => {
    const { outbox, batches, refused, answers } = setOutbox();
    answers(() => ({ codes: [code] }));
    await outbox.add(OWNER, false, checks(0, 25));
    await until(() => batches.length === 1, { what: 'it tried' });
    await settle();
    expect(outbox.waiting('customer').outboxLength).toBe(25);
    expect(refused).toEqual([]);
  },
);

it('two engines with the same store send each check once', async () => {
  const locks = createLocks();
  const first = setOutbox({ locks: locks.manager });
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  first.answers(async () => {
    await gate;
    return { codes: [] };
  });
  const second = new Outbox(first.tools);
  await first.outbox.add(OWNER, false, checks(0, 25));
  await until(() => first.batches.length === 1, { what: 'the first engine sends' });
  await second.open(OWNER);
  await settle();
  expect(first.batches).toHaveLength(1);
  open();
  await until(() => first.outbox.waiting('customer').outboxLength === 0, { what: 'the first is through' });
  first.clock.advance(1_000);
  await settle();
  expect(first.batches).toHaveLength(1);
});

it('a sign-out ends it, and the checks are gone', async () => {
  const { outbox, store, batches } = setOutbox();
  await outbox.add(OWNER, false, checks(0, 3));
  const tombstone = { customerKey: 'customer', generation: 6 };
  outbox.forget(tombstone);
  await store.bury([tombstone]);
  expect(outbox.waiting('customer').outboxLength).toBe(0);
  await outbox.open({ ...OWNER, generation: 7 });
  await settle();
  expect(batches).toEqual([]);
  // Of one that was signed out, late checks are not taken either; nothing says that they are waiting.
  await outbox.add(OWNER, false, checks(0, 1));
  expect(outbox.waiting('customer').outboxLength).toBe(0);
});
