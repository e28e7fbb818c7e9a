// What an engine posts: a broken one, or one of another release behind the same port, must not break the page.
import { expose } from 'comlink';
import fc from 'fast-check';
import Stigg, { type StiggClient } from 'stigg-offline';
import { afterEach, expect, it, vi } from 'vitest';
import type { EngineApi, EngineEvent, SessionUpdate } from '../../src/core/protocol.js';
import type { Host } from '../../src/host.js';
import { entitlement } from '../core/wire.js';
import { REFRESHED } from '../support/session-update.js';
import { until } from '../support/until.js';
import { hostileClone, spoilt } from './hostile-value.js';

const engine = vi.hoisted(() => ({
  ports: [] as MessagePort[],
  key: '',
  generation: 0,
  opened: 0,
  heard: () => {},
}));

vi.mock('../../src/page-host.js', () => {
  const pageHost: Host = {
    name: 'page',
    async start() {
      const { port1, port2 } = new MessageChannel();
      engine.ports.push(port1);
      const done = async () => ({ boot: 'boot', value: null });
      const api: Partial<EngineApi> = {
        hello: async () => ({ boot: 'boot', value: { build: 'test', engineLock: null } }),
        open: async ({ key, generation }) => {
          Object.assign(engine, { key, generation });
          engine.opened++;
          return { boot: 'boot', value: null };
        },
        refresh: done,
        close: done,
        signOut: done,
        observe: done,
        provideToken: done,
        answerEcho: () => {
          engine.heard();
          return done();
        },
      };
      expose(api, port1);
      return { endpoint: port2, broken: new Promise(() => {}), release: () => port2.close() };
    },
  };
  return { pageHost };
});

let client: StiggClient | undefined;
afterEach(() => {
  client?.close();
  for (const port of engine.ports.splice(0)) port.close();
});

const update: SessionUpdate = {
  ...REFRESHED,
  snapshot: {
    format: 1,
    revision: 1,
    receivedAt: 0,
    isWidgetWatermarkEnabled: null,
    entitlements: [entitlement({})],
  },
  persistence: 'memory',
};

it('whatever is posted, checks answer from what was known or from fallbacks, and the next good one is heard', async () => {
  client = Stigg.initialize({
    ...{ apiKey: 'k', customerId: 'c', host: 'page', baseUri: 'http://127.0.0.1:1' },
    logConfiguration: { logLevel: 'NONE' },
  });
  const stigg = client;
  await until(() => engine.key !== '', { what: 'the session is opened' });
  const [port] = engine.ports;
  const { snapshot, ...rest } = update;
  const patch = { ...snapshot, gone: [], follows: { revision: 1, receivedAt: 0 } };
  const { key, generation } = engine;
  const good: EngineEvent = { boot: 'boot', event: 'session', key, generation, update };
  const ask = () =>
    (['feature', '__proto__', 'f'] as const).map((featureId) => stigg.getMeteredEntitlement({ featureId }));
  const say = (event: unknown) =>
    new Promise<void>((resolve) => {
      engine.heard = resolve;
      port?.postMessage(event);
      // A port keeps its order: when this is answered, the event was heard.
      port?.postMessage({ boot: 'boot', event: 'echo', id: 1 });
    });
  port?.postMessage(good);
  await until(() => stigg.status.phase === 'ready', { what: 'the good one is heard' });

  // Another engine's, and what is heard of a sign-out, end the connection or the session: rightly so.
  const events = fc.oneof(
    hostileClone,
    spoilt(good, hostileClone),
    spoilt({ ...good, update: { ...rest, patch } }, hostileClone),
    hostileClone.map((snapshot) => ({ ...good, update: { ...update, snapshot } })),
    hostileClone.map((other) => ({ ...good, update: other })),
    fc
      .oneof(
        hostileClone,
        spoilt(update.snapshot).map((one) => JSON.stringify(one)),
      )
      .map((text) => ({ ...good, update: { ...rest, text } })),
    hostileClone.map((tombstone) => ({ boot: 'boot', event: 'signedOut', tombstone: [tombstone] })),
    hostileClone.map((id) => ({ boot: 'boot', event: 'tokenWanted', key: id, refused: id })),
    hostileClone.map((level) => ({ boot: 'boot', event: 'log', level: 'log', message: level })),
  );
  const ofThisEngine = events.filter(
    (event) =>
      typeof event !== 'object' ||
      event === null ||
      !Reflect.get(event, 'event') ||
      Reflect.get(event, 'boot') === 'boot',
  );
  await fc.assert(
    fc.asyncProperty(ofThisEngine, async (event) => {
      await say(event);
      for (const { hasAccess } of ask()) expect(typeof hasAccess).toBe('boolean');
    }),
  );
  const next = {
    ...update,
    snapshot: { ...update.snapshot, revision: 2, entitlements: [entitlement({ usageLimit: 77 })] },
  };
  port?.postMessage({ ...good, update: next });
  await until(() => stigg.getMeteredEntitlement({ featureId: 'f' }).usageLimit === 77, {
    what: 'the next good one is heard',
  });
  expect(engine.ports).toHaveLength(1);
});

it('a patch of a snapshot that the page has not changes nothing, and the whole is asked for', async () => {
  engine.key = '';
  client = Stigg.initialize({
    ...{ apiKey: 'k', customerId: 'd', host: 'page', baseUri: 'http://127.0.0.1:1' },
    logConfiguration: { logLevel: 'NONE' },
  });
  const stigg = client;
  await until(() => engine.key !== '', { what: 'the session is opened' });
  const port = engine.ports.at(-1);
  const { snapshot, ...rest } = update;
  const say = (news: object) =>
    port?.postMessage({ boot: 'boot', event: 'session', ...ofSession, update: { ...rest, ...news } });
  const { key, generation } = engine;
  const ofSession = { key, generation };
  const limit = () => stigg.getMeteredEntitlement({ featureId: 'f' }).usageLimit;
  const patch = (revision: number, usageLimit: number) => ({
    ...snapshot,
    revision: revision + 1,
    entitlements: [entitlement({ usageLimit })],
    gone: [],
    follows: { revision, receivedAt: 0 },
  });
  say({ snapshot });
  say({ patch: patch(1, 8), changed: ['f'] });
  await until(() => limit() === 8, { what: 'the patch is heard' });
  const opened = engine.opened;
  say({ patch: patch(7, 9), changed: ['f'] });
  await until(() => engine.opened === opened + 1, { what: 'it is opened anew' });
  expect(limit()).toBe(8);
  say({ snapshot: { ...snapshot, revision: 8, entitlements: [entitlement({ usageLimit: 9 })] } });
  await until(() => limit() === 9, { what: 'the whole is heard' });
});
