import { describe, expect, it } from 'vitest';
import { codes, runningEmulator } from './running.js';

const { control, query } = runningEmulator();

type Fields = Record<string, unknown>;
const COUPONS = `query ($filter: CouponFilter, $paging: CursorPaging, $sorting: [CouponSort!]) {
  coupons(filter: $filter, paging: $paging, sorting: $sorting) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { refId name type discountValue percentOff amountsOff { amount currency } durationInMonths status } }
  }
}`;

interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  edges: { cursor: string; node: Fields & { refId: string } }[];
}
async function page(variables: Fields = {}): Promise<Page> {
  const { data, errors } = await query(COUPONS, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.coupons as Page;
}
const ids = ({ edges }: Page) => edges.map(({ node }) => node.refId);
const listed = async (variables: Fields) => ids(await page(variables));

it('tells what each takes off', async () => {
  const { edges, totalCount, pageInfo } = await page();
  expect(edges.map(({ node }) => node)).toEqual([
    coupon('coupon-welcome', 'Welcome', 20, 1),
    coupon('coupon-team', 'Team', 25, 6),
    {
      refId: 'coupon-loyal',
      name: 'Loyal',
      type: 'FIXED',
      discountValue: 10,
      percentOff: null,
      amountsOff: [
        { amount: 10, currency: 'USD' },
        { amount: 9, currency: 'EUR' },
      ],
      durationInMonths: null,
      status: 'ACTIVE',
    },
    coupon('coupon-stigg-50', 'Half price', 50, 3),
    { ...coupon('coupon-launch', 'Launch', 40, 1), status: 'ARCHIVED' },
  ]);
  expect(totalCount).toBe(5);
  expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
});

function coupon(refId: string, name: string, percent: number, durationInMonths: number) {
  const off = { type: 'PERCENTAGE', discountValue: percent, percentOff: percent, amountsOff: null };
  return { refId, name, ...off, durationInMonths, status: 'ACTIVE' };
}

describe('paging', () => {
  const number = (at: number) => `coupon-${String(at).padStart(2, '0')}`;
  const many = (count: number) =>
    Array.from({ length: count }, (_, at): [string, unknown] => [
      number(at),
      { name: number(at), percentOff: 5, duration: 'ONCE', createdAt: '2026-01-01T00:00:00.000Z' },
    ]);
  const stock = (count: number) => control('PATCH', 'state', { coupons: Object.fromEntries(many(count)) });
  const onlyNew = { name: { like: 'coupon-%' } };

  it('forward goes through all of them, once', async () => {
    await stock(63);
    const found: string[] = [];
    const sizes: number[] = [];
    let after: string | undefined;
    for (let more = true; more; ) {
      const { edges, pageInfo, totalCount } = await page({ filter: onlyNew, paging: { first: 25, after } });
      expect(totalCount).toBe(63);
      expect(pageInfo.hasPreviousPage).toBe(found.length > 0);
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]?.cursor, edges.at(-1)?.cursor]);
      found.push(...edges.map(({ node }) => node.refId));
      sizes.push(edges.length);
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(sizes).toEqual([25, 25, 13]);
    expect(found).toEqual(many(63).map(([id]) => id));
  });

  it('has 25 on a page unless told', async () => {
    await stock(40);
    expect((await page({ filter: onlyNew })).edges).toHaveLength(25);
    expect((await page({ filter: onlyNew, paging: { first: 50 } })).edges).toHaveLength(40);
  });

  it('backward comes from the end', async () => {
    await stock(40);
    const last = await page({ filter: onlyNew, paging: { last: 3 } });
    expect(ids(last)).toEqual([number(37), number(38), number(39)]);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = await page({ filter: onlyNew, paging: { last: 2, before: last.pageInfo.startCursor } });
    expect(ids(before)).toEqual([number(35), number(36)]);
    expect(before.pageInfo.hasNextPage).toBe(true);
  });

  it('goes on behind its item when others come in between', async () => {
    await stock(3);
    const first = await page({ filter: onlyNew, paging: { first: 2 } });
    await control('PATCH', 'state', { coupons: { [number(0)]: null } });
    const paging = { first: 2, after: first.pageInfo.endCursor };
    expect(await listed({ filter: onlyNew, paging })).toEqual([number(2)]);
  });

  it.each([
    { first: 0 },
    { first: 101 },
    { last: -1 },
    { first: 1, last: 1 },
    { after: 'nowhere' },
    { before: '' },
  ])('%j is refused', async (paging) => {
    expect(codes(await query(COUPONS, { paging }))).toEqual(['BadUserInput']);
  });

  it('of nothing is an empty page', async () => {
    await control('PATCH', 'state', { promotionCodes: null });
    expect(await page({ filter: { name: { eq: 'None' } } })).toEqual({
      totalCount: 0,
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});

describe('filters', () => {
  const ALL = ['coupon-welcome', 'coupon-team', 'coupon-loyal', 'coupon-stigg-50', 'coupon-launch'];
  const except = (...out: string[]) => ALL.filter((id) => !out.includes(id));
  it.each([
    [{}, ALL],
    [{ status: { eq: 'ACTIVE' } }, except('coupon-launch')],
    [{ status: { neq: 'ACTIVE' } }, ['coupon-launch']],
    [{ status: { in: ['ARCHIVED'] } }, ['coupon-launch']],
    [{ status: { notIn: ['ARCHIVED'] } }, except('coupon-launch')],
    [{ status: { eq: 'ACTIVE' }, type: { eq: 'FIXED' } }, ['coupon-loyal']],
    [{ name: { like: 'L%' } }, ['coupon-loyal', 'coupon-launch']],
    [{ name: { like: 'l%' } }, []],
    [{ name: { iLike: 'l%' } }, ['coupon-loyal', 'coupon-launch']],
    [{ name: { notLike: 'L%' } }, except('coupon-loyal', 'coupon-launch')],
    [{ name: { notILike: 'l_unch' } }, except('coupon-launch')],
    [{ name: { like: 'T.am' } }, []],
    [{ description: { is: null } }, ['coupon-stigg-50']],
    [{ description: { isNot: null } }, except('coupon-stigg-50')],
    [{ createdAt: { lt: '2023-01-01T00:00:00.000Z' } }, ['coupon-stigg-50']],
    [{ createdAt: { gte: '2025-03-01T09:00:00.000Z' } }, ['coupon-team', 'coupon-loyal']],
    [
      { createdAt: { between: { lower: '2023-01-01', upper: '2025-02-01' } } },
      ['coupon-welcome', 'coupon-launch'],
    ],
    [{ or: [{ name: { eq: 'Team' } }, { type: { eq: 'FIXED' } }] }, ['coupon-team', 'coupon-loyal']],
    [{ and: [{ type: { eq: 'PERCENTAGE' } }, { status: { eq: 'ARCHIVED' } }] }, ['coupon-launch']],
  ])('%j', async (filter, expected) => {
    expect(await listed({ filter })).toEqual(expected);
  });

  it.each([
    [[{ field: 'name', direction: 'ASC' }], ['Half price', 'Launch', 'Loyal', 'Team', 'Welcome']],
    [[{ field: 'createdAt', direction: 'DESC' }], ['Loyal', 'Team', 'Welcome', 'Launch', 'Half price']],
    [
      [
        { field: 'type', direction: 'ASC' },
        { field: 'name', direction: 'DESC' },
      ],
      ['Loyal', 'Welcome', 'Team', 'Launch', 'Half price'],
    ],
    [
      [{ field: 'description', direction: 'ASC', nulls: 'NULLS_FIRST' }],
      ['Half price', 'Loyal', 'Welcome', 'Team', 'Launch'],
    ],
    [[{ field: 'description', direction: 'DESC' }], ['Launch', 'Team', 'Welcome', 'Loyal', 'Half price']],
  ])('sorted by %j', async (sorting, expected) => {
    expect((await page({ sorting })).edges.map(({ node }) => node.name)).toEqual(expected);
  });
});
