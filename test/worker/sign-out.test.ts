// What a sign-out leaves: nothing of that customer, in any engine, and all of everybody else.
import { expect, it } from 'vitest';
import type { Tombstone } from '../../src/core/protocol.js';
import { CUSTOMER, createGate, type OpenClient, setEngineRig } from '../support/engine-rig.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const OTHER = 'customer-initech';
const RESOURCE = 'workspace-berlin';
const span = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const loaded = (client: OpenClient) => until(() => client.last()?.settled, { what: 'it is loaded' });
const signedOut = (client: OpenClient) => client.events.some(({ event }) => event === 'signedOut');
const keys = async () => [...(await rig.stored()).keys()].sort();
const tombstoneOf = ({ customerKey }: OpenClient, generation = 2): Tombstone => ({ customerKey, generation });

it('deletes what is kept of the customer, the resources included, and of nobody else', async () => {
  const engine = rig.engine();
  const [own, resource] = [await rig.client(engine), await rig.client(engine, { resourceId: RESOURCE })];
  const other = await rig.client(engine, { customerId: OTHER });
  for (const client of [own, resource, other]) await loaded(client);
  expect(await keys()).toEqual([own.key, resource.key, other.key].sort());
  const before = (await rig.stored()).get(other.key);

  expect(await own.api.signOut(tombstoneOf(own))).toMatchObject({ value: null });
  expect(await keys()).toEqual([other.key]);
  expect((await rig.stored()).get(other.key)).toEqual(before);
  await until(() => signedOut(own) && signedOut(resource), { what: 'both lists are told' });
  expect((await own.refresh()).failure).toMatchObject({ code: 'CLOSED' });
  expect((await other.refresh()).failure).toBeUndefined();
  expect(signedOut(other)).toBe(false);
});

it('is heard in another engine, which deletes and serves no more', async () => {
  const [here, there] = [await rig.client(rig.engine()), await rig.client(rig.engine(), { intervalMs: 40 })];
  await loaded(here);
  await loaded(there);
  await here.api.signOut(tombstoneOf(here));
  await until(() => signedOut(there), { what: 'the other engine has heard' });
  expect((await there.refresh()).failure).toMatchObject({ code: 'CLOSED' });
  expect(await keys()).toEqual([]);
});

it('of all customers leaves nobody', async () => {
  const engine = rig.engine();
  const [own, other] = [await rig.client(engine), await rig.client(engine, { customerId: OTHER })];
  await loaded(own);
  await loaded(other);
  await own.api.signOut({ customerKey: '*', generation: 2 });
  await until(() => signedOut(own) && signedOut(other), { what: 'both are told' });
  expect(await keys()).toEqual([]);
});

it('while a request is under way writes nothing, in the same engine', async () => {
  const gate = createGate();
  const client = await rig.client(rig.engine({ fetch: gate.fetch }));
  await until(() => gate.waiting === 1, { what: 'the request is answered' });
  await client.api.signOut(tombstoneOf(client));
  const heard = client.updates().length;
  gate.release();
  await until(() => gate.waiting === 0, { what: 'the answer is let through' });
  // Absence needs a span: a write takes some milliseconds.
  await span(200);
  expect(await keys()).toEqual([]);
  expect(client.updates().length).toBe(heard);
  expect(signedOut(client)).toBe(true);
});

it('while a request is under way writes nothing in another engine, which has heard no notice', async () => {
  const gate = createGate();
  const client = await rig.client(rig.engine({ fetch: gate.fetch, BroadcastChannel: null, locks: null }));
  await until(() => gate.waiting === 1, { what: 'the request is answered' });
  const elsewhere = rig.connect(rig.engine({ BroadcastChannel: null }));
  await elsewhere.hello();
  await elsewhere.api.signOut(tombstoneOf(client));
  expect(signedOut(client)).toBe(false);
  gate.release();
  await until(() => signedOut(client), { what: 'the store has refused the write' });
  expect(await keys()).toEqual([]);
  expect(client.snapshot()).toBeNull();
});

it('stops an engine that has heard no notice at its next refresh', async () => {
  const client = await rig.client(rig.engine({ BroadcastChannel: null }));
  await loaded(client);
  const elsewhere = rig.connect(rig.engine({ BroadcastChannel: null }));
  await elsewhere.hello();
  await elsewhere.api.signOut(tombstoneOf(client));
  await rig.api.forgetRequests();
  expect((await client.refresh()).failure).toMatchObject({ code: 'CLOSED' });
  expect(signedOut(client)).toBe(true);
  expect(await rig.api.requests()).toEqual([]);
  expect(await keys()).toEqual([]);
});

it('in hello deletes older records and lets younger ones live', async () => {
  const engine = rig.engine();
  const [own, other] = [
    await rig.client(engine),
    await rig.client(engine, { customerId: OTHER, generation: 5 }),
  ];
  await loaded(own);
  await loaded(other);
  engine.close();
  const late = rig.connect(rig.engine());
  await late.hello({ tombstones: [tombstoneOf(own), tombstoneOf(other)] });
  await until(async () => (await keys()).length === 1, { what: 'the older one is gone' });
  expect(await keys()).toEqual([other.key]);
});

it('in hello ends what the same engine serves to other tabs', async () => {
  const engine = rig.engine();
  const [own, other] = [await rig.client(engine), await rig.client(engine, { customerId: OTHER })];
  await loaded(own);
  await loaded(other);
  await rig.connect(engine).hello({ tombstones: [tombstoneOf(own)] });
  await until(() => signedOut(own), { what: 'the other tab is told' });
  expect(signedOut(other)).toBe(false);
  expect((await own.refresh()).failure).toMatchObject({ code: 'CLOSED' });
});

it('an older session that opens after it is told at once, and asks the API for nothing', async () => {
  const first = rig.connect(rig.engine());
  const { customerKey } = rig.opening();
  await first.hello({ tombstones: [{ customerKey, generation: 2 }] });
  const client = await rig.client(rig.engine(), { generation: 1 });
  await until(() => signedOut(client), { what: 'it is told' });
  expect(await rig.api.requests()).toEqual([]);
  expect(client.updates()).toEqual([]);
});

it('a later session of the same customer starts anew, and is stored', async () => {
  const engine = rig.engine();
  const client = await rig.client(engine);
  await loaded(client);
  await client.api.signOut(tombstoneOf(client, 2));
  const again = await rig.client(engine, { generation: 2 });
  await until(() => again.last()?.source === 'network', { what: 'it is loaded again' });
  expect(again.updates().every(({ source }) => source !== 'store')).toBe(true);
  expect((await rig.stored()).get(client.key)).toMatchObject({ generation: 2, revision: 1 });
});

it('spares the tabs that signed in again since then', async () => {
  const engine = rig.engine();
  const [old, young] = [
    await rig.client(engine, { generation: 1 }),
    await rig.client(engine, { generation: 3 }),
  ];
  await loaded(old);
  await loaded(young);
  await old.api.signOut(tombstoneOf(old, 2));
  await until(() => signedOut(old), { what: 'the old one is told' });
  expect(signedOut(young)).toBe(false);
  const told = young.updates().length;
  expect((await young.refresh()).failure).toBeUndefined();
  expect(young.updates().length).toBeGreaterThan(told);
  expect(young.last()?.source).toBe('network');
});

it('reaches what an engine without a disk keeps in memory', async () => {
  const gone = rig.engine({ indexedDB: null });
  const before = await rig.client(gone);
  await loaded(before);
  const elsewhere = rig.connect(rig.engine());
  await elsewhere.hello();
  await elsewhere.api.signOut(tombstoneOf(before));
  await until(() => signedOut(before), { what: 'the notice has arrived' });
  await rig.api.fault({ mode: 'down' });
  const again = await rig.client(gone, { customerId: CUSTOMER, generation: 3 });
  await until(() => again.last()?.settled, { what: 'the later session has looked' });
  expect(again.snapshot()).toBeNull();
});
