// What a port answers, before and after hello, and after bye.
import { expect, it } from 'vitest';
import { PROTOCOL_VERSION, tabLockName } from '../../src/core/protocol.js';
import { setEngineRig } from '../support/engine-rig.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const span = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('answers nothing but a failure before hello', async () => {
  const engine = rig.engine();
  const { api, hello, events } = rig.connect(engine);
  const session = rig.opening();
  const lost = { boot: engine.boot, failure: { code: 'ENGINE_LOST', retryable: true } };
  expect(await api.open(session)).toMatchObject(lost);
  expect(await api.refresh(session.key)).toMatchObject(lost);
  expect(await api.close(session.key)).toMatchObject(lost);
  expect(await api.provideToken(session.key, 'token')).toMatchObject(lost);
  expect(await api.observe({ visible: true, online: true })).toMatchObject(lost);
  expect(await api.signOut({ customerKey: session.customerKey, generation: 2 })).toMatchObject(lost);
  expect(await rig.api.requests()).toEqual([]);
  expect(await hello()).toEqual({ boot: engine.boot, value: { build: 'source', engineLock: null } });
  expect(await api.open(session)).toEqual({ boot: engine.boot, value: null });
  await until(() => events.length > 0, { what: 'the session is told of' });
  expect(events.every(({ boot }) => boot === engine.boot)).toBe(true);
});

it('refuses a page of another protocol, and every call after that', async () => {
  const { api, hello } = rig.connect(rig.engine());
  const reply = await hello({ protocol: PROTOCOL_VERSION + 1 });
  expect(reply.failure).toMatchObject({ code: 'ENGINE_LOST' });
  expect(reply.failure?.message).toContain(`protocol ${PROTOCOL_VERSION}`);
  expect((await api.open(rig.opening())).failure).toMatchObject({ code: 'ENGINE_LOST' });
});

it('names a lock that it holds while it lives, unless it dies with its page', async () => {
  const engine = rig.engine({ host: 'shared-worker' });
  const reply = await rig.connect(engine).hello();
  const name = (!reply.failure && reply.value.engineLock) || '';
  expect(name).toContain(engine.boot);
  expect(rig.locks.count(name)).toBe(1);
  engine.close();
  await until(() => rig.locks.count(name) === 0, { what: 'the lock is let go' });
});

it('opens a session right after the hello, while its own lock is not there yet', async () => {
  let grant = () => {};
  const granting = new Promise<void>((resolve) => {
    grant = resolve;
  });
  const locks = {
    request: (name: string, options: LockOptions, granted: LockGrantedCallback<unknown>) =>
      granting.then(() => rig.locks.manager.request(name, options, granted)),
  } as unknown as LockManager;
  const { api, hello, events } = rig.connect(rig.engine({ host: 'shared-worker', locks }));
  const reply = hello();
  expect(await api.open(rig.opening())).toMatchObject({ value: null });
  await until(() => events.some(({ event }) => event === 'session'), { what: 'a word of the session' });
  grant();
  expect(await reply).toMatchObject({ value: { engineLock: expect.any(String) } });
});

it('names no lock where there are none', async () => {
  const engine = rig.engine({ host: 'shared-worker', locks: null });
  expect(await rig.connect(engine).hello()).toMatchObject({ value: { engineLock: null } });
});

it('each engine has a name of its own', () => {
  expect(rig.engine().boot).not.toBe(rig.engine().boot);
});

it('refreshes no session that is not open', async () => {
  const client = await rig.client(rig.engine());
  await until(() => client.last()?.settled, { what: 'it is loaded' });
  expect(await client.api.close(client.key)).toMatchObject({ value: null });
  expect((await client.refresh()).failure).toMatchObject({ code: 'CLOSED' });
  expect((await client.api.refresh('0'.repeat(64))).failure).toMatchObject({ code: 'CLOSED' });
});

it('posts nothing after bye, and goes on serving the others', async () => {
  const engine = rig.engine();
  const leaving = await rig.client(engine, { intervalMs: 40 });
  const staying = await rig.client(engine, { intervalMs: 40 });
  await until(() => leaving.updates().length > 2 && staying.updates().length > 2, {
    what: 'both are served',
  });
  leaving.bye();
  // What was posted before bye arrived may still be on its way.
  const before = staying.updates().length;
  await until(() => staying.updates().length > before + 1, { what: 'bye has arrived' });
  const heard = leaving.events.length;
  const told = staying.updates().length;
  await until(() => staying.updates().length > told + 4, { what: 'the other one hears five more' });
  expect(leaving.events.length).toBe(heard);
});

it('a tab whose lock is free is gone, with no bye', async () => {
  const engine = rig.engine();
  const client = rig.connect(engine);
  const tabLock = tabLockName('tab-1');
  let die = () => {};
  void rig.locks.manager.request(tabLock, {}, () => new Promise<void>((resolve) => (die = resolve)));
  await client.hello({ tabLock });
  await client.api.open(rig.opening({ intervalMs: 40 }));
  const requests = async () => (await rig.api.requests()).length;
  await until(async () => (await requests()) > 2, { what: 'it refreshes by timer' });
  expect(rig.locks.count(tabLock)).toBe(2);
  die();
  await until(() => rig.locks.count(tabLock) === 0, { what: 'the engine sees that the tab is gone' });
  // One may be under way.
  await span(50);
  const [heard, sent] = [client.events.length, await requests()];
  // Absence needs a span: ten intervals without request or event.
  await span(400);
  expect([client.events.length, await requests()]).toEqual([heard, sent]);
});

it('a port that says bye stops waiting for the lock of its tab', async () => {
  const client = rig.connect(rig.engine());
  const tabLock = tabLockName('tab-2');
  void rig.locks.manager.request(tabLock, {}, () => new Promise(() => {}));
  await client.hello({ tabLock });
  await until(() => rig.locks.count(tabLock) === 2, { what: 'it waits' });
  client.bye();
  await until(() => rig.locks.count(tabLock) === 1, { what: 'it waits no more' });
});
