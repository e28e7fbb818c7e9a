// A list with a patch over it. What the patch does not name is not looked at: a list that came as text stays unread.
import type { Entitlement } from './entitlement.js';
import type { Entitlements } from './snapshot.js';

/** @param list if that has a patch over it already, the two become one */
export function overlay(
  list: Entitlements,
  news: ReadonlyMap<string, Entitlement>,
  gone: readonly string[],
): Entitlements {
  if (!(list instanceof PatchedList)) return new PatchedList(list, news, new Set(gone));
  const all = new Map(list.news);
  for (const id of gone) all.delete(id);
  for (const [id, one] of news) all.set(id, one);
  return new PatchedList(list.base, all, new Set([...list.gone, ...gone]));
}

/** What the list had keeps its place; what is new, or was gone, comes after. */
class PatchedList implements Entitlements {
  readonly base: Entitlements;
  readonly news: ReadonlyMap<string, Entitlement>;
  readonly gone: ReadonlySet<string>;

  constructor(base: Entitlements, news: ReadonlyMap<string, Entitlement>, gone: ReadonlySet<string>) {
    this.base = base;
    this.news = news;
    this.gone = gone;
  }

  get(featureId: string): Entitlement | undefined {
    return this.news.get(featureId) ?? (this.gone.has(featureId) ? undefined : this.base.get(featureId));
  }

  *keys(): Iterable<string> {
    const kept = new Set(this.base.keys());
    for (const id of this.gone) kept.delete(id);
    yield* kept;
    for (const id of this.news.keys()) if (!kept.has(id)) yield id;
  }

  *values(): Iterable<Entitlement> {
    for (const id of this.keys()) {
      const one = this.get(id);
      if (one) yield one;
    }
  }
}
