// The epoch of the shared engine: part of its name. A worker that lives but does not answer cannot be ended from outside, and a
// reload comes back to it; one that is just closing may still be given new ports. A higher epoch is another worker. Tabs learn
// of it from localStorage.
import { openStorage } from './sign-outs.js';

const ITEM = 'stigg-offline:epoch';
/** Whatever stands there, a number above this is none of ours. */
const HIGHEST = 1_000_000;

let own = 0;

/** The epoch in which this page looks for the engine. */
export function currentEpoch(): number {
  own = Math.max(own, storedEpoch());
  return own;
}

/** Leaves the engines of an epoch behind. Another tab may have done so before: then its epoch will do. */
export function leaveEpoch(epoch: number): void {
  if (currentEpoch() > epoch) return;
  own = epoch + 1;
  try {
    openStorage()?.setItem(ITEM, String(own));
  } catch {
    // Full: the other tabs find out by themselves.
  }
}

function storedEpoch(): number {
  try {
    const stored = Number(openStorage()?.getItem(ITEM));
    return Number.isInteger(stored) && stored > 0 && stored < HIGHEST ? stored : 0;
  } catch {
    return 0;
  }
}
