// Copies: the snapshots that engines sent last, in localStorage, as only that can be read before anything is waited for. A copy is
// two items: its text, which is large and seldom written, and its label, which says whose text it is, and how old.
import type { SessionKey } from './core/identity.js';
import { isGeneration, type Tombstone } from './core/protocol.js';
import { SNAPSHOT_FORMAT, type Snapshot } from './core/snapshot.js';
import { readText, textOf } from './core/snapshot-text.js';
import { itemNames, openStorage, type SignOuts } from './sign-outs.js';

/** The keys of customer and session follow, and the format. */
const PREFIX = 'stigg-offline:copy:';
const TEXT = ':text';

/** An origin has some five million characters, and they are the app's. */
const LONGEST_TEXT = 2 ** 20;

/** Whose copy it is. */
export interface CopyOwner {
  readonly key: SessionKey;
  readonly customerKey: SessionKey;
  readonly generation: number;
}

export interface Copy {
  readonly snapshot: Snapshot;
  readonly ageMs: number;
}

/** Of the last snapshot that any tab has seen. Only where it says when it was written there is a text to it. */
type Label = readonly [
  revision: number,
  receivedAt: number,
  generation: number,
  ageMs: number,
  writtenAt: number,
];

const itemOf = ({ customerKey, key }: CopyOwner) => `${PREFIX}${customerKey}:${key}:${SNAPSHOT_FORMAT}`;

const isOf = (label: Label, { revision, receivedAt }: Snapshot) =>
  label[0] === revision && label[1] === receivedAt;

/** Any script of the origin can write there, so it is read like any other input. @throws if it is no label, nor absent */
function readLabel(storage: Storage, name: string): Label | null {
  const label = JSON.parse(storage.getItem(name) ?? 'null');
  if (label !== null && !(label.length === 5 && label.every(isGeneration))) throw new TypeError();
  return label;
}

/**
 * The copy of a session, with its age now. One that cannot be used is deleted.
 *
 * @param limitMs an older one is of no use
 * @param now the wall clock, in milliseconds since the epoch
 */
export function readCopy(owner: CopyOwner, signOuts: SignOuts, limitMs: number, now: number): Copy | null {
  const drop = () => dropCopies(owner.customerKey, owner.key);
  try {
    const storage = openStorage() as Storage;
    const name = itemOf(owner);
    const label = readLabel(storage, name);
    if (!label?.[4]) return null;
    const [, , generation, toldMs, writtenAt] = label;
    const ageMs = toldMs + Math.max(0, now - writtenAt);
    const text = storage.getItem(name + TEXT) as string;
    if (ageMs <= limitMs && text.length <= LONGEST_TEXT && !signOuts.ended(owner.customerKey, generation)) {
      const snapshot = readText(text, drop);
      if (snapshot && isOf(label, snapshot)) return { snapshot, ageMs };
    }
  } catch {
    // Blocked, or damaged.
  }
  drop();
  return null;
}

/** Deletes what there is of a customer (`*`: of all), or of one session, in whatever format. */
export function dropCopies(customerKey: Tombstone['customerKey'], key: SessionKey = ''): void {
  const start = PREFIX + (customerKey === '*' ? '' : `${customerKey}:${key}`);
  dropItems((name) => name.startsWith(start));
}

function dropItems(goes: (name: string) => boolean): void {
  try {
    const storage = openStorage();
    for (const name of itemNames(storage)) {
      if (name.startsWith(PREFIX) && goes(name)) storage?.removeItem(name);
    }
  } catch {
    // What cannot be deleted is not served after a sign-out, either.
  }
}

/** An engine has sent this snapshot: no copy of any other is served from now on, nor written by who has not heard of it. */
export function markCopy(owner: CopyOwner, snapshot: Snapshot): void {
  try {
    const storage = openStorage() as Storage;
    const name = itemOf(owner);
    const label = readLabel(storage, name);
    if (label && isOf(label, snapshot)) return;
    const { revision, receivedAt } = snapshot;
    // A tab that hears late may hear of something that others have left behind.
    const isLate = label && revision < label[0] && receivedAt < label[1];
    const seen = isLate ? label.slice(0, 2) : [revision, receivedAt];
    storage.setItem(name, JSON.stringify([...seen, 0, 0, 0]));
  } catch {
    dropCopies(owner.customerKey, owner.key);
  }
}

/**
 * Writes what was marked, unless another one was since. Whose text is there already gets a new label only.
 *
 * @param views whose copies may stay
 * @returns whether it is there now
 */
export function writeCopy(
  owner: CopyOwner,
  { snapshot, ageMs }: Copy,
  signOuts: SignOuts,
  views: readonly CopyOwner[],
  now: number,
): boolean {
  try {
    const storage = openStorage() as Storage;
    const name = itemOf(owner);
    const label = readLabel(storage, name);
    if (!label || !isOf(label, snapshot) || signOuts.ended(owner.customerKey, owner.generation)) return false;
    if (!label[4]) {
      const text = textOf(snapshot);
      if (text.length > LONGEST_TEXT) return false;
      const stays = views.map(itemOf);
      dropItems((other) => !stays.includes(other.replace(TEXT, '')));
      storage.setItem(name + TEXT, text);
    }
    storage.setItem(
      name,
      JSON.stringify([label[0], label[1], owner.generation, Math.ceil(ageMs), now] satisfies Label),
    );
    return true;
  } catch {
    // Full: the engine's store has it.
    return false;
  }
}
