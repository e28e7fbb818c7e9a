// A port of an engine: a tab of another release, or any script of the origin, may say anything on it.
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type EngineApi, PROTOCOL_VERSION } from '../../src/core/protocol.js';
import type { Engine } from '../../worker/engine.js';
import { setEngineRig } from '../support/engine-rig.js';
import { until } from '../support/until.js';
import { hostileClone, NAMES, spoilt } from './hostile-value.js';
import { FEWER } from './runs.js';

const rig = setEngineRig();
// Many runs each: on a busy machine the rig's own limit is short.
vi.setConfig({ testTimeout: 120_000 });

interface Answer {
  readonly id: string;
  readonly type: string;
  readonly value: { readonly boot?: string; readonly failure?: { readonly code: string } };
}

/** A port as Comlink uses it, without Comlink: says what it is told to, and hears what comes back. */
function openPort(engine: Engine) {
  const { port1, port2 } = new MessageChannel();
  engine.connect(port1);
  const answers: Answer[] = [];
  const waiting = new Map<string, (answer: Answer) => void>();
  port2.onmessage = ({ data }: MessageEvent<Answer>) => {
    // Events of the engine have none.
    if (!data.id) return;
    answers.push(data);
    waiting.get(data.id)?.(data);
  };
  let count = 0;
  const say = (message: unknown) => port2.postMessage(message);
  return {
    say,
    answers,
    call(name: string, given: readonly unknown[], more: object = {}) {
      const id = `call-${++count}`;
      say({
        id,
        type: 'APPLY',
        path: [name],
        // A hole would be no value on the wire, and the message no call.
        argumentList: Array.from(given, (value) => ({ type: 'RAW', value })),
        ...more,
      });
      return id;
    },
    answerTo: (id: string) => new Promise<Answer>((resolve) => waiting.set(id, resolve)),
    close: () => port2.close(),
  };
}

const HELLO = {
  protocol: PROTOCOL_VERSION,
  tabLock: null,
  surroundings: { visible: true, online: true },
  tombstones: [],
  persist: false,
};

/** Each call as a page makes it. */
function samples(): { readonly [Name in keyof EngineApi]: readonly unknown[] } {
  const { identity, customerKey, key, keepMs, token } = rig.opening();
  const requester = {
    identity,
    customerKey,
    generation: 1,
    token,
    keepMs,
    lacksToken: false,
    persist: true,
    persistChecks: true,
  };
  const call = { id: 1, requester, timeoutMs: 50 };
  const check = { id: '1', featureId: 'f', entitlementCheckResult: { hasAccess: true } };
  return {
    hello: [HELLO],
    open: [rig.opening({ customerId: 'customer-initech' })],
    close: [key],
    refresh: [key],
    provideToken: [key, 'token'],
    observe: [HELLO.surroundings],
    signOut: [{ customerKey: 'nobody', generation: 1 }],
    ask: [{ ...call, name: 'getCustomer', params: {} }],
    awaitCheckout: [{ ...call, params: { subscriptionId: 's' }, requestTimeoutMs: 50, refresh: false }],
    abandon: [1],
    track: [requester, [check]],
    answerEcho: [1],
  };
}

/** Another tab of the same engine, which notices nothing. */
async function expectUnharmed(engine: Engine) {
  const client = await rig.client(engine);
  await until(() => client.last()?.source === 'network', { what: 'another tab is served' });
  expect((await client.refresh()).failure).toBeUndefined();
  expect(client.snapshot()?.entitlements.length).toBeGreaterThan(0);
  client.bye();
}

it.each([
  ['SET', ['__proto__', 'polluted']],
  ['SET', ['constructor', 'prototype', 'polluted']],
  ['SET', ['hello', '__proto__', 'polluted']],
  ['SET', ['hello']],
  ['GET', ['constructor']],
  ['GET', []],
  ['CONSTRUCT', ['constructor', 'constructor']],
  ['APPLY', ['constructor', 'assign']],
  ['APPLY', ['hello', 'call']],
  ['APPLY', ['toString']],
  ['APPLY', []],
  ['ENDPOINT', []],
  ['RELEASE', []],
])('%s %j is not a call: nothing happens, and nothing is answered', async (type, path) => {
  const engine = rig.engine();
  const port = openPort(engine);
  const polluted = { type: 'RAW', value: 'polluted' };
  port.say({ id: 'foreign', type, path, value: polluted, argumentList: [polluted] });
  // Of what comes after it, all is answered.
  const { value } = await port.answerTo(port.call('hello', [HELLO]));
  expect(value).toMatchObject({ boot: engine.boot });
  expect(value.failure).toBeUndefined();
  expect(port.answers.map(({ id }) => id)).not.toContain('foreign');
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(Reflect.get(() => {}, 'polluted')).toBeUndefined();
  port.close();
});

/** A lock that nobody holds is that of a tab which is gone: its port is closed. */
const namesLock = (args: unknown) =>
  typeof (args as [{ tabLock?: unknown } | null])?.[0]?.tabLock === 'string';

it('survives messages of any kind', async () => {
  const engine = rig.engine();
  const call = { id: 'x', type: 'APPLY', path: ['hello'], argumentList: [{ type: 'RAW', value: HELLO }] };
  const handler = { type: 'HANDLER', name: 'throw', value: { isError: true, value: {} } };
  const message = fc.oneof(
    hostileClone,
    spoilt(call, hostileClone).filter((said) => {
      const given = (said as Partial<typeof call> | null)?.argumentList;
      return !namesLock([(given as typeof call.argumentList | undefined)?.[0]?.value]);
    }),
    fc.constantFrom(...NAMES).map((name) => ({ ...call, path: [name] })),
    fc.constant({ ...call, argumentList: [handler] }),
    fc.constant({ ...call, argumentList: 7 }),
  );
  const port = openPort(engine);
  fc.assert(fc.property(message, (said) => port.say(said)));
  await port.answerTo(port.call('hello', [HELLO]));
  port.close();
  await expectUnharmed(engine);
});

const CALLS: readonly (keyof EngineApi)[] = [
  ...(['hello', 'open', 'close', 'refresh', 'provideToken', 'observe', 'signOut'] as const),
  ...(['ask', 'awaitCheckout', 'abandon', 'track', 'answerEcho'] as const),
];

it('there are samples of all calls', () => {
  expect(Object.keys(samples())).toEqual(CALLS);
});

/** A wait for a checkout lasts as long as it is told to. */
const waitsLong = (args: unknown) => {
  const timeoutMs = (args as [{ timeoutMs?: unknown } | null])?.[0]?.timeoutMs;
  return typeof timeoutMs === 'number' && timeoutMs > 1_000;
};

it.each(CALLS)('%s with arguments of any kind is answered, and harms nobody else', async (name) => {
  const engine = rig.engine();
  const given = spoilt([...samples()[name]], hostileClone).filter(
    (args) => !namesLock(args) && !waitsLong(args),
  );
  await fc.assert(
    fc.asyncProperty(given, async (args) => {
      const port = openPort(engine);
      await port.answerTo(port.call('hello', [HELLO]));
      const { type, value } = await port.answerTo(port.call(name, Array.isArray(args) ? args : [args]));
      // A failure that is told, not one that is thrown.
      expect(type).toBe('RAW');
      expect(value.boot).toBe(engine.boot);
      port.close();
    }),
    FEWER,
  );
  await expectUnharmed(engine);
});

it.each<[string, () => unknown]>([
  ['a hole', () => Array(1)],
  ['a hole and a name', () => Object.assign(Array(1), { name: 1 })],
  ['nothing but holes', () => Array(2 ** 32 - 1)],
])('a list with %s is no list', async (_, holed) => {
  const port = openPort(rig.engine());
  await port.answerTo(port.call('hello', [HELLO]));
  for (const args of [[samples().track[0], holed()], [{ ...rig.opening(), staleMs: holed() }]] as const) {
    const { type, value } = await port.answerTo(port.call(args.length === 2 ? 'track' : 'open', args));
    expect([type, value.failure?.code]).toEqual(['RAW', 'ENGINE_LOST']);
  }
  port.close();
});

it('a tab of another protocol is told so, whatever else it says', async () => {
  const port = openPort(rig.engine());
  for (const protocol of [0, PROTOCOL_VERSION + 1, '1', null, {}]) {
    const { value } = await port.answerTo(port.call('hello', [{ protocol }]));
    expect(value.failure).toMatchObject({ code: 'ENGINE_LOST' });
  }
  port.close();
});
