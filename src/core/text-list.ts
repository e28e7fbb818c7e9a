// The entitlements of a snapshot's text: a line for each, which begins with its feature's id. A page asks for a few features of many,
// so a line is read when its feature is asked for.
import { type Entitlement, parseEntitlement } from './entitlement.js';
import type { Entitlements } from './snapshot.js';

/** The members of an entitlement's feature, of which the id is the first, and its own. */
export type Names = readonly [feature: readonly string[], own: readonly string[]];

/** A search goes through all of the text, so where more are asked for, all is read. */
const MOST_SEARCHES = 20;

const FIRST_MEMBERS = /\n\[("(?:[^"\\]|\\.)*"),/g;

export class TextList implements Entitlements {
  readonly #names: Names;
  readonly #unreadable: () => void;
  /** What was searched for, found or not. */
  readonly #searched = new Map<string, Entitlement | undefined>();
  #all: ReadonlyMap<string, Entitlement> | null = null;
  /** Until all of it is read. */
  text: string | null;
  readonly asked = new Set<string>();

  constructor(text: string, names: Names, unreadable: () => void) {
    this.text = text;
    this.#names = names;
    this.#unreadable = unreadable;
  }

  get(featureId: string): Entitlement | undefined {
    this.asked.add(featureId);
    if (this.text === null || this.asked.size > MOST_SEARCHES) return this.#readAll().get(featureId);
    if (!this.#searched.has(featureId)) this.#searched.set(featureId, this.#search(this.text, featureId));
    return this.#searched.get(featureId);
  }

  keys(): Iterable<string> {
    try {
      // The names take no reading of what they name, which may yet turn out to be unreadable.
      const ids = this.text?.matchAll(FIRST_MEMBERS);
      if (ids) return new Set(Array.from(ids, ([, id]) => JSON.parse(id as string)));
    } catch {
      // Nor may a name be readable.
    }
    return this.#readAll().keys();
  }

  values(): Iterable<Entitlement> {
    const all = this.#readAll();
    for (const id of all.keys()) this.asked.add(id);
    return all.values();
  }

  #search(text: string, featureId: string): Entitlement | undefined {
    const start = text.indexOf(`\n[${JSON.stringify(featureId)},`) + 1;
    const found = start > 0 && this.#read(text.slice(start).split('\n', 1)[0] as string);
    return found && found.feature.refId === featureId ? found : undefined;
  }

  #readAll(): ReadonlyMap<string, Entitlement> {
    if (this.#all) return this.#all;
    const all = new Map<string, Entitlement>();
    for (const line of linesOf(this.text as string)) {
      const one = this.#read(line);
      // Whoever has asked for it has that object.
      if (one) all.set(one.feature.refId, this.#searched.get(one.feature.refId) ?? one);
    }
    this.#searched.clear();
    this.text = null;
    this.#all = all;
    return all;
  }

  #read(line: string): Entitlement | null {
    const entitlement = readLine(line, this.#names);
    if (!entitlement) this.#unreadable();
    return entitlement;
  }
}

export const linesOf = (text: string) => text.split('\n').slice(1);

/** @returns `null` for one that is unreadable */
export function readLine(line: string, names: Names): Entitlement | null {
  try {
    const values = JSON.parse(line);
    const [feature, own] = names;
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
