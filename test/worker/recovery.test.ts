// What brings a session back, and what must not: wiped disks, other tokens, denials, engines that hang.
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { createLogger } from '../../src/logger.js';
import { Tokens } from '../../src/tokens.js';
import { CUSTOMER, setEngineRig } from '../support/engine-rig.js';
import { createManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const rig = setEngineRig();

const requests = async () => (await rig.api.requests()).length;
const grant = (grants: Record<string, object | false>) =>
  rig.api.patch({ customers: { [CUSTOMER]: { grants } } });
const enforce = (accepted: readonly string[]) =>
  rig.api.patch({ customerTokens: { enforced: true, accepted: { [CUSTOMER]: accepted } } });
const features = (snapshot: { entitlements: readonly { feature: { refId: string } }[] } | null) =>
  snapshot?.entitlements.map(({ feature }) => feature.refId) ?? [];

it('a refresh asked for during the first load of an unstored session ends', async () => {
  const client = await rig.client(rig.engine({ host: 'shared-worker' }), { persist: false });
  expect((await client.refresh()).failure).toBeUndefined();
  expect(client.last()).toMatchObject({ source: 'network', persistence: 'none' });
});

it('takes over a snapshot of the same number from a disk that was wiped meanwhile', async () => {
  const first = await rig.client(rig.engine());
  await until(() => first.snapshot(), { what: 'the first is loaded' });
  globalThis.indexedDB = new IDBFactory();
  await grant({ 'feature-audit-log': false });
  const wiped = { indexedDB: globalThis.indexedDB };
  const second = await rig.client(rig.engine(wiped));
  await until(() => second.snapshot(), { what: 'the second has begun anew' });
  expect(second.snapshot()?.revision).toBe(first.snapshot()?.revision);
  await first.refresh();
  expect(features(first.snapshot())).not.toContain('feature-audit-log');
});

it('a new start after a refusal asks at once, as it may bring another token', async () => {
  await enforce(['good']);
  const refused = await rig.client(rig.engine(), { token: 'bad', intervalMs: 60_000 });
  await until(() => refused.last()?.failure, { what: 'the token is refused' });
  const healed = await rig.client(rig.engine(), { token: 'good', intervalMs: 60_000 });
  await until(() => healed.snapshot(), { what: 'the other token is used' });
});

it('who can be asked for a token is asked when the last one was refused', async () => {
  await enforce(['good']);
  const engine = rig.engine();
  const stuck = await rig.client(engine, { token: 'bad' });
  await until(() => stuck.last()?.failure, { what: 'the token is refused' });
  const asked = await rig.client(engine, { token: null, renewable: true });
  await until(() => asked.events.some(({ event }) => event === 'tokenWanted'), { what: 'it is asked' });
  await asked.api.provideToken(asked.key, 'good');
  await until(() => stuck.snapshot(), { what: 'both are served' });
});

it('a function whose token was refused is asked again by and by, and nothing is sent before it has another', async () => {
  await enforce(['good']);
  const clock = createManualClock();
  const client = await rig.client(rig.engine({ clock }), { token: null, renewable: true });
  const asked = () =>
    client.events.flatMap((event) => (event.event === 'tokenWanted' ? [event.refused] : []));
  await until(() => asked().length === 1, { what: 'it is asked for a token' });
  await client.api.provideToken(client.key, 'bad');
  await until(() => asked().length === 2, { what: 'it is asked for another' });
  await client.api.provideToken(client.key, null);
  await until(() => client.last()?.failure, { what: 'the refusal is told' });
  const sent = await requests();
  for (const times of [3, 4]) {
    clock.advance(60_000);
    await until(() => asked().length === times, { what: 'it is asked whether it has another now' });
    expect(asked().at(-1)).toBe('bad');
    expect(await requests()).toBe(sent);
    await client.api.provideToken(client.key, times === 4 ? 'good' : null);
    // What follows the answer is done before another call is answered.
    await client.api.observe({ visible: true, online: true });
  }
  await until(() => client.snapshot(), { what: 'the other token is used' });
});

it('tabs that keep different tokens, all refused by now, come to ask for another', async () => {
  await enforce(['new']);
  const engine = rig.engine();
  let present = '';
  const tab = async (kept: string) => {
    present = kept;
    const tokens = new Tokens(
      { customer: null, token: async () => present },
      createLogger({ logLevel: 'NONE' }),
    );
    await tokens.current();
    const client = await rig.client(engine, { token: null, renewable: true });
    let answered = 0;
    /** Answers as a page does what it was asked since the last time. */
    const answer = async () => {
      for (const event of client.events.slice(answered)) {
        answered++;
        if (event.event !== 'tokenWanted') continue;
        const { refused } = event;
        const token = await (refused === null ? tokens.current() : tokens.renewed(refused));
        await client.api.provideToken(client.key, token);
      }
    };
    return { client, answer };
  };
  const tabs = [await tab('old of the first'), await tab('old of the second')];
  present = 'new';
  const [{ client }] = tabs as [Awaited<ReturnType<typeof tab>>];
  for (let tries = 0; tries < 6 && !client.snapshot(); tries++) {
    let ended = false;
    void client.refresh().then(() => {
      ended = true;
    });
    await until(
      async () => {
        for (const { answer } of tabs) await answer();
        return ended;
      },
      { what: 'the refresh ends' },
    );
  }
  expect(client.snapshot()).not.toBeNull();
});

it('a token from a client that has not opened the session is not taken', async () => {
  await enforce(['good']);
  const engine = rig.engine();
  const owner = await rig.client(engine, { token: null, renewable: true });
  await until(() => owner.events.some(({ event }) => event === 'tokenWanted'), { what: 'it is asked' });
  const stranger = rig.connect(engine);
  await stranger.hello();
  await stranger.api.provideToken(owner.key, "another customer's");
  expect((await stranger.api.refresh(owner.key)).failure).toMatchObject({ code: 'CLOSED' });
  expect(await requests()).toBe(0);
  await owner.api.provideToken(owner.key, 'good');
  await until(() => owner.snapshot(), { what: 'its own token is used' });
});

it('tells whoever comes that the customer was denied, also after another failure', async () => {
  const engine = rig.engine();
  const client = await rig.client(engine);
  await until(() => client.snapshot(), { what: 'it is loaded' });
  await rig.api.patch({ customers: { [CUSTOMER]: { archived: true } } });
  await client.refresh();
  await rig.api.fault({ mode: 'down' });
  await client.refresh();
  const returning = await rig.client(engine);
  await until(() => returning.last(), { what: 'it is told' });
  expect(returning.last()).toMatchObject({ snapshot: null, failure: { code: 'NETWORK' } });
});

it('goes on in memory when another connection never ends its transaction', async () => {
  const warm = await rig.client(rig.engine());
  await until(() => warm.snapshot(), { what: 'the database is there' });
  const opened = indexedDB.open('stigg-offline-1');
  await new Promise((resolve) => {
    opened.onsuccess = resolve;
  });
  const blocking = opened.result.transaction(['records', 'tombstones'], 'readwrite');
  let holds = true;
  const hold = () => {
    if (holds) blocking.objectStore('records').get('x').onsuccess = hold;
  };
  hold();
  const client = await rig.client(rig.engine());
  await until(() => client.snapshot(), { what: 'it is served all the same' });
  expect(client.last()?.persistence).toBe('memory');
  holds = false;
  opened.result.close();
});

it('a channel that is refused does not keep the engine from working', async () => {
  const refused = class {
    constructor() {
      throw new DOMException('blocked', 'SecurityError');
    }
  } as unknown as typeof BroadcastChannel;
  const client = await rig.client(rig.engine({ BroadcastChannel: refused }));
  await until(() => client.snapshot(), { what: 'it is loaded' });
});
