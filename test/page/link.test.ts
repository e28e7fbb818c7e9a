// The link against engines made by hand, for what no real one does on demand.
import { expose, type Remote } from 'comlink';
import { expect, it, vi } from 'vitest';
import { BYE, type EngineApi, type Reply } from '../../src/core/protocol.js';
import type { Host } from '../../src/host.js';
import { Link } from '../../src/link.js';
import { until } from '../support/until.js';

const NOBODY = {
  greeted() {},
  connected() {},
  disconnected() {},
  heard() {},
  log() {},
  surroundings: () => ({ visible: true, online: true }),
  tombstones: () => [],
};

/** A host whose engines answer as told. `boots` are the ids they say they have: at hello, and at a refresh. */
function hostOf(
  boots: readonly { hello: string; refresh: string }[],
  ports: MessagePort[],
): Host & { starts(): number } {
  let starts = 0;
  return {
    name: 'page',
    starts: () => starts,
    async start() {
      const { hello, refresh } = boots[Math.min(starts++, boots.length - 1)] as {
        hello: string;
        refresh: string;
      };
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      const api: Partial<EngineApi> = {
        hello: async () => ({ boot: hello, value: { build: 'test', engineLock: null } }),
        refresh: async (): Promise<Reply<null>> => ({ boot: refresh, value: null }),
      };
      expose(api, port1);
      return { endpoint: port2, broken: new Promise(() => {}), release: () => port2.close() };
    },
  };
}

it('asks the next engine when the port began to speak for another one', async () => {
  const ports: MessagePort[] = [];
  const host = hostOf(
    [
      { hello: 'first', refresh: 'restarted' },
      { hello: 'second', refresh: 'second' },
    ],
    ports,
  );
  const link = new Link([host], NOBODY);
  expect(await link.call((api) => api.refresh('key'), 5_000)).toMatchObject({ value: null });
  expect(host.starts()).toBe(2);
  link.close();
  for (const port of ports) port.close();
});

it('says nothing that is over before there is an engine', async () => {
  const ports: MessagePort[] = [];
  const host = hostOf([{ hello: 'first', refresh: 'first' }], ports);
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const slow: Host = { name: 'page', start: () => gate.then(() => host.start()) };
  const link = new Link([slow], NOBODY);
  const said: string[] = [];
  const say = (what: string) => (api: Remote<EngineApi>) => {
    said.push(what);
    return api.refresh('key');
  };
  expect(await link.call(say('late'), 20)).toMatchObject({ failure: { code: 'TIMEOUT' } });
  const over = link.call(say('over'), 5_000, 1, () => true);
  const wanted = link.call(say('wanted'), 5_000);
  open();
  expect(await wanted).toMatchObject({ value: null });
  expect(await over).toMatchObject({ failure: { code: 'ABORTED' } });
  expect(said).toEqual(['wanted']);
  link.close();
  for (const port of ports) port.close();
});

it('starts a host while the lock of the tab is asked for, and ends without a word if the page leaves meanwhile', async () => {
  const ports: MessagePort[] = [];
  const host = hostOf([{ hello: 'first', refresh: 'first' }], ports);
  const said: unknown[] = [];
  const heeded: Host = {
    name: 'page',
    async start() {
      const started = await host.start();
      ports[0]?.addEventListener('message', ({ data }) => {
        // What Comlink says when the proxy is collected, whenever that is.
        if (data.type !== 'RELEASE') said.push(data);
      });
      return { ...started, release() {} };
    },
  };
  let grant = () => {};
  const granting = new Promise<void>((resolve) => {
    grant = resolve;
  });
  const locks = { request: (_: string, __: object, granted: () => unknown) => granting.then(granted) };
  vi.stubGlobal('navigator', { locks });
  try {
    const link = new Link([heeded], NOBODY);
    await until(() => host.starts() === 1, { what: 'the host starts' });
    expect(said).toEqual([]);
    link.close();
    grant();
    await until(() => said.length > 0, { what: 'a word to the engine' });
    expect(said).toEqual([BYE]);
  } finally {
    vi.unstubAllGlobals();
    for (const port of ports) port.close();
  }
});

it('tells the engine what it wants right after the hello, and hears what that brings after the welcome', async () => {
  const { port1, port2 } = new MessageChannel();
  const happened: string[] = [];
  let welcome = () => {};
  const welcoming = new Promise<void>((resolve) => {
    welcome = resolve;
  });
  const say = (event: object) => port1.postMessage(event);
  const api: Partial<EngineApi> = {
    hello: async () => {
      happened.push('hello');
      await welcoming;
      return { boot: 'own', value: { build: 'test', engineLock: null } };
    },
    close: async (key): Promise<Reply<null>> => {
      happened.push(`close ${key}`);
      say({ event: 'echo', id: 1, boot: 'own' });
      return { boot: 'own', value: null };
    },
  };
  expose(api, port1);
  const host: Host = {
    name: 'page',
    start: async () => ({ endpoint: port2, broken: new Promise(() => {}), release: () => port2.close() }),
  };
  let heardEarly = false;
  port2.addEventListener('message', ({ data }: MessageEvent) => {
    heardEarly ||= data.event === 'echo';
  });
  const link: Link = new Link([host], {
    ...NOBODY,
    greeted: () => link.tell((engine) => engine.close('key')),
    connected: () => happened.push('connected'),
    heard: ({ event }) => happened.push(event),
  });
  await until(() => heardEarly, { what: 'an event before the welcome' });
  expect(happened).toEqual(['hello', 'close key']);
  welcome();
  await until(() => happened.length === 4, { what: 'the event is heard' });
  expect(happened.slice(2)).toEqual(['connected', 'echo']);
  say({ event: 'echo', id: 2, boot: 'own' });
  await until(() => happened.length === 5, { what: 'another event' });
  link.close();
  for (const port of [port1, port2]) port.close();
});

it('gives up a host whose engines die as soon as they live', async () => {
  const ports: MessagePort[] = [];
  const host = hostOf([{ hello: 'one', refresh: 'other' }], ports);
  let stranded = false;
  const link: Link = new Link([host], {
    ...NOBODY,
    // Each call finds that the engine is another one, which ends it.
    connected: () => void link.call((api) => api.refresh('key'), 1_000),
    disconnected: (reason) => {
      stranded ||= reason.stranded;
    },
  });
  while (!stranded) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(host.starts()).toBeLessThan(50);
  link.close();
  for (const port of ports) port.close();
});

it('tries again in a while when no host works, until it is closed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const ports: MessagePort[] = [];
  try {
    const host = hostOf([{ hello: 'first', refresh: 'first' }], ports);
    let works = false;
    let starts = 0;
    const failing: Host = {
      name: 'page',
      async start() {
        starts++;
        if (!works) throw new Error('no');
        return host.start();
      },
    };
    const told: string[] = [];
    const link = new Link([failing], {
      ...NOBODY,
      connected: () => told.push('connected'),
      disconnected: ({ stranded }) => told.push(stranded ? 'stranded' : 'lost'),
    });
    await vi.waitUntil(() => told.length === 1);
    expect(told).toEqual(['stranded']);
    const tried = starts;
    await vi.advanceTimersByTimeAsync(59_000);
    expect(starts).toBe(tried);
    works = true;
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.waitUntil(() => told.length === 2);
    expect(told).toEqual(['stranded', 'connected']);
    link.close();

    works = false;
    const closed = new Link([failing], { ...NOBODY, disconnected: () => told.push('stranded') });
    await vi.waitUntil(() => told.length === 3);
    closed.close();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
    for (const port of ports) port.close();
  }
});

it('a call that nobody answers fails with TIMEOUT, and a closed link with CLOSED', async () => {
  const silent: Host = { name: 'page', start: () => new Promise(() => {}) };
  const link = new Link([silent], NOBODY);
  expect(await link.call((api) => api.refresh('key'), 20)).toMatchObject({
    failure: { code: 'TIMEOUT', retryable: true },
  });
  const waiting = link.call((api) => api.refresh('key'), 5_000);
  link.close();
  expect(await waiting).toMatchObject({ failure: { code: 'CLOSED' } });
});
