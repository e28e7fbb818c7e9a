// What page and engine say to each other between hello and welcome: the page does not wait for it.
import { expose } from 'comlink';
import Stigg, { type StiggClient } from 'stigg-offline';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EngineApi, OpenSession } from '../../src/core/protocol.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { textOf } from '../../src/core/snapshot-text.js';
import type { Host } from '../../src/host.js';
import { entitlement } from '../core/wire.js';
import { REFRESHED } from '../support/session-update.js';
import { until } from '../support/until.js';

const engine = vi.hoisted(() => ({
  ports: [] as MessagePort[],
  calls: [] as string[],
  opened: [] as OpenSession[],
  welcome: () => {},
}));

vi.mock('../../src/page-host.js', () => {
  const done = async () => ({ boot: 'boot', value: null });
  const note = (call: string) => {
    engine.calls.push(call);
    return done();
  };
  const pageHost: Host = {
    name: 'page',
    async start() {
      const { port1, port2 } = new MessageChannel();
      engine.ports.push(port1, port2);
      const welcomed = new Promise<void>((resolve) => {
        engine.welcome = resolve;
      });
      const api: Partial<EngineApi> = {
        hello: async () => {
          engine.calls.push('hello');
          await welcomed;
          return { boot: 'boot', value: { build: 'test', engineLock: null } };
        },
        open: (session) => {
          engine.opened.push(session);
          return note(`open ${session.identity.customerId}`);
        },
        close: () => note('close'),
        signOut: () => note('signOut'),
        observe: done,
      };
      expose(api, port1);
      return { endpoint: port2, broken: new Promise(() => {}), release: () => port2.close() };
    },
  };
  return { pageHost };
});

let stigg: StiggClient;
beforeEach(async () => {
  for (const list of [engine.calls, engine.opened]) list.length = 0;
  stigg = Stigg.initialize({
    ...{ apiKey: 'k', customerId: 'acme', host: 'page', baseUri: 'http://127.0.0.1:1' },
    logConfiguration: { logLevel: 'NONE' },
  });
  await until(() => engine.calls.length === 2, { what: 'the session is opened' });
});
afterEach(() => {
  stigg.close();
  for (const port of engine.ports.splice(0)) port.close();
});

const snapshotOf = (usageLimit: number): Snapshot => ({
  format: 1,
  revision: 1,
  receivedAt: 1,
  isWidgetWatermarkEnabled: null,
  entitlements: [entitlement({ usageLimit })],
});

/** What the engine says of an opening. Resolves when it has arrived. */
function say({ key, generation }: OpenSession, usageLimit: number, boot = 'boot'): Promise<void> {
  const update = { ...REFRESHED, text: textOf(snapshotOf(usageLimit)) };
  const [port, ofPage] = engine.ports.slice(-2);
  port?.postMessage({ boot, event: 'session', key, generation, update });
  return new Promise((resolve) => {
    ofPage?.addEventListener('message', ({ data }) => {
      if (data.event) resolve();
    });
  });
}

const limit = () => stigg.getMeteredEntitlement({ featureId: 'f' }).usageLimit;
const last = () => engine.opened.at(-1) as OpenSession;

it('a session is opened right after the hello, and what is said of it is heard after the welcome', async () => {
  expect(engine.calls).toEqual(['hello', 'open acme']);
  await say(last(), 77);
  expect([stigg.status.phase, limit()]).toEqual(['starting', undefined]);
  engine.welcome();
  await until(() => limit() === 77, { what: 'it is heard' });
});

it('a sign-out is told before the session of whoever signs in again', async () => {
  const deleted = stigg.clearCustomer();
  void stigg.setCustomerId('acme');
  await until(() => engine.calls.length === 5, { what: 'all is told' });
  expect(engine.calls.slice(2)).toEqual(['signOut', 'close', 'open acme']);
  engine.welcome();
  await deleted;
});

it('what was said of the session before a sign-out is not heard by the one after it', async () => {
  const former = last();
  await say(former, 66);
  void stigg.clearCustomer();
  void stigg.setCustomerId('acme');
  await until(() => engine.opened.length === 2, { what: 'it is opened again' });
  expect(last().key).toBe(former.key);
  engine.welcome();
  await until(() => stigg.status.host === 'page', { what: 'the engine is known' });
  expect(limit()).toBeUndefined();
  await say(last(), 77);
  await until(() => limit() === 77, { what: 'it is heard of the new one' });
});

it('what another engine said through the port ends the connection', async () => {
  await say(last(), 66, 'another');
  engine.welcome();
  await until(() => engine.calls.filter((call) => call === 'hello').length === 2, {
    what: 'the next engine is greeted',
  });
  expect(limit()).toBeUndefined();
});
