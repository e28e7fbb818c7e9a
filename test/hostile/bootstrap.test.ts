// `bootstrap`, which comes through HTML, caches and the app's own hands: it is what was exported, or it is ignored.
import fc from 'fast-check';
import Stigg, { type ExportedSnapshot } from 'stigg-offline';
import { expect, it } from 'vitest';
import { exportSessions } from '../../src/exported-snapshot.js';
import { sessionKey } from '../../src/session-key.js';
import { entitlement } from '../core/wire.js';
import { hostileClone, spoilt } from './hostile-value.js';

const IDENTITY = { baseUri: 'http://127.0.0.1:1', apiKey: 'k', customerId: 'c', resourceId: null };
const snapshot = {
  format: 1 as const,
  revision: 1,
  receivedAt: 0,
  isWidgetWatermarkEnabled: null,
  entitlements: [entitlement({})],
};
const session = { key: sessionKey(IDENTITY), snapshot, ageMs: 0 };
const exported = exportSessions(Date.now(), [session]);

/** @returns whether it was taken, and what the checks say */
function start(bootstrap: unknown) {
  const messages: string[] = [];
  const logger = { log() {}, error: (message: string) => messages.push(message) };
  const client = Stigg.initialize({
    ...{
      apiKey: 'k',
      customerId: 'c',
      baseUri: IDENTITY.baseUri,
      lazyLoad: true,
      host: 'page',
      persist: false,
    },
    bootstrap: bootstrap as ExportedSnapshot,
    logConfiguration: { logger },
  });
  const answers = ['f', '__proto__', 'constructor'].flatMap((featureId) => [
    client.getMeteredEntitlement({ featureId, options: { fallback: { hasAccess: false } } }),
    client.getBooleanEntitlement({ featureId, options: { fallback: { hasAccess: false } } }),
  ]);
  client.close();
  return { answers, ignored: messages.some((message) => message.includes('bootstrap was ignored')) };
}

it('is taken as it was made', () => {
  expect(start(structuredClone(exported))).toMatchObject({
    ignored: false,
    answers: [{ isFallback: false }, {}, {}, {}, {}, {}],
  });
});

it('is ignored as a whole if any place of it is another', () => {
  fc.assert(
    fc.property(spoilt(exported, hostileClone), (bootstrap) => {
      if (typeof bootstrap !== 'object' || bootstrap === null) return;
      if (
        JSON.stringify(bootstrap, (_, value) => (typeof value === 'bigint' ? 'big' : value)) ===
        JSON.stringify(exported)
      )
        return;
      const { answers, ignored } = start(bootstrap);
      expect(ignored).toBe(true);
      expect(answers.every(({ isFallback }) => isFallback)).toBe(true);
    }),
  );
});

it('with a digest of its own nonsense makes no check throw', () => {
  fc.assert(
    fc.property(spoilt([session], hostileClone), (sessions) => {
      let bootstrap: unknown;
      try {
        bootstrap = exportSessions(0, sessions as never);
      } catch {
        bootstrap = { ...exported, sessions };
      }
      for (const { hasAccess } of start(bootstrap).answers) expect(typeof hasAccess).toBe('boolean');
    }),
  );
});

const cyclic: Record<string, unknown> = { ...exported };
cyclic.sessions = [cyclic];

it.each<[string, unknown]>([
  ['contains itself', cyclic],
  ['has a number that JSON has not', { ...exported, exportedAt: 10n }],
  ['throws when it is looked at', Object.defineProperty({}, 'format', { get: () => expect.unreachable() })],
  ['is a list', []],
  ['has sessions that are a text', exportSessions(0, 'x' as never)],
  ['has a session that is nothing', exportSessions(0, [null] as never)],
  ['has a snapshot that is nothing', exportSessions(0, [{ ...session, snapshot: null }] as never)],
])('that %s is ignored', (_, bootstrap) => {
  const { answers, ignored } = start(bootstrap);
  expect(ignored).toBe(true);
  expect(answers.every(({ isFallback }) => isFallback)).toBe(true);
});
