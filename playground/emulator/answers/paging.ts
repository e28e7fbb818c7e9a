import { Refusal } from '../billing/refusal.js';

export interface CursorPaging {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** What a request without a size gets. */
const DEFAULT_SIZE = 25;
const MOST = 100;

/**
 * One page of a list. A cursor stands for its item, so that it still does when others are added.
 *
 * @throws {Refusal} BadUserInput: sizes that make no sense, or a cursor of nothing
 */
export function pageOf<T>(all: readonly T[], keyOf: (node: T) => string, paging: CursorPaging) {
  const { first, after, last, before } = paging;
  if (first != null && last != null) throw new Refusal('BadUserInput', 'paging takes first or last');
  for (const size of [first, last]) {
    if (size != null && (size < 1 || size > MOST)) {
      throw new Refusal('BadUserInput', `a page has from 1 to ${MOST} items`);
    }
  }
  const edges = all.map((node) => ({
    node,
    cursor: Buffer.from(`item:${keyOf(node)}`).toString('base64url'),
  }));
  const position = (cursor: string) => {
    const at = edges.findIndex((edge) => edge.cursor === cursor);
    if (at < 0) throw new Refusal('BadUserInput', `there is nothing at cursor ${cursor}`);
    return at;
  };
  const from = after == null ? 0 : position(after) + 1;
  const to = before == null ? edges.length : position(before);
  const start = last == null ? from : Math.max(from, to - last);
  const page = edges.slice(start, last == null ? Math.min(to, from + (first ?? DEFAULT_SIZE)) : to);
  return {
    edges: page,
    totalCount: all.length,
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: start + page.length < edges.length,
      startCursor: page[0]?.cursor ?? null,
      endCursor: page.at(-1)?.cursor ?? null,
    },
  };
}
