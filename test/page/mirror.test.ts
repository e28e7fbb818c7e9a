// The mirror by itself, on a clock that anybody sets.
import { expect, it, vi } from 'vitest';
import { namedIn, patchBetween, patched } from '../../src/core/patch.js';
import type { SessionUpdate } from '../../src/core/protocol.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { readText, textOf } from '../../src/core/snapshot-text.js';
import { Mirror } from '../../src/mirror.js';
import { entitlement } from '../core/wire.js';
import { REFRESHED } from '../support/session-update.js';

const update: SessionUpdate = {
  ...REFRESHED,
  snapshot: {
    format: 1,
    revision: 1,
    receivedAt: 0,
    isWidgetWatermarkEnabled: null,
    entitlements: [entitlement()],
  },
  ageMs: 10,
  persistence: 'memory',
};

it('an age that was told does not decrease when the clock is set back, until the API confirms', () => {
  let wall = 1_000;
  const mirror = new Mirror(() => ({ wall, monotonic: 0 }));
  mirror.apply(update);
  expect(mirror.ageMs()).toBe(10);
  wall += 5_000;
  expect(mirror.ageMs()).toBe(5_010);
  wall -= 5_000;
  expect(mirror.ageMs()).toBe(5_010);
  wall += 6_000;
  expect(mirror.ageMs()).toBe(6_010);
  const { snapshot: _, ...confirmed } = update;
  mirror.apply({ ...confirmed, ageMs: 0 });
  expect(mirror.ageMs()).toBe(0);
});

const snapshotOf = (revision: number, usages: readonly number[]): Snapshot => ({
  format: 1,
  revision,
  receivedAt: 0,
  isWidgetWatermarkEnabled: null,
  entitlements: usages.map((currentUsage, at) => entitlement({ currentUsage, feature: { refId: `f${at}` } })),
});

it('after a patch, the features that it names are compared, and no other is read', () => {
  const mirror = new Mirror(() => ({ wall: 0, monotonic: 0 }));
  const before = snapshotOf(1, [1, 1, 1]);
  const sent = readText(textOf(structuredClone(before)), () => {});
  mirror.apply({ ...update, snapshot: sent });
  const after = snapshotOf(2, [1, 2]);
  // A meter's: no answer shows it.
  const unseen = { ...after, entitlements: after.entitlements.map((one) => ({ ...one, isGranted: false })) };
  const patch = patchBetween(before, unseen);
  if (!patch || !sent) throw new Error('there is no patch');
  expect(namedIn(patch)).toEqual(['f0', 'f1', 'f2']);
  const parse = vi.spyOn(JSON, 'parse');
  const changed = mirror.apply({ ...update, snapshot: patched(sent, patch), changed: namedIn(patch) });
  expect(changed?.()).toEqual(['f1', 'f2']);
  expect(parse).toHaveBeenCalledTimes(3);
  parse.mockClear();
  const last = snapshotOf(3, [1, 3]);
  const next = { ...last, entitlements: last.entitlements.map((one) => ({ ...one, isGranted: false })) };
  const second = patchBetween(unseen, next);
  if (!second) throw new Error('there is no patch');
  const shown = patched(mirror.sent, second);
  expect(mirror.apply({ ...update, snapshot: shown, changed: namedIn(second) })?.()).toEqual(['f1']);
  expect(parse).not.toHaveBeenCalled();
  parse.mockRestore();
});

it('of a patch over what is not shown, all is compared', () => {
  const mirror = new Mirror(() => ({ wall: 0, monotonic: 0 }));
  mirror.seed(snapshotOf(9, [7, 1]), 'bootstrap', 5);
  // Older than what is shown: it is not shown.
  expect(mirror.apply({ ...update, source: 'store', snapshot: snapshotOf(1, [1, 1]) })).toBeNull();
  expect(mirror.apply({ ...update, snapshot: snapshotOf(2, [1, 2]), changed: ['f1'] })?.()).toEqual([
    'f0',
    'f1',
  ]);
});
