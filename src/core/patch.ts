// A patch: what a snapshot has that the one before it had not, for those who have that one. Most refreshes change one
// entitlement of many, and a page should not take in a thousand for it.
import { equal } from './equality.js';
import { overlay } from './patched-list.js';
import { indexByFeature, isSameSnapshot, nameOf, type Snapshot, type SnapshotName } from './snapshot.js';
import { listOf, snapshotOf } from './snapshot-text.js';

/** The new snapshot, with nothing but the entitlements that are new or others now. */
export interface Patch extends Snapshot {
  readonly follows: SnapshotName;
  /** The ids of the features that are in it no more. */
  readonly gone: readonly string[];
}

const idOf = ({ feature }: Snapshot['entitlements'][number]) => feature.refId;

/** @returns `null` where it takes the whole: there was none before, or the order is another */
export function patchBetween(before: Snapshot | null, after: Snapshot | null): Patch | null {
  if (!before || !after) return null;
  const [former, latter] = [indexByFeature(before), indexByFeature(after)];
  const patch = {
    ...after,
    entitlements: after.entitlements.filter((one) => !equal(one, former.get(idOf(one)))),
    gone: [...former.keys()].filter((id) => !latter.has(id)),
    follows: nameOf(before) as SnapshotName,
  };
  const kept = [...former.keys()].filter((id) => latter.has(id));
  const added = [...latter.keys()].filter((id) => !former.has(id));
  return equal([...kept, ...added], [...latter.keys()]) ? patch : null;
}

/** The ids of the features that are others now, or no more. */
export function namedIn({ entitlements, gone }: Patch): string[] {
  return [...entitlements.map(idOf), ...gone];
}

/** What did not change stays the same object, and is not looked at. @returns `null` if the patch is not one of this snapshot */
export function patched(before: Snapshot | null, { follows, gone, ...after }: Patch): Snapshot | null {
  if (!before || !isSameSnapshot(before, follows)) return null;
  return snapshotOf(after, overlay(listOf(before), indexByFeature(after), gone));
}
