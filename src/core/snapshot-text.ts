// A snapshot as text: in the store, on the link and in the copies. The first line is all but the entitlements, and the names of what
// is in the other lines, each of which is an entitlement.
import type { Entitlement } from './entitlement.js';
import { type Entitlements, indexByFeature, parseSnapshot, type Snapshot } from './snapshot.js';
import { linesOf, type Names, readLine, TextList } from './text-list.js';

/** Of an engine's, which are sent to each tab anew, and of those that are read in part. */
const texts = new WeakMap<Snapshot, string>();
const lists = new WeakMap<Snapshot, Entitlements>();

export function textOf(snapshot: Snapshot): string {
  const list = lists.get(snapshot);
  if (list) return list.text ?? writeText(snapshot);
  const text = texts.get(snapshot) ?? writeText(snapshot);
  texts.set(snapshot, text);
  return text;
}

export function listOf(snapshot: Snapshot): Entitlements {
  return lists.get(snapshot) ?? indexByFeature(snapshot);
}

/** A snapshot whose entitlements are gathered when somebody wants all of them. */
export function snapshotOf(rest: Omit<Snapshot, 'entitlements'>, list: Entitlements): Snapshot {
  const snapshot = {
    ...rest,
    get entitlements() {
      return [...list.values()];
    },
  };
  lists.set(snapshot, list);
  return snapshot;
}

function writeText({ entitlements, ...rest }: Snapshot): string {
  // All have the same members in the same order: each came through `parseEntitlement`.
  const { feature = {}, ...own } = entitlements[0] ?? {};
  const names: Names = [Object.keys(feature), Object.keys(own)];
  const lines = entitlements.map((one) => {
    const { feature: members, ...others } = one;
    return `\n${JSON.stringify([...Object.values(members), ...Object.values(others)])}`;
  });
  const body = lines.join('');
  return JSON.stringify({ ...rest, entitlements: [], names, length: body.length }) + body;
}

/**
 * @param unreadable called when a line turns out to be unreadable: its feature is as if it were not in the list
 * @returns `null` if it is no such text. @throws if it is not even JSON
 */
export function readText(text: string, unreadable: () => void): Snapshot | null {
  const head = readHead(text);
  if (!head?.names) return head?.snapshot ?? null;
  return snapshotOf(head.snapshot, new TextList(text, head.names, unreadable));
}

/** Reads all of it now. @returns `null` unless every part is readable */
export function readWholeText(text: unknown): Snapshot | null {
  try {
    const head = readHead(text as string);
    if (!head?.names) return head?.snapshot ?? null;
    const { names } = head;
    const entitlements = linesOf(text as string).map((line) => readLine(line, names));
    if (entitlements.includes(null)) return null;
    const snapshot = { ...head.snapshot, entitlements: entitlements as Entitlement[] };
    // No feature twice.
    if (indexByFeature(snapshot).size < entitlements.length) return null;
    texts.set(snapshot, text as string);
    return snapshot;
  } catch {
    return null;
  }
}

/** What the first line says. Without names it is all: of no features, or with all of them in it, as earlier releases wrote it. */
function readHead(text: string): { readonly snapshot: Snapshot; readonly names: Names | null } | null {
  const end = text.search(/\n|$/);
  const { names, length, ...rest } = JSON.parse(text.slice(0, end));
  const snapshot = parseSnapshot(rest);
  if (!snapshot) return null;
  if (end === text.length) return { snapshot, names: null };
  return length === text.length - end ? { snapshot, names } : null;
}
