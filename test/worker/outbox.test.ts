// The outbox on tables in memory and a clock that goes where the test moves it.
import { expect, it } from 'vitest';
import { failure } from '../../src/core/failure.js';
import type { TrackedCheck } from '../../src/core/tracked-check.js';
import { Outbox, type OutboxTools, pruneChecks } from '../../worker/outbox.js';
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
  answers(() => ({ failure: failure('NETWORK', 'Down.'), retryAfterMs: null }));
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
  answers(() => ({ failure: failure('NETWORK', 'Down.'), retryAfterMs: null }));
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
  await outbox.open(OWNER, true);
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
  await second.open(OWNER, true);
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
  await outbox.open({ ...OWNER, generation: 7 }, true);
  await settle();
  expect(batches).toEqual([]);
  // Of one that was signed out, late checks are not taken either; nothing says that they are waiting.
  await outbox.add(OWNER, false, checks(0, 1));
  expect(outbox.waiting('customer').outboxLength).toBe(0);
});

it.each([
  ['the end of the engine', failure('ABORTED', 'Given up.')],
  ['a proxy that says 403', failure('FORBIDDEN', 'Not allowed.')],
  ['a page of a captive portal', failure('INVALID_RESPONSE', 'Not GraphQL.')],
])('keeps a batch that met %s', async (_what, reason) => {
  const { outbox, batches, refused, answers } = setOutbox();
  answers(() => ({ failure: reason, retryAfterMs: null }));
  await outbox.add(OWNER, false, checks(0, 25));
  await until(() => batches.length === 1, { what: 'it tried' });
  await settle();
  expect(outbox.waiting('customer').outboxLength).toBe(25);
  expect(refused).toEqual([]);
});

it('waits as long as the API asks, whatever comes meanwhile', async () => {
  const { outbox, clock, batches, answers } = setOutbox();
  answers(() => ({ failure: failure('RATE_LIMITED', 'Too often.'), retryAfterMs: 10_000 }));
  await outbox.add(OWNER, false, checks(0, 30));
  await until(() => batches.length === 1, { what: 'it tried' });
  await settle();
  for (let at = 30; at < 50; at++) await outbox.add(OWNER, false, [check(at)]);
  await outbox.open(OWNER, true);
  clock.advance(9_999);
  await settle();
  expect(batches).toHaveLength(1);
  clock.advance(5_001);
  await until(() => batches.length === 2, { what: 'it tries again' });
});

it('checks that keep coming do not put off those that wait', async () => {
  const { outbox, clock, batches } = setOutbox();
  for (let at = 0; at < 4; at++) {
    await outbox.add(OWNER, false, [check(at)]);
    clock.advance(200);
  }
  await until(() => batches.length > 0, { what: 'some are sent' });
  expect(batches[0]).toContain('feature-0');
});

it('what was acknowledged is not sent again, though it cannot be deleted', async () => {
  const before = setOutbox();
  let isFull = false;
  const store: OutboxTools['store'] = {
    besides: (owner, inMemory, work) =>
      isFull ? Promise.resolve(undefined) : before.store.besides(owner, inMemory, work),
  };
  const { outbox, clock, batches, answers } = setOutbox({ store });
  answers(() => {
    isFull = true;
    return { codes: [] };
  });
  await outbox.add(OWNER, false, checks(0, 30));
  await until(() => batches.length === 1, { what: 'the first batch is through' });
  await settle();
  clock.advance(120_000);
  await settle();
  expect(batches).toHaveLength(1);
  isFull = false;
  answers(() => ({ codes: [] }));
  clock.advance(120_000);
  await until(() => outbox.waiting('customer').outboxLength === 0, { what: 'all are through' });
  expect(batches.flat()).toEqual(checks(0, 30).map(({ featureId }) => featureId));
});

it('keeps in memory what the device does not take', async () => {
  const memory = setOutbox().store;
  const { outbox, batches } = setOutbox({
    store: {
      besides: (owner, inMemory, work) =>
        inMemory ? memory.besides(owner, true, work) : Promise.resolve(undefined),
    },
  });
  await outbox.add(OWNER, false, checks(0, 2));
  expect(outbox.waiting('customer')).toEqual({ outboxLength: 2, outboxDropped: 0 });
  expect(batches).toEqual([]);
});

it('an engine that finds what it counted sent by another one counts anew, and rests', async () => {
  const first = setOutbox();
  first.answers(() => null);
  await first.outbox.add(OWNER, false, checks(0, 3));
  const second = new Outbox({ ...first.tools, send: async () => ({ codes: [] }) });
  await second.open(OWNER, true);
  await until(() => second.waiting('customer').outboxLength === 0, { what: 'the other engine sends them' });
  first.outbox.hurry('customer');
  await until(() => first.outbox.waiting('customer').outboxLength === 0, { what: 'it counts anew' });
  await settle();
  expect(first.clock.pending).toBe(0);
});

it('what can never be sent goes, and keeps nobody waiting', async () => {
  const { outbox, store, clock, batches } = setOutbox();
  const odd = { ...check(0), entitlementCheckResult: { hasAccess: true, usageLimit: 10n } };
  const endless: Record<string, unknown> = { ...check(1) };
  endless.more = endless;
  await store.besides(OWNER, false, async ({ checks: table }) => {
    for (const [at, value] of [odd, endless, { ...check(2), id: 7 }, 'x', null].entries()) {
      await table.put(`customer/00000${at}`, { generation: 5, check: value });
    }
  });
  await outbox.add(OWNER, false, [check(9)]);
  expect(outbox.waiting('customer').outboxLength).toBe(6);
  clock.advance(500);
  await until(() => outbox.waiting('customer').outboxLength === 0, { what: 'all are gone' });
  expect(batches).toEqual([['feature-9']]);
});

it('what the API fails over again and again is set aside, so that the others arrive', async () => {
  const { outbox, clock, batches, tools } = setOutbox();
  let mended = false;
  const arrived: string[] = [];
  const picky = new Outbox({
    ...tools,
    async send(_customerKey, sent) {
      const ids = sent.map(({ featureId }) => featureId);
      batches.push(ids);
      if (!mended && ids.includes('feature-1'))
        return { failure: failure('SERVER', 'No.'), retryAfterMs: null };
      arrived.push(...ids);
      return { codes: [] };
    },
  });
  await picky.add(OWNER, false, checks(0, 30));
  const others = checks(0, 30).flatMap(({ featureId }) => (featureId === 'feature-1' ? [] : [featureId]));
  const pass = async (holds: () => boolean, what: string) =>
    until(
      async () => {
        clock.advance(60_000);
        await settle();
        return holds();
      },
      { what },
    );
  await pass(() => arrived.length === 29, 'the others arrive');
  expect(arrived).toEqual(others);
  expect(picky.waiting('customer').outboxLength).toBe(1);
  mended = true;
  await pass(() => picky.waiting('customer').outboxLength === 0, 'it arrives in the end');
  expect(arrived).toEqual([...others, 'feature-1']);
  picky.close();
  outbox.close();
});

it('forgets checks of customers who never came back', async () => {
  const { store } = setOutbox();
  const now = Date.now();
  const id = (at: number) => `${String(at).padStart(15, '0')}-tab-00000000`;
  await store.besides(OWNER, false, async (tables) => {
    for (const at of [now - 31 * 24 * 3_600_000, now - 29 * 24 * 3_600_000]) {
      await tables.checks.put(`customer/${id(at)}`, {});
    }
    await pruneChecks(tables, now);
    expect(await tables.checks.keys()).toEqual([`customer/${id(now - 29 * 24 * 3_600_000)}`]);
  });
  expect.assertions(1);
});
