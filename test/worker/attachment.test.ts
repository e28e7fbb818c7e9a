// What the clients that are attached to one session amount to together.
import { expect, it } from 'vitest';
import { readWholeText } from '../../src/core/snapshot-text.js';
import { CUSTOMER, createGate, isGranted, type OpenClient, setEngineRig } from '../support/engine-rig.js';
import { createManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const LEFT = 'feature-audit-log';
const requests = async () => (await rig.api.requests()).length;
const loaded = (client: OpenClient) => until(() => client.last()?.settled, { what: 'it is loaded' });
const revoke = () => rig.api.patch({ customers: { [CUSTOMER]: { grants: { [LEFT]: false } } } });

it('the shortest interval wins, until that client leaves', async () => {
  const clock = createManualClock();
  const engine = rig.engine({ clock });
  const slow = await rig.client(engine, { intervalMs: 60_000 });
  await until(() => slow.last()?.nextRefreshInMs === 60_000, { what: 'a minute alone' });
  const quick = await rig.client(engine, { intervalMs: 10_000 });
  await until(() => quick.last()?.nextRefreshInMs === 10_000, { what: 'ten seconds together' });
  const never = await rig.client(engine, { intervalMs: 0 });
  await until(() => never.last()?.nextRefreshInMs === 10_000, { what: 'no interval is no shorter one' });
  await quick.api.close(quick.key);
  await slow.refresh();
  await until(() => never.last()?.nextRefreshInMs === 60_000, { what: 'a minute again' });
});

it('hidden tabs are refreshed ten times as slowly, until one is looked at', async () => {
  const clock = createManualClock();
  const client = await rig.client(rig.engine({ clock }), { intervalMs: 60_000 });
  await loaded(client);
  await client.api.observe({ visible: false, online: true });
  clock.advance(590_000);
  expect(await requests()).toBe(1);
  await client.api.observe({ visible: true, online: true });
  await until(async () => (await requests()) === 2, { what: 'it is overdue' });
});

it('a connection that comes back ends the backoff', async () => {
  const clock = createManualClock();
  clock.luck = 1;
  await rig.api.fault({ mode: 'down' });
  const client = await rig.client(rig.engine({ clock }), { intervalMs: 60_000 });
  await until(() => client.last()?.failure?.code === 'NETWORK', { what: 'it fails' });
  await client.api.observe({ visible: true, online: false });
  await rig.api.heal();
  await client.api.observe({ visible: true, online: true });
  await until(() => client.last()?.source === 'network', { what: 'it tries again at once' });
  expect(await requests()).toBe(2);
});

it('is stored only if all want it stored', async () => {
  const engine = rig.engine();
  const [kept, secret] = [await rig.client(engine), await rig.client(engine, { persist: false })];
  await loaded(kept);
  await loaded(secret);
  expect(secret.last()?.persistence).toBe('none');
  const revision = (await rig.stored()).get(kept.key)?.revision;
  await revoke();
  await kept.refresh();
  await until(() => isGranted(kept.snapshot(), LEFT) === false, { what: 'both are served' });
  expect((await rig.stored()).get(kept.key)?.revision).toBe(revision);
});

it('nothing at all is stored for one who wants nothing stored', async () => {
  const client = await rig.client(rig.engine(), { persist: false });
  await until(() => client.last()?.source === 'network', { what: 'it is served' });
  await client.refresh();
  expect([...(await rig.stored()).keys()]).toEqual([]);
});

it('what was stored before does not come back when the one who wanted nothing stored has left', async () => {
  const engine = rig.engine();
  const kept = await rig.client(engine);
  await loaded(kept);
  const secret = await rig.client(engine, { persist: false });
  await loaded(secret);
  await revoke();
  await kept.refresh();
  await until(() => kept.snapshot()?.revision === 2, { what: 'it is revoked' });
  await secret.api.close(secret.key);
  await rig.api.fault({ mode: 'down' });
  const told = kept.updates().length;
  expect((await kept.refresh()).failure).toMatchObject({ code: 'NETWORK' });
  const since = kept.updates().slice(told);
  expect(since.length).toBeGreaterThan(0);
  expect(since.map(({ snapshot, text }) => snapshot ?? text)).toEqual(since.map(() => undefined));
  expect(isGranted(kept.snapshot(), LEFT)).toBe(false);
});

it('opening again replaces the options and loses nobody', async () => {
  const clock = createManualClock();
  const client = await rig.client(rig.engine({ clock }), { intervalMs: 60_000 });
  await until(() => client.last()?.nextRefreshInMs === 60_000, { what: 'a minute' });
  await client.api.open(rig.opening({ intervalMs: 10_000 }));
  await until(() => client.last()?.nextRefreshInMs === 10_000, { what: 'ten seconds' });
  await client.api.open(rig.opening({ intervalMs: 90_000 }));
  // The former options count no more. Absence needs a span: a request takes some milliseconds.
  clock.advance(80_000);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await requests()).toBe(1);
  clock.advance(20_000);
  await until(async () => (await requests()) === 2, { what: 'the new options count' });
  client.bye();
  await until(() => clock.pending === 0, { what: 'bye leaves nobody attached' });
});

it('who stays is told when the next refresh is now', async () => {
  const engine = rig.engine({ clock: createManualClock() });
  const slow = await rig.client(engine, { intervalMs: 60_000 });
  await loaded(slow);
  const quick = await rig.client(engine, { intervalMs: 10_000 });
  await slow.refresh();
  expect(slow.last()?.nextRefreshInMs).toBe(10_000);
  await quick.api.close(quick.key);
  await until(() => slow.last()?.nextRefreshInMs === 60_000, { what: 'a minute again', timeoutMs: 2_000 });
});

it('with nobody attached there is no timer, and the request is given up', async () => {
  const clock = createManualClock();
  const gate = createGate();
  let aborted = false;
  const engine = rig.engine({
    clock,
    fetch: (url, init) => {
      init?.signal?.addEventListener('abort', () => {
        aborted = true;
      });
      return gate.fetch(url, init);
    },
  });
  const client = await rig.client(engine, { intervalMs: 30_000 });
  await until(() => gate.waiting === 1, { what: 'the request is under way' });
  expect(clock.pending).toBeGreaterThan(0);
  await client.api.close(client.key);
  expect(aborted).toBe(true);
  gate.release();
  await until(() => clock.pending === 0, { what: 'no timer is left' });
  clock.advance(3_600_000);
  expect(await requests()).toBe(1);

  const again = await rig.client(engine, { intervalMs: 30_000 });
  await until(() => again.last()?.source === 'network', { what: 'it starts anew' });
  // One to the next refresh, one to the age at which access ends.
  await until(() => clock.pending === 2, { what: 'nothing but these is left' });
  again.bye();
  await until(() => clock.pending === 0, { what: 'bye leaves no timer either' });
});

it('one client of several that leaves takes no request with it', async () => {
  const gate = createGate();
  const engine = rig.engine({ fetch: gate.fetch });
  const [leaving, staying] = [await rig.client(engine), await rig.client(engine)];
  await until(() => gate.waiting === 1, { what: 'the request is under way' });
  leaving.bye();
  gate.release();
  await until(() => staying.last()?.source === 'network', { what: 'the other one is served' });
  expect(await requests()).toBe(1);
});

it('a client that attaches later gets the snapshot that is there, and asks nobody', async () => {
  const engine = rig.engine();
  const first = await rig.client(engine);
  await loaded(first);
  const second = await rig.client(engine);
  await until(() => second.snapshot(), { what: 'it has it' });
  expect(second.snapshot()).toEqual(first.snapshot());
  expect(second.updates()[0]?.patch).toBeUndefined();
  expect(await requests()).toBe(1);
});

it('an unchanged refresh sends no snapshot, a changed one what changed, to who has the one before it', async () => {
  const client = await rig.client(rig.engine());
  await loaded(client);
  const refreshed = async () => {
    const known = client.updates().length;
    await client.refresh();
    return client.updates().slice(known);
  };
  const unchanged = await refreshed();
  expect(unchanged).toMatchObject([{ source: 'network', failure: null }]);
  await revoke();
  const changed = await refreshed();
  // One from within the write, and one when it is done, with the time of the next.
  expect(changed).toMatchObject([{ patch: { entitlements: [], gone: [LEFT] } }, {}]);
  for (const { text, snapshot } of [...unchanged, ...changed]) expect(text ?? snapshot).toBeUndefined();
  for (const update of [...unchanged, changed[1]]) expect(update).not.toHaveProperty('patch');
  expect(client.snapshot()).toEqual((await rig.stored()).get(client.key)?.snapshot);
  // Who opens it anew has nothing, as far as the engine knows.
  const heard = client.updates().length;
  await client.api.open(rig.opening());
  await until(
    () =>
      client
        .updates()
        .slice(heard)
        .some(({ text }) => readWholeText(text)?.revision === 2),
    {
      what: 'it is sent the whole',
    },
  );
});

it('a refresh never joins a request sent before it, and those that wait share one', async () => {
  const gate = createGate();
  const client = await rig.client(rig.engine({ fetch: gate.fetch }));
  await until(() => gate.waiting === 1, { what: 'the first request is under way' });
  const asked = Promise.all([client.refresh(), client.refresh(), client.refresh()]);
  await revoke();
  gate.release();
  expect((await asked).map(({ failure }) => failure)).toEqual([undefined, undefined, undefined]);
  expect(isGranted(client.snapshot(), LEFT)).toBe(false);
  expect(await requests()).toBe(2);
});

it('a definite denial deletes the snapshot, also from the disk', async () => {
  const client = await rig.client(rig.engine());
  await loaded(client);
  expect(client.snapshot()).not.toBeNull();
  await rig.api.patch({ customers: { [CUSTOMER]: { archived: true } } });
  expect((await client.refresh()).failure).toMatchObject({ code: 'NOT_FOUND', retryable: false });
  expect(client.last()).toMatchObject({ snapshot: null, source: null, ageMs: null });
  expect((await rig.stored()).get(client.key)?.snapshot).toBeNull();
});

it('any other failure keeps the snapshot, and says how old it is', async () => {
  const clock = createManualClock();
  const client = await rig.client(rig.engine({ clock }));
  await loaded(client);
  for (const mode of ['error500', 'garbage', 'partial', 'unauthenticated']) {
    await rig.api.fault({ mode });
    clock.advance(60_000);
    expect((await client.refresh()).failure, mode).toBeDefined();
    expect(client.last()?.text ?? client.last()?.snapshot, mode).toBeUndefined();
  }
  expect(client.last()).toMatchObject({ source: 'network', ageMs: 240_000 });
});
