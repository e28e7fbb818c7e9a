// What the API, or whatever answers in its place, says of entitlements: it is taken whole, or what was known stays.
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { Checks } from '../../src/checks.js';
import { patched } from '../../src/core/patch.js';
import type { SessionUpdate } from '../../src/core/protocol.js';
import { parseSnapshot } from '../../src/core/snapshot.js';
import { readText } from '../../src/core/snapshot-text.js';
import { Mirror } from '../../src/mirror.js';
import { type OpenClient, setEngineRig } from '../support/engine-rig.js';
import { until } from '../support/until.js';
import { hostileJson, NAMES, spoilt } from './hostile-value.js';

const rig = setEngineRig();
// Many runs each: on a busy machine the rig's own limit is short.
vi.setConfig({ testTimeout: 120_000 });

const entitlement = (refId: string, more: object = {}) => ({
  isGranted: true,
  accessDeniedReason: null,
  usageLimit: 10,
  hasUnlimitedUsage: false,
  hasSoftLimit: false,
  currentUsage: 2,
  enumValues: null,
  usagePeriodAnchor: '2025-01-31T00:00:00.000Z',
  usagePeriodStart: '2025-12-31T00:00:00.000Z',
  usagePeriodEnd: '2026-01-31T00:00:00.000Z',
  resetPeriod: 'MONTH',
  feature: {
    refId,
    displayName: refId,
    description: null,
    featureType: 'NUMBER',
    meterType: 'Incremental',
    featureUnits: 'seat',
    featureUnitsPlural: 'seats',
  },
  ...more,
});
const GOOD = { data: { entitlements: [entitlement('a'), entitlement('b')], sdkConfiguration: null } };

interface Said {
  readonly body: string;
  readonly status?: number;
  readonly type?: string;
}

/** A client of an engine whose API says what it is told to. */
async function setClient() {
  let said: Said = { body: JSON.stringify(GOOD) };
  const engine = rig.engine({
    fetch: async () =>
      new Response(said.body, {
        status: said.status ?? 200,
        headers: { 'content-type': said.type ?? 'application/json' },
      }),
  });
  const client = await rig.client(engine);
  await until(() => client.last()?.source === 'network', { what: 'the good one is there' });
  const page = createPage(client);
  return {
    client,
    page,
    say(next: Said) {
      said = next;
      return client.refresh();
    },
  };
}

/** A page that hears what the client hears, and asks of all features. */
function createPage(client: OpenClient) {
  const clock = () => ({ wall: Date.now(), monotonic: performance.now() });
  const mirror = new Mirror(clock);
  const checks = new Checks(mirror, {
    clock,
    fallbacks: {},
    maxStale: { default: 86_400_000, features: {} },
    vocabulary: 'documented',
    unanswered() {},
    provenance() {},
  });
  let heard = 0;
  return {
    /** Hears the news and asks. @throws if any check does */
    look(): SessionUpdate | undefined {
      const updates = client.updates();
      for (const { text, patch, ...update } of updates.slice(heard)) {
        const sent = text !== undefined && readText(text, () => expect.unreachable());
        const next = sent || (patch && patched(mirror.sent, patch));
        mirror.apply(next ? { ...update, snapshot: next } : update);
      }
      heard = updates.length;
      const listed = [...(mirror.entitlements?.keys() ?? [])].slice(0, 50);
      for (const featureId of ['a', 'b', ...NAMES, ...listed]) {
        for (const kind of ['boolean', 'numeric', 'metered', 'enum'] as const) {
          const { hasAccess } = checks.ask({ kind, featureId, requestedUsage: 1 });
          if (typeof hasAccess !== 'boolean') throw new TypeError(`${kind} ${featureId}`);
        }
      }
      checks.list();
      return updates.at(-1);
    },
    get entitlements() {
      return mirror.entitlements;
    },
  };
}

/** As many as there were, or all of the new ones: nothing in between, and nothing unreadable. */
function expectWhole(client: OpenClient, known: unknown, failed: boolean) {
  const snapshot = client.snapshot();
  expect(parseSnapshot(structuredClone(snapshot))).toEqual(snapshot);
  if (failed) expect(snapshot).toEqual(known);
}

const STATUSES = [200, 200, 200, 201, 400, 404, 413, 500, 503];
const TYPES = ['application/json', 'application/graphql-response+json', 'text/html', 'text/plain', ''];

it('is a whole snapshot or none, however one place of the response is spoilt', async () => {
  const { client, page, say } = await setClient();
  const answer = fc.record({
    body: spoilt(GOOD).map((value) => JSON.stringify(value)),
    status: fc.constantFrom(...STATUSES),
    type: fc.constantFrom(...TYPES),
  });
  await fc.assert(
    fc.asyncProperty(answer, async (said) => {
      await say({ body: JSON.stringify(GOOD) });
      const known = client.snapshot();
      const reply = await say(said);
      expectWhole(client, known, reply.failure !== undefined);
      page.look();
    }),
  );
});

it.each([
  [
    'cut off',
    fc.nat({ max: JSON.stringify(GOOD).length - 1 }).map((at) => JSON.stringify(GOOD).slice(0, at)),
  ],
  ['any text', fc.string({ maxLength: 200 })],
  ['any JSON', hostileJson.map((value) => JSON.stringify(value))],
  ['data of any kind', hostileJson.map((data) => JSON.stringify({ data }))],
  ['errors of any kind', hostileJson.map((errors) => JSON.stringify({ ...GOOD, errors }))],
])('leaves what was known when it is %s', async (_, bodies) => {
  const { client, page, say } = await setClient();
  await fc.assert(
    fc.asyncProperty(bodies, fc.constantFrom(...TYPES), async (body, type) => {
      const known = client.snapshot();
      const reply = await say({ body, type });
      expectWhole(client, known, reply.failure !== undefined);
      expect(page.look()?.settled).toBe(true);
    }),
  );
  // And it is none the worse for it.
  expect((await say({ body: JSON.stringify(GOOD) })).failure).toBeUndefined();
});

it.each<[string, Said, string]>([
  [
    'a page of HTML with status 200',
    { body: '<!doctype html><p>Sign in', type: 'text/html' },
    'INVALID_RESPONSE',
  ],
  ['that page said to be JSON', { body: '<!doctype html><p>Sign in' }, 'INVALID_RESPONSE'],
  ['nothing', { body: '' }, 'INVALID_RESPONSE'],
  ['JSON 100 000 deep', { body: `${'['.repeat(1e5)}${']'.repeat(1e5)}` }, 'INVALID_RESPONSE'],
  ['no list', { body: '{"data":{"entitlements":{"length":1}}}' }, 'INVALID_RESPONSE'],
])('%s is no answer: what was known stays', async (_, said, code) => {
  const { client, page, say } = await setClient();
  const known = client.snapshot();
  expect((await say(said)).failure).toMatchObject({ code });
  expect(client.snapshot()).toEqual(known);
  page.look();
  expect([...(page.entitlements?.keys() ?? [])]).toEqual(['a', 'b']);
});

it('10 000 entitlements are 10 000', async () => {
  const { page, say } = await setClient();
  const entitlements = Array.from({ length: 10_000 }, (_, at) => entitlement(`feature-${at}`));
  expect((await say({ body: JSON.stringify({ data: { entitlements } }) })).failure).toBeUndefined();
  page.look();
  expect([...(page.entitlements?.keys() ?? [])]).toHaveLength(10_000);
});

it('a text of five million characters is one of the texts', async () => {
  const { page, say } = await setClient();
  const id = 'x'.repeat(5_000_000);
  const entitlements = [entitlement(id, { accessDeniedReason: id }), entitlement('b')];
  expect((await say({ body: JSON.stringify({ data: { entitlements } }) })).failure).toBeUndefined();
  page.look();
  expect([...(page.entitlements?.keys() ?? [])].map(({ length }) => length)).toEqual([5_000_000, 1]);
});

it('of two with the same id the later one stands, and what is unreadable is left out', async () => {
  const { page, say } = await setClient();
  const entitlements = [
    entitlement('a', { usageLimit: 1 }),
    entitlement('a', { usageLimit: 99 }),
    ...[null, 7, 'x', [], {}, entitlement('c', { isGranted: 'yes' }), entitlement('d', { usageLimit: '1' })],
  ];
  await say({ body: JSON.stringify({ data: { entitlements } }) });
  page.look();
  expect([...(page.entitlements?.values() ?? [])].map(({ usageLimit }) => usageLimit)).toEqual([99]);
});

it('features may be called as the members of a prototype are', async () => {
  const { page, say } = await setClient();
  const ids = NAMES.filter((name) => name !== '');
  await say({ body: JSON.stringify({ data: { entitlements: ids.map((id) => entitlement(id)) } }) });
  page.look();
  expect([...(page.entitlements?.keys() ?? [])]).toEqual(ids);
});

it('stands whatever its numbers overflow to', async () => {
  const { client, page, say } = await setClient();
  await say({ body: JSON.stringify(GOOD).replace('"usageLimit":10', '"usageLimit":1e999') });
  expect(parseSnapshot(structuredClone(client.snapshot()))).not.toBeNull();
  page.look();
  expect([...(page.entitlements?.keys() ?? [])]).toEqual(['b']);
});
