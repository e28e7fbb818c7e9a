// Copies in localStorage, which any script of the origin can write: a page starts from what was written, or from nothing.
import fc from 'fast-check';
import Stigg, { type StiggOptions } from 'stigg-offline';
import { afterEach, expect, it, vi } from 'vitest';
import { markCopy, writeCopy } from '../../src/copies.js';
import { textOf } from '../../src/core/snapshot-text.js';
import { sessionKey } from '../../src/session-key.js';
import { SignOuts } from '../../src/sign-outs.js';
import { entitlement } from '../core/wire.js';
import { spoilt } from './hostile-value.js';
import { createStorage } from './storage.js';

const IDENTITY = { baseUri: 'http://127.0.0.1:1', apiKey: 'k', customerId: 'c', resourceId: null };
const key = sessionKey(IDENTITY);
const owner = { key, customerKey: key, generation: 1 };
const NAME = `stigg-offline:copy:${key}:${key}:1`;
const snapshot = {
  format: 1 as const,
  revision: 1,
  receivedAt: 1,
  isWidgetWatermarkEnabled: null,
  entitlements: ['f', 'g'].map((refId) =>
    entitlement({ feature: { refId, featureType: 'BOOLEAN', meterType: 'None' } }),
  ),
};

afterEach(() => vi.unstubAllGlobals());

/** A page that starts on a device with these items. */
function begin(items: Readonly<Record<string, string>>, options: StiggOptions = {}) {
  const storage = createStorage();
  for (const [name, value] of Object.entries(items)) storage.setItem(name, value);
  vi.stubGlobal('localStorage', storage);
  return Stigg.initialize({
    apiKey: 'k',
    customerId: 'c',
    baseUri: IDENTITY.baseUri,
    host: 'page',
    logConfiguration: { logLevel: 'NONE' },
    ...options,
  });
}

/** What it says at once. */
function start(items: Readonly<Record<string, string>>, options: StiggOptions = {}) {
  const client = begin(items, options);
  const answers = ['f', '__proto__', 'constructor', 'g'].map((featureId) =>
    client.getBooleanEntitlement({ featureId }),
  );
  const { status } = client;
  client.close();
  return { answers, status };
}

function whole(): Record<string, string> {
  vi.stubGlobal('localStorage', createStorage());
  markCopy(owner, snapshot);
  expect(writeCopy(owner, { snapshot, ageMs: 0 }, new SignOuts(), [owner], Date.now())).toBe(true);
  return {
    [NAME]: localStorage.getItem(NAME) ?? '',
    [`${NAME}:text`]: localStorage.getItem(`${NAME}:text`) ?? '',
  };
}

it('is taken as it was written', () => {
  const { answers, status } = start(whole());
  expect(answers[0]).toMatchObject({ hasAccess: true, isFallback: false });
  expect(status).toMatchObject({ phase: 'ready', source: 'store', stale: true });
});

it.each<[string, StiggOptions]>([
  ['that nothing be kept', { persist: false }],
  ['that nothing be loaded yet', { lazyLoad: true }],
  ['for offline mode', { offline: true }],
  ['for less patience with what is old', { maxStaleMs: { default: 60_000, features: { g: 5 } } }],
])('is not asked by a page that asks %s', (_, options) => {
  const items = whole();
  const [label = ''] = Object.values(items);
  const aged = label.replace(/\d+,(\d+)\]$/, '10,$1]');
  expect(start({ ...items, [NAME]: aged }).answers[0]?.isFallback).toBe(false);
  expect(start({ ...items, [NAME]: aged }, options).answers[0]?.isFallback).toBe(true);
});

it.each<[string, unknown, (spoilt: string, text: string) => string]>([
  ['all in one line', snapshot, (whole) => whole],
  [
    'its first line',
    JSON.parse(textOf(snapshot).split('\n', 1)[0] as string),
    (head, text) => text.replace(/^.*/, () => head),
  ],
  [
    'the line of a feature',
    snapshot.entitlements[0],
    (line, text) => text.replace(/\n.*/, () => `\n${line}`),
  ],
])('whatever %s says, a check answers, and the page starts', (_, tree, put) => {
  const items = whole();
  fc.assert(
    fc.property(spoilt(tree), (value) => {
      const text = put(JSON.stringify(value) ?? 'undefined', items[`${NAME}:text`] ?? '');
      const { answers } = start({ ...items, [`${NAME}:text`]: text });
      for (const { hasAccess, isFallback } of answers) {
        expect([true, false]).toContain(hasAccess);
        expect([true, false]).toContain(isFallback);
      }
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    }),
  );
});

it('whatever its label says, it is as young as was written, or not there', () => {
  const items = whole();
  const label: unknown = JSON.parse(items[NAME] ?? '');
  fc.assert(
    fc.property(
      fc.oneof(
        spoilt(label).map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      (text) => {
        const { answers, status } = start({ ...items, [NAME]: text ?? '' });
        expect(status.ageMs === null || status.ageMs >= 0).toBe(true);
        expect(answers[0]?.isFallback).toBe(status.source === 'fallback');
      },
    ),
  );
});

it.each([
  ['below nothing', [1, 1, 1, -1e9, Date.now()]],
  ['no number', [1, 1, 1, null, Date.now()]],
  ['missing', [1, 1, Date.now(), Date.now()]],
])('an age that is %s makes it no copy', (_, label) => {
  const { status } = start({ ...whole(), [NAME]: JSON.stringify(label) });
  expect(status.source).toBe('fallback');
  expect(localStorage.getItem(NAME)).toBeNull();
});

it.each([
  ['cut', (text: string) => text.slice(0, -5)],
  ['longer', (text: string) => `${text}\n{}`],
  ['empty', () => ''],
  ['of another snapshot', (text: string) => text.replace('"revision":1', '"revision":2')],
  ['nested without end', () => '['.repeat(100_000)],
  [
    'in one line, of a feature without an id',
    () => JSON.stringify(snapshot).replace('"refId":"f"', '"refId":""'),
  ],
])('that is %s is no copy, and goes', (_, change) => {
  const items = whole();
  const { answers } = start({ ...items, [`${NAME}:text`]: change(items[`${NAME}:text`] ?? '') });
  expect(answers.every(({ isFallback }) => isFallback)).toBe(true);
  expect(localStorage.getItem(NAME)).toBeNull();
  expect(localStorage.getItem(`${NAME}:text`)).toBeNull();
});

it.each([
  ['no JSON', (line: string) => line.replace(']', '}')],
  ['of no known type', (line: string) => line.replace('BOOLEAN', 'INTEGER')],
  ['not the list that it looks like', () => '["f",'],
  ['too short', () => '["f",""]'],
])(
  'a line of it that is %s grants nothing, the others hold, and no other page begins with it',
  (_, change) => {
    const items = whole();
    const [head = '', line = '', last = ''] = (items[`${NAME}:text`] ?? '').split('\n');
    const lines = `\n${change(line)}\n${last}`;
    const text = head.replace(/"length":\d+/, `"length":${lines.length}`) + lines;
    const [f, , , g] = start({ ...items, [`${NAME}:text`]: text }).answers;
    expect(f).toMatchObject({ hasAccess: false, isFallback: false });
    expect(g).toMatchObject({ hasAccess: true, isFallback: false });
    expect(localStorage.getItem(NAME)).toBeNull();
    expect(localStorage.getItem(`${NAME}:text`)).toBeNull();
  },
);

it('is read once: a later one of another tab does not replace what this page has heard or begun with', () => {
  const items = whole();
  const client = begin(items);
  const denied = { ...snapshot, revision: 2, receivedAt: 2, entitlements: [] };
  markCopy(owner, denied);
  expect(writeCopy(owner, { snapshot: denied, ageMs: 0 }, new SignOuts(), [owner], Date.now() + 5_000)).toBe(
    true,
  );
  // The engine is asked again, for another token.
  void client.setCustomerId('c', 'another token');
  expect(client.getBooleanEntitlement({ featureId: 'f' }).hasAccess).toBe(true);
  client.close();
});
