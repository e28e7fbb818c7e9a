// Copies by themselves: two tabs are two sets of sign-outs on one storage.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropCopies, markCopy, readCopy, writeCopy } from '../../src/copies.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { listOf, readText, textOf } from '../../src/core/snapshot-text.js';
import { Mirror } from '../../src/mirror.js';
import { pageClock } from '../../src/page-clock.js';
import { SignOuts } from '../../src/sign-outs.js';
import { entitlement } from '../core/wire.js';
import { createStorage, type FakeStorage } from '../hostile/storage.js';
import { formerDatabase } from '../support/former-databases.js';
import { REFRESHED } from '../support/session-update.js';

const DAY_MS = 86_400_000;
let storage: FakeStorage;
let signOuts: SignOuts;

beforeEach(() => {
  storage = createStorage();
  vi.stubGlobal('localStorage', storage);
  signOuts = new SignOuts();
});
afterEach(() => vi.unstubAllGlobals());

const ownerOf = (customerKey: string, key = customerKey) => ({ customerKey, key, generation: 7 });
const ACME = ownerOf('acme');

function snapshotOf(revision: number, receivedAt = revision * 1_000): Snapshot {
  const entitlements = [entitlement({ usageLimit: revision })];
  return { format: 1, revision, receivedAt, isWidgetWatermarkEnabled: null, entitlements };
}

const write = (snapshot: Snapshot, { owner = ACME, views = [ACME], ageMs = 10, now = 5_000 } = {}) =>
  writeCopy(owner, { snapshot, ageMs }, signOuts, views, now);
const read = (now = 5_000, limitMs = DAY_MS, owner = ACME) => readCopy(owner, signOuts, limitMs, now);

function put(snapshot: Snapshot, owner = ACME, views = [owner]): void {
  markCopy(owner, snapshot);
  expect(write(snapshot, { owner, views })).toBe(true);
}

it('gives what was written, as old as it is by now, and never younger than it was', () => {
  put(snapshotOf(1));
  expect(read(6_500)).toMatchObject({ snapshot: snapshotOf(1), ageMs: 1_510 });
  expect(read(0)).toMatchObject({ snapshot: snapshotOf(1), ageMs: 10 });
  expect(write(snapshotOf(1), { ageMs: 0.5, now: 9_000 })).toBe(true);
  expect(read(9_000)?.ageMs).toBe(1);
});

const IDS = ['b', 'a', '10', '__proto__', '"', ...Array.from({ length: 30 }, (_, at) => `feature-${at}`)];

it.each([
  ['all at once', (_: readonly string[]) => {}],
  ['first in part', (ids: readonly string[]) => ids.slice(0, 3)],
  ['one after the other', (ids: readonly string[]) => ids],
])('says of each feature what was written, asked for %s', (_, first) => {
  const entitlements = IDS.map((refId) =>
    entitlement({
      enumValues: ['', 'x'],
      accessDeniedReason: 'line\nbreak\u2028["b",',
      feature: { refId, description: '' },
    }),
  );
  put({ ...snapshotOf(1), isWidgetWatermarkEnabled: true, entitlements });
  const { snapshot } = read() ?? {};
  const list = snapshot && listOf(snapshot);
  const asked = first(IDS) ?? [];
  const before = asked.map((id) => list?.get(id));
  expect(before).toEqual(entitlements.slice(0, before.length));
  expect(list?.get('c')).toBeUndefined();
  expect([...(list?.keys() ?? [])]).toEqual(IDS);
  expect([...(list?.values() ?? [])]).toEqual(entitlements);
  // The very same, so that nothing is answered anew.
  for (const [at, id] of asked.entries()) expect(list?.get(id)).toBe(before[at]);
  expect(snapshot).toEqual({ ...snapshotOf(1), isWidgetWatermarkEnabled: true, entitlements });
});

it('of nothing is one', () => {
  put({ ...snapshotOf(1), entitlements: [] });
  expect(read()?.snapshot.entitlements).toEqual([]);
});

it.each([
  [3, 3],
  // No more than some are looked for one by one.
  [25, 20 + 30],
])('of 30, where %d are asked for, %d lines are read', (asked, lines) => {
  const ids = Array.from({ length: 30 }, (_, at) => `feature-${at}`);
  put({ ...snapshotOf(1), entitlements: ids.map((refId) => entitlement({ feature: { refId } })) });
  const parse = vi.spyOn(JSON, 'parse');
  const copy = read();
  for (const id of ids.slice(0, asked)) copy && listOf(copy.snapshot).get(id);
  expect(parse.mock.calls.filter(([text]) => text.startsWith('["feature'))).toHaveLength(lines);
  parse.mockRestore();
});

describe('of a list, when an engine has sent one', () => {
  const ids = Array.from({ length: 30 }, (_, at) => `feature-${at}`);
  const snapshot = {
    ...snapshotOf(1),
    entitlements: ids.map((refId) => entitlement({ feature: { refId } })),
  };
  /** As it comes over the link. */
  const update = (sent: Snapshot) => ({ ...REFRESHED, snapshot: readText(textOf(sent), () => {}) });
  const begin = (change = (text: string) => text) => {
    put(snapshot);
    const name = 'stigg-offline:copy:acme:acme:1:text';
    storage.setItem(name, change(storage.getItem(name) ?? ''));
    const mirror = new Mirror(pageClock);
    const copy = read();
    if (!copy) throw new Error('there is no copy');
    mirror.seed(copy.snapshot, 'store', copy.ageMs);
    return mirror;
  };

  it('nothing more is read of it where it is of the same snapshot, and nothing has changed', () => {
    const mirror = begin();
    mirror.entitlements?.get('feature-7');
    const sent = update(structuredClone(snapshot));
    const parse = vi.spyOn(JSON, 'parse');
    expect(mirror.apply(sent)).toBeNull();
    // The line that was asked for.
    expect(parse).toHaveBeenCalledTimes(1);
    parse.mockRestore();
    expect(mirror.entitlements?.get('feature-8')).toEqual(snapshot.entitlements[8]);
  });

  it('what somebody has seen otherwise has changed', () => {
    const seven = /\n\["feature-7".*/;
    const mirror = begin((text) => text.replace(seven, (line) => `${line.slice(0, -1)}}`));
    expect(mirror.entitlements?.get('feature-7')).toBeUndefined();
    expect(mirror.apply(update(structuredClone(snapshot)))?.()).toEqual(['feature-7']);
  });

  it('what another snapshot says otherwise has changed, whether or not somebody has seen it', () => {
    const mirror = begin();
    const sent = {
      ...snapshot,
      revision: 2,
      entitlements: snapshot.entitlements.map((one, at) => (at === 9 ? { ...one, currentUsage: 1 } : one)),
    };
    expect(mirror.apply(update(sent))?.()).toEqual(['feature-9']);
  });
});

it('ends with the next snapshot that any tab hears of, whether or not that is written', () => {
  put(snapshotOf(1));
  markCopy(ACME, snapshotOf(2));
  expect(read()).toBeNull();
  // Who has not heard of it yet goes away, and writes what it has.
  expect(write(snapshotOf(1))).toBe(false);
  expect(read()).toBeNull();
  expect(write(snapshotOf(2))).toBe(true);
  expect(read()?.snapshot.revision).toBe(2);
});

it('does not come back with late news of an older one', () => {
  put(snapshotOf(2));
  markCopy(ACME, snapshotOf(1));
  expect(write(snapshotOf(1))).toBe(false);
  expect(read()).toBeNull();
});

it('takes a snapshot of a store that began anew, by its time', () => {
  put(snapshotOf(9));
  put(snapshotOf(1, 10_000));
  expect(read()?.snapshot.revision).toBe(1);
});

it.each<[string, () => void]>([
  ['of its customer', () => void new SignOuts().bury('acme')],
  ['of all', () => void new SignOuts().bury('*')],
])('is neither served nor written after a sign-out %s in another tab, and is deleted', (_, signOut) => {
  put(snapshotOf(1));
  const items = [...storage.items];
  signOut();
  expect(read()).toBeNull();
  expect([...storage.items.keys()].filter((name) => name.includes(':copy:'))).toEqual([]);
  for (const [name, value] of items) storage.items.set(name, value);
  expect(write(snapshotOf(1))).toBe(false);
});

it('is deleted when it is too old, so that it cannot come back by a clock that is set back', () => {
  put(snapshotOf(1));
  expect(read(5_000 + DAY_MS)).toBeNull();
  expect(read(5_000)).toBeNull();
  expect(storage.items.size).toBe(0);
});

it('leaves others alone until there is another text, and then keeps those that the page shows', () => {
  const berlin = ownerOf('acme', 'berlin');
  put(snapshotOf(1), ownerOf('globex'));
  storage.setItem('stigg-offline:copy:acme:acme:0', 'of another format');
  storage.setItem('app', 'its own');
  put(snapshotOf(1), ACME, [ACME, berlin]);
  expect([...storage.items.keys()].filter((name) => /globex|:0$/.test(name))).toEqual([]);
  put(snapshotOf(1), berlin, [ACME, berlin]);
  expect(read()).not.toBeNull();
  dropCopies('acme', 'berlin');
  expect(read()).not.toBeNull();
  dropCopies('*');
  expect([...storage.items.keys()]).toEqual(['app']);
});

it.each(['cbc72c8', '0383a96'])(
  'of %s is served; of an older or newer format it is passed over, and left',
  (commit) => {
    const { items } = formerDatabase(commit, 'http://api.test', 5_000_000);
    const [, , customerKey = '', key = ''] =
      Object.keys(items)
        .find((name) => name.endsWith(':text'))
        ?.split(':') ?? [];
    const owner = { customerKey: customerKey, key, generation: 5_000_000 };
    for (const [name, text] of Object.entries(items)) storage.setItem(name, text);
    expect(read(5_000_000, DAY_MS, owner)?.snapshot.entitlements.length).toBeGreaterThan(5);
    for (const format of [0, 2]) {
      storage.clear();
      for (const [name, text] of Object.entries(items))
        storage.setItem(name.replace(/:1(?=$|:text$)/, `:${format}`), text);
      const before = [...storage.items];
      expect(read(5_000_000, DAY_MS, owner)).toBeNull();
      expect([...storage.items]).toEqual(before);
    }
  },
);

it('is none where it would be too large', () => {
  const huge = { ...snapshotOf(1), entitlements: [entitlement({ accessDeniedReason: 'x'.repeat(2 ** 20) })] };
  markCopy(ACME, huge);
  expect(write(huge)).toBe(false);
  // Nor is one that somebody else put there.
  put(snapshotOf(2));
  storage.setItem(
    'stigg-offline:copy:acme:acme:1:text',
    JSON.stringify({ ...huge, revision: 2, receivedAt: 2_000 }),
  );
  expect(read()).toBeNull();
});

it.each([['getItem'], ['setItem'], ['removeItem'], ['length'], ['key']])(
  'is none, or one that was there, where %s throws',
  (member) => {
    vi.stubGlobal('localStorage', createStorage([member]));
    markCopy(ACME, snapshotOf(1));
    write(snapshotOf(1));
    expect(() => read()).not.toThrow();
    expect(() => dropCopies('acme')).not.toThrow();
  },
);

it('is none where the storage is full, and what was there before is not served', () => {
  put(snapshotOf(1));
  markCopy(ACME, snapshotOf(2));
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(write(snapshotOf(2))).toBe(false);
  expect(read()).toBeNull();
});

it('is none where there is no storage', () => {
  vi.stubGlobal('localStorage', undefined);
  markCopy(ACME, snapshotOf(1));
  expect(write(snapshotOf(1))).toBe(false);
  expect(read()).toBeNull();
});
