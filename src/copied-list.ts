// The list of a copy, as text. A page that starts asks for a few features of many, so nothing but these is read: the first line is the
// rest of the snapshot, and the names of what is in the other lines; each of them is an entitlement, and begins with its feature's id.
import { type Entitlement, parseEntitlement } from './core/entitlement.js';
import { type Entitlements, indexByFeature, parseSnapshot, type Snapshot } from './core/snapshot.js';

export interface CopiedSnapshot {
  readonly snapshot: Snapshot;
  readonly list: Entitlements;
}

/** The members of an entitlement's feature, of which the id is the first, and its own. */
type Names = readonly [feature: readonly string[], own: readonly string[]];

/** A search goes through all of the text, so where more are asked for, all is read. */
const MOST_SEARCHES = 20;

export function writeLines({ entitlements, ...rest }: Snapshot): string {
  // All have the same members in the same order: each came through `parseEntitlement`.
  const { feature = {}, ...own } = entitlements[0] ?? {};
  const names: Names = [Object.keys(feature), Object.keys(own)];
  const lines = entitlements.map((entitlement) => {
    const { feature: members, ...others } = entitlement;
    return `\n${JSON.stringify([...Object.values(members), ...Object.values(others)])}`;
  });
  const body = lines.join('');
  return JSON.stringify({ ...rest, entitlements: [], names, length: body.length }) + body;
}

/**
 * @param unreadable called when a line turns out to be unreadable: its feature is as if it were not in the list
 * @returns `null` if it is no such text. @throws if it is not even JSON
 */
export function readLines(text: string, unreadable: () => void): CopiedSnapshot | null {
  const end = text.search(/\n|$/);
  const { names, length, ...rest } = JSON.parse(text.slice(0, end));
  const snapshot = parseSnapshot(rest);
  // Of no features, or all in one line, as earlier releases wrote it.
  if (!snapshot || end === text.length) return snapshot && { snapshot, list: indexByFeature(snapshot) };
  if (length !== text.length - end) return null;
  const list = new LinedList(text, names, unreadable);
  return {
    snapshot: {
      ...snapshot,
      get entitlements() {
        return [...list.values()];
      },
    },
    list,
  };
}

class LinedList implements Entitlements {
  readonly #names: Names;
  readonly #unreadable: () => void;
  /** Until all of it is read. */
  #text: string | null;
  #known = new Map<string, Entitlement>();
  readonly asked = new Set<string>();

  constructor(text: string, names: Names, unreadable: () => void) {
    this.#text = text;
    this.#names = names;
    this.#unreadable = unreadable;
  }

  get(featureId: string): Entitlement | undefined {
    this.asked.add(featureId);
    const known = this.#known.get(featureId);
    if (known || this.#text === null) return known;
    if (this.#known.size >= MOST_SEARCHES) return this.#all().get(featureId);
    const start = this.#text.indexOf(`\n[${JSON.stringify(featureId)},`) + 1;
    if (start === 0) return undefined;
    const found = this.#read(this.#text.slice(start).split('\n', 1)[0] as string);
    if (found?.feature.refId !== featureId) return undefined;
    this.#known.set(featureId, found);
    return found;
  }

  keys(): MapIterator<string> {
    return this.#all().keys();
  }

  values(): MapIterator<Entitlement> {
    for (const id of this.keys()) this.asked.add(id);
    return this.#all().values();
  }

  #all(): ReadonlyMap<string, Entitlement> {
    if (this.#text === null) return this.#known;
    const all = new Map<string, Entitlement>();
    for (const line of this.#text.split('\n').slice(1)) {
      const one = this.#read(line);
      // Whoever has asked for it has that object.
      if (one) all.set(one.feature.refId, this.#known.get(one.feature.refId) ?? one);
    }
    this.#text = null;
    this.#known = all;
    return all;
  }

  #read(line: string): Entitlement | null {
    const entitlement = readLine(line, this.#names);
    if (!entitlement) this.#unreadable();
    return entitlement;
  }
}

function readLine(line: string, [feature, own]: Names): Entitlement | null {
  try {
    const values = JSON.parse(line);
    const from: Record<string, unknown> = { feature: take(values, feature) };
    return parseEntitlement(Object.assign(from, take(values.slice(feature.length), own)));
  } catch {
    return null;
  }
}

function take(values: readonly unknown[], names: readonly string[]): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [at, name] of names.entries()) members[name] = values[at];
  return members;
}
