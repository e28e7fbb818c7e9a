import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patchBetween, patched } from '../../src/core/patch.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { entitlement } from './wire.js';

function snapshotOf(revision: number, usage: Readonly<Record<string, number>>): Snapshot {
  const entitlements = Object.entries(usage).map(([refId, currentUsage]) =>
    entitlement({ currentUsage, feature: { refId } }),
  );
  return { format: 1, revision, receivedAt: 1_000 * revision, isWidgetWatermarkEnabled: null, entitlements };
}

it('makes the new snapshot of the old one, with what is the same in both as it was, or is none', () => {
  const usages = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat({ max: 1 }));
  fc.assert(
    fc.property(usages, usages, (was, is) => {
      const before = snapshotOf(1, was);
      const after = snapshotOf(2, is);
      // It crosses the link.
      const patch = structuredClone(patchBetween(before, after));
      const made = patch && patched(before, patch);
      if (!made) return;
      expect(made).toEqual(after);
      const kept = made.entitlements.filter((one) => before.entitlements.includes(one));
      expect(kept.length).toBe(Object.keys(is).filter((id) => was[id] === is[id]).length);
      expect(patch.entitlements.length + kept.length).toBe(after.entitlements.length);
    }),
  );
});

it.each([
  ['a feature changes', { a: 1, b: 1 }, { a: 2, b: 1 }, ['a']],
  ['a feature is new', { a: 1 }, { a: 1, b: 1 }, ['b']],
  ['a feature is gone', { a: 1, b: 1 }, { b: 1 }, []],
])('holds only what is new where %s', (_, was, is, ids) => {
  const patch = patchBetween(
    snapshotOf(1, was as Record<string, number>),
    snapshotOf(2, is as Record<string, number>),
  );
  expect(patch?.entitlements.map(({ feature }) => feature.refId)).toEqual(ids);
});

it.each<[string, Snapshot | null, Snapshot | null]>([
  ['there was nothing', null, snapshotOf(1, { a: 1 })],
  ['there is nothing', snapshotOf(1, { a: 1 }), null],
  ['the order is another', snapshotOf(1, { a: 1, b: 1 }), snapshotOf(2, { b: 1, a: 1 })],
  ['a feature comes in between', snapshotOf(1, { a: 1, c: 1 }), snapshotOf(2, { a: 1, b: 1, c: 1 })],
])('is none where %s', (_, before, after) => {
  expect(patchBetween(before, after)).toBeNull();
});

it('fits the snapshot that it was made for, and no other', () => {
  const before = snapshotOf(1, { a: 1 });
  const patch = patchBetween(before, snapshotOf(2, { a: 2 }));
  expect(patch && patched({ ...before, revision: 3 }, patch)).toBeNull();
  expect(patch && patched({ ...before, receivedAt: 3 }, patch)).toBeNull();
  expect(patch && patched(null, patch)).toBeNull();
});
