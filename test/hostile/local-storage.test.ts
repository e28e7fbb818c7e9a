// What stands in localStorage, which any script of the origin can write, and which can be damaged; and the clock, which
// anybody can set.
import fc from 'fast-check';
import Stigg from 'stigg-offline';
import { afterEach, expect, it, vi } from 'vitest';
import { isGeneration, signedOutBy } from '../../src/core/protocol.js';
import { knownSignOuts } from '../../src/sign-out-watch.js';
import { SignOuts, TOMBSTONE_PREFIX } from '../../src/sign-outs.js';
import { hostileClone, NAMES } from './hostile-value.js';
import { createStorage } from './storage.js';

const HIGHEST = 'stigg-offline:generation';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const lazy = () =>
  Stigg.initialize({
    apiKey: 'key',
    customerId: 'c',
    lazyLoad: true,
    logConfiguration: { logLevel: 'NONE' },
  });

it.each([['getItem'], ['setItem'], ['length'], ['key'], ['removeItem']])(
  'a storage whose %s throws keeps nobody from checking and signing out',
  async (member) => {
    vi.stubGlobal('localStorage', createStorage([member]));
    const stigg = lazy();
    expect(stigg.getBooleanEntitlement({ featureId: 'f' }).hasAccess).toBe(false);
    const signOuts = new SignOuts();
    const tombstone = signOuts.bury('customer');
    expect(knownSignOuts(signOuts)).toEqual([tombstone]);
    expect(signOuts.openGeneration('customer')).toBeGreaterThanOrEqual(tombstone.generation);
    stigg.close();
  },
);

it('whatever stands there, what is read of it is a sign-out, or nothing', async () => {
  const item = fc.tuple(
    fc.oneof(
      fc.constantFrom(HIGHEST, TOMBSTONE_PREFIX, `${TOMBSTONE_PREFIX}*`, `${TOMBSTONE_PREFIX}customer`),
      fc.constantFrom(...NAMES).map((name) => TOMBSTONE_PREFIX + name),
    ),
    fc.oneof(
      hostileClone.map((value) => String(typeof value === 'object' ? JSON.stringify(value) : value)),
      fc.constantFrom('Infinity', '-1', '1e308', '9007199254740991', '0x10', ' 7 ', '{"generation":', '1.5'),
    ),
  );
  await fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), (items) => {
      const storage = createStorage();
      for (const [name, value] of items) storage.setItem(name, value);
      vi.stubGlobal('localStorage', storage);
      const signOuts = new SignOuts();
      const known = knownSignOuts(signOuts);
      expect(known.every(({ generation }) => isGeneration(generation))).toBe(true);
      expect(known.length).toBeLessThanOrEqual(50);
      // Whoever opens is not signed out by any of them, and whoever signs out then is.
      const opened = signOuts.openGeneration('customer');
      expect(known.some((tombstone) => signedOutBy(tombstone, 'customer', opened))).toBe(false);
      const tombstone = signOuts.bury('customer');
      expect(signedOutBy(tombstone, 'customer', opened)).toBe(true);
      expect(isGeneration(tombstone.generation)).toBe(true);
      const stigg = lazy();
      expect(stigg.getEnumEntitlement({ featureId: '__proto__' }).hasAccess).toBe(false);
      stigg.close();
    }),
  );
});

it('a sign-out ends what was opened before it and nothing that is opened later, however the clock is set', () => {
  const move = fc.oneof(
    fc.record({ what: fc.constant('clock' as const), to: fc.integer({ min: 0, max: 4e12 }) }),
    fc.record({ what: fc.constant('open' as const), tab: fc.nat({ max: 2 }) }),
    fc.record({ what: fc.constant('sign out' as const), tab: fc.nat({ max: 2 }) }),
    fc.record({ what: fc.constant('reload' as const), tab: fc.nat({ max: 2 }) }),
  );
  vi.useFakeTimers({ toFake: ['Date'] });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      vi.stubGlobal('localStorage', createStorage());
      const tabs = [new SignOuts(), new SignOuts(), new SignOuts()];
      let living: number[] = [];
      const tombstones: { customerKey: string; generation: number }[] = [];
      for (const one of moves) {
        if (one.what === 'clock') vi.setSystemTime(one.to);
        else if (one.what === 'reload') tabs[one.tab] = new SignOuts();
        else if (one.what === 'open') {
          const generation = tabs[one.tab]?.openGeneration('customer') ?? 0;
          tabs[one.tab]?.note(generation);
          expect(tombstones.some((tombstone) => signedOutBy(tombstone, 'customer', generation))).toBe(false);
          living.push(generation);
        } else {
          const tombstone = tabs[one.tab]?.bury('customer') ?? { customerKey: '', generation: 0 };
          expect(living.filter((generation) => !signedOutBy(tombstone, 'customer', generation))).toEqual([]);
          tombstones.push(tombstone);
          living = [];
        }
      }
    }),
  );
});

it('what another tab said of a sign-out counts where the storage was emptied meanwhile', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000 });
  const storage = createStorage();
  vi.stubGlobal('localStorage', storage);
  const signOuts = new SignOuts();
  signOuts.note(5_000);
  storage.clear();
  expect(signOuts.openGeneration('customer')).toBe(5_000);
  for (const odd of [Number.POSITIVE_INFINITY, Number.NaN, 2 ** 53, '9000', null]) signOuts.note(odd);
  expect(signOuts.openGeneration('customer')).toBe(5_000);
});
