import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patchBetween, patched } from '../../src/core/patch.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { listOf, readText, textOf } from '../../src/core/snapshot-text.js';
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

it('one after the other, they keep a list that came as text up to date, asked or not', () => {
  const ids = ['a', 'b', 'c', 'd'] as const;
  const usages = fc.dictionary(fc.constantFrom(...ids), fc.nat({ max: 1 }));
  const steps = fc.array(fc.record({ usage: usages, asked: fc.boolean() }), { minLength: 1, maxLength: 8 });
  const asPosted = (snapshot: Snapshot) => readText(textOf(snapshot), () => {});
  let patches = 0;
  fc.assert(
    fc.property(usages, steps, (first, all) => {
      let before = snapshotOf(1, first);
      let page = asPosted(before);
      for (const [at, { usage, asked }] of all.entries()) {
        const after = snapshotOf(at + 2, usage);
        const patch = patchBetween(before, after);
        page = patch ? patched(page, structuredClone(patch)) : asPosted(after);
        if (patch) patches++;
        before = after;
        const list = page && listOf(page);
        for (const id of asked ? ids : []) {
          expect(list?.get(id)).toEqual(after.entitlements.find(({ feature }) => feature.refId === id));
        }
        if (asked) expect([...(list?.keys() ?? [])]).toEqual(Object.keys(usage));
      }
      expect(page).toEqual(before);
      expect([...((page && listOf(page))?.values() ?? [])]).toEqual(before.entitlements);
    }),
  );
  expect(patches).toBeGreaterThan(50);
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
