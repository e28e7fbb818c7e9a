// Engines of several tabs on one disk: they share what they learn, and send about as many requests as one.
import { expect, it } from 'vitest';
import { refreshLockName } from '../../src/core/protocol.js';
import { systemClock } from '../../worker/clock.js';
import { CUSTOMER, createGate, isGranted, type OpenClient, setEngineRig } from '../support/engine-rig.js';
import { createManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const requests = async () => (await rig.api.requests()).length;
const grant = (features: Record<string, object | false>) =>
  rig.api.patch({ customers: { [CUSTOMER]: { grants: features } } });
const LEFT = 'feature-audit-log';

it('two engines send about as many requests as one, and publish the same revisions', async () => {
  const intervalMs = 200;
  const [one, two] = [
    await rig.client(rig.engine(), { intervalMs }),
    await rig.client(rig.engine(), { intervalMs }),
  ];
  await until(() => one.last()?.settled && two.last()?.settled, { what: 'both are loaded' });
  const start = performance.now();
  const before = await requests();
  await until(async () => (await requests()) >= before + 15, { what: 'fifteen refreshes' });
  const sent = (await requests()) - before;
  const intervals = (performance.now() - start) / (0.9 * intervalMs);
  // Each on its own they would send twice as many.
  expect(sent).toBeLessThan(1.4 * intervals);
  expect(one.updates().length).toBeGreaterThan(10);
  expect(two.updates().length).toBeGreaterThan(10);

  await grant({ [LEFT]: false });
  await until(() => [one, two].every((client) => client.snapshot()?.revision === 2), {
    what: 'both have it',
  });
  expect(two.snapshot()).toEqual(one.snapshot());
  expect(isGranted(one.snapshot(), LEFT)).toBe(false);
  expect((await rig.stored()).get(one.key)?.revision).toBe(2);
});

it('a notice brings a revision to the other engine, which asks nobody', async () => {
  const reader = await rig.client(rig.engine());
  await until(() => reader.last()?.settled, { what: 'the first is loaded' });
  const other = await rig.client(rig.engine());
  await until(() => other.last()?.settled, { what: 'the second is loaded' });
  expect(other.last()).toMatchObject({ source: 'store', persistence: 'indexeddb' });
  expect(await requests()).toBe(1);

  await grant({ [LEFT]: false });
  expect((await other.refresh()).failure).toBeUndefined();
  await until(() => reader.snapshot()?.revision === 2, { what: 'the first has heard of it' });
  expect(isGranted(reader.snapshot(), LEFT)).toBe(false);
  expect(reader.last()).toMatchObject({ source: 'network', patch: { gone: [LEFT] } });
  expect(await requests()).toBe(2);
});

it('a change reaches the other engine, also where the page that was told first has left over it', async () => {
  const reader = await rig.client(rig.engine());
  await until(() => reader.last()?.settled, { what: 'the first is loaded' });
  const leaving = await rig.client(rig.engine());
  await until(() => leaving.last()?.settled, { what: 'the second is loaded' });
  const { events } = leaving;
  let left = 0;
  events.push = (event) => {
    if (event.event === 'session' && event.update.patch && left++ === 0) void leaving.api.close(leaving.key);
    return Array.prototype.push.call(events, event);
  };
  await grant({ [LEFT]: false });
  expect((await leaving.refresh()).failure).toMatchObject({ code: 'CLOSED' });
  expect(left).toBe(1);
  await until(() => reader.snapshot()?.revision === 2, { what: 'the first has heard of it' });
});

it('without notices the record is read before anything is sent', async () => {
  const clock = createManualClock();
  const quiet = { BroadcastChannel: null, clock };
  const one = await rig.client(rig.engine(quiet), { intervalMs: 30_000 });
  await until(() => one.last()?.settled, { what: 'the first is loaded' });
  const two = await rig.client(rig.engine(quiet), { intervalMs: 30_000 });
  await until(() => two.last()?.settled, { what: 'the second is loaded' });
  expect(await requests()).toBe(1);
  const told = [one.updates().length, two.updates().length];
  clock.advance(33_000);
  await until(() => one.updates().length > (told[0] ?? 0) && two.updates().length > (told[1] ?? 0), {
    what: 'both have looked',
  });
  expect(await requests()).toBe(2);
});

it('five engines back off as one', async () => {
  await rig.api.fault({ mode: 'error503' });
  const clock = createManualClock();
  clock.luck = 1;
  const clients: OpenClient[] = [];
  for (let at = 0; at < 5; at++)
    clients.push(await rig.client(rig.engine({ clock }), { intervalMs: 30_000 }));
  let sent = 0;
  for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]) {
    const allWait = () =>
      clients.every((client) => Math.round(client.last()?.nextRefreshInMs ?? 0) === waitMs);
    await until(allWait, { what: `all wait ${waitMs} ms` });
    expect(await requests()).toBe(++sent);
    expect(clients.map((client) => client.last()?.failure?.code)).toEqual(Array(5).fill('SERVER'));
    clock.advance(waitMs - 1);
    clock.advance(1);
  }
  await until(async () => (await requests()) === sent + 1, { what: 'the next attempt' });
  await rig.api.heal();
});

it('an engine that starts during a backoff beside another one obeys it', async () => {
  await rig.api.fault({ mode: 'error503' });
  const clock = createManualClock();
  clock.luck = 1;
  const first = await rig.client(rig.engine({ clock }), { intervalMs: 30_000 });
  await until(() => first.last()?.failure, { what: 'the first has failed' });
  const second = await rig.client(rig.engine({ clock }), { intervalMs: 30_000 });
  await until(() => second.last(), { what: 'the second has looked' });
  expect(second.last()).toMatchObject({ failure: { code: 'SERVER' }, nextRefreshInMs: 1_000 });
  expect(await requests()).toBe(1);
});

/** An engine whose request is answered while its answer is held back. */
async function beginSlowly() {
  const gate = createGate();
  // Without locks two requests may be under way at once, as where they are refused or waited for in vain.
  const slow = await rig.client(rig.engine({ fetch: gate.fetch, locks: null, BroadcastChannel: null }));
  await until(() => gate.waiting === 1, { what: 'the first request is answered' });
  const sentAt = Date.now();
  await until(() => Date.now() > sentAt, { what: 'the next millisecond' });
  return { slow, release: () => gate.release() };
}

it('a late answer to an earlier request is dropped', async () => {
  const { slow, release } = await beginSlowly();
  await grant({ [LEFT]: false });
  const quick = await rig.client(rig.engine({ locks: null, BroadcastChannel: null }));
  await until(() => quick.last()?.settled, { what: 'the second request is answered' });
  release();
  await until(() => slow.last()?.source === 'network', { what: 'the first has its answer' });
  expect(isGranted(quick.snapshot(), LEFT)).toBe(false);
  expect(isGranted(slow.snapshot(), LEFT)).toBe(false);
  expect((await rig.stored()).get(slow.key)?.snapshot).toEqual(quick.snapshot());
});

it('a late answer brings back no customer whom the API has denied since', async () => {
  const { slow, release } = await beginSlowly();
  await rig.api.patch({ customers: { [CUSTOMER]: { archived: true } } });
  const quick = await rig.client(rig.engine({ locks: null, BroadcastChannel: null }));
  await until(() => quick.last()?.failure?.serverCode, { what: 'the customer is denied' });
  release();
  await until(() => slow.last()?.settled, { what: 'the first has its answer' });
  expect(slow.snapshot()).toBeNull();
  expect((await rig.stored()).get(slow.key)?.snapshot).toBeNull();
});

it('a lock that nobody lets go keeps no engine from its work', async () => {
  const clock = createManualClock();
  const session = rig.opening();
  void rig.locks.manager.request(refreshLockName(session.key), {}, () => new Promise(() => {}));
  const client = await rig.client(rig.engine({ clock }));
  await until(() => rig.locks.count(refreshLockName(session.key)) === 2, { what: 'it waits for the lock' });
  expect(await requests()).toBe(0);
  clock.advance(session.requestTimeoutMs + 1_000);
  await until(() => client.last()?.source === 'network', { what: 'it went on without' });
  expect(rig.locks.count(refreshLockName(session.key))).toBe(1);
});

it.each<[string, LockManager['request']]>([
  ['rejected', () => Promise.reject(new DOMException('no', 'SecurityError'))],
  [
    'refused by a throw',
    () => {
      throw new DOMException('no', 'SecurityError');
    },
  ],
])('a lock that is %s keeps no engine from its work', async (_, request) => {
  const locks = { request } as unknown as LockManager;
  const client = await rig.client(rig.engine({ locks, clock: systemClock }));
  await until(() => client.last()?.source === 'network', { what: 'it went on without' });
  expect(await requests()).toBe(1);
});
