import { expect, it } from 'vitest';
import { createMemoryTables, type Tables } from '../../worker/memory-tables.js';
import {
  clearShelf,
  clearShelves,
  keepResponse,
  pruneShelves,
  recallResponse,
  type ShelfOwner,
} from '../../worker/shelf.js';

const OWNER: ShelfOwner = { customerKey: 'customer', generation: 5, keepMs: 1_000 };
const NOW = 1_800_000_000_000;

/** Tables in memory, and the count of responses in them. */
async function setTables() {
  let tables: Tables | undefined;
  await createMemoryTables()(async (given) => {
    tables = given;
  });
  if (!tables) throw new Error('no tables');
  return tables;
}

const callsOf = async (tables: Tables, customerKey = OWNER.customerKey) =>
  (await tables.responses.keys(`${customerKey}/`)).map((key) => key.slice(customerKey.length + 1));

it('gives the last response to the same call, with its age', async () => {
  const tables = await setTables();
  await keepResponse(tables, OWNER, 'call', { a: 1 }, NOW);
  await keepResponse(tables, OWNER, 'call', { a: 2 }, NOW + 10);
  expect(await recallResponse(tables, OWNER, 'call', NOW + 15)).toEqual({ data: { a: 2 }, ageMs: 5 });
  expect(await recallResponse(tables, OWNER, 'another', NOW + 15)).toBeNull();
  expect(await recallResponse(tables, { ...OWNER, customerKey: 'other' }, 'call', NOW + 15)).toBeNull();
});

it('gives nothing that is too old, and no negative age', async () => {
  const tables = await setTables();
  await keepResponse(tables, OWNER, 'call', {}, NOW);
  expect(await recallResponse(tables, OWNER, 'call', NOW + 1_000)).not.toBeNull();
  expect(await recallResponse(tables, OWNER, 'call', NOW + 1_001)).toBeNull();
  expect(await recallResponse(tables, OWNER, 'call', NOW - 60_000)).toMatchObject({ ageMs: 0 });
});

it('leaves out what opens doors, wherever it is', async () => {
  const tables = await setTables();
  const invoice = { paymentUrl: 'u', paymentSecret: 's', status: 'OPEN' };
  const data = { portal: { billingPortalUrl: 'u' }, list: [{ invoice }], setupSecret: 's' };
  await keepResponse(tables, OWNER, 'call', data, NOW);
  expect((await recallResponse(tables, OWNER, 'call', NOW))?.data).toEqual({
    portal: { billingPortalUrl: null },
    list: [{ invoice: { paymentUrl: null, paymentSecret: null, status: 'OPEN' } }],
    setupSecret: null,
  });
});

it('keeps no more than its bound, and drops what was used least recently', async () => {
  const tables = await setTables();
  const data = 'x'.repeat(96);
  for (const call of ['a', 'b', 'c']) await keepResponse(tables, OWNER, call, data, NOW, 300);
  expect(await callsOf(tables)).toEqual(['a', 'b', 'c']);
  await recallResponse(tables, OWNER, 'a', NOW);
  await keepResponse(tables, OWNER, 'd', data, NOW, 300);
  expect(await callsOf(tables)).toEqual(['a', 'c', 'd']);
  // One that is too large by itself is not kept; the former one is not what the API says any more.
  await keepResponse(tables, OWNER, 'd', 'x'.repeat(400), NOW, 300);
  expect(await callsOf(tables)).toEqual(['a', 'c']);
  expect(await recallResponse(tables, OWNER, 'd', NOW)).toBeNull();
});

it('counts each customer by itself', async () => {
  const tables = await setTables();
  await keepResponse(tables, OWNER, 'a', 'x'.repeat(250), NOW, 300);
  await keepResponse(tables, { ...OWNER, customerKey: 'other' }, 'a', 'x'.repeat(250), NOW, 300);
  expect(await callsOf(tables)).toEqual(['a']);
  expect(await callsOf(tables, 'other')).toEqual(['a']);
  await clearShelf(tables, 'other');
  expect(await callsOf(tables, 'other')).toEqual([]);
  expect(await callsOf(tables)).toEqual(['a']);
});

it('forgets what signed-out customers left, and not what came after', async () => {
  const tables = await setTables();
  await keepResponse(tables, OWNER, 'a', 1, NOW);
  await clearShelves(tables, { customerKey: 'customer', generation: 5 });
  expect(await callsOf(tables)).toEqual(['a']);
  await clearShelves(tables, { customerKey: 'other', generation: 6 });
  expect(await callsOf(tables)).toEqual(['a']);
  await clearShelves(tables, { customerKey: '*', generation: 6 });
  expect(await callsOf(tables)).toEqual([]);
  expect(await tables.shelves.keys()).toEqual([]);
});

it('prunes shelves that are too old, and the oldest beyond the limit', async () => {
  const tables = await setTables();
  for (const [at, customerKey] of ['a', 'b', 'c', 'd'].entries()) {
    await keepResponse(tables, { ...OWNER, customerKey }, 'call', 1, NOW + at * 500);
  }
  await pruneShelves(tables, NOW + 1_500, 2);
  expect(await tables.shelves.keys()).toEqual(['c', 'd']);
  await pruneShelves(tables, NOW + 2_100, 2);
  expect(await tables.shelves.keys()).toEqual(['d']);
  expect(await tables.responses.keys()).toEqual(['d/call']);
});

it.each([
  null,
  7,
  {},
  { entries: 7 },
  { generation: 1, keepMs: 1, entries: [null] },
  { entries: [{ call: 1 }] },
])('takes a shelf that is %j for an empty one', async (value) => {
  const tables = await setTables();
  await tables.shelves.put('customer', value);
  await tables.responses.put('customer/call', '{"a":1}');
  expect(await recallResponse(tables, OWNER, 'call', NOW)).toBeNull();
  await keepResponse(tables, OWNER, 'call', 2, NOW);
  expect((await recallResponse(tables, OWNER, 'call', NOW))?.data).toBe(2);
});

it.each(['{"a":', 7, null])('takes a response that is %j for none', async (text) => {
  const tables = await setTables();
  await keepResponse(tables, OWNER, 'call', 1, NOW);
  await tables.responses.put('customer/call', text);
  expect((await recallResponse(tables, OWNER, 'call', NOW))?.data ?? null).toBeNull();
});
