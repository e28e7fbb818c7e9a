// The reading of what the API gives: nothing is lost, nothing is made up, and words that nobody has heard of pass.
import { describe, expect, it } from 'vitest';
import type { DataCallName } from '../../src/core/data-call.js';
import { CALLS } from '../../worker/api/calls.js';
import * as operations from '../../worker/api/operations.generated.js';
import { makeWireData } from '../support/wire-data.js';

const names = Object.keys(CALLS) as DataCallName[];
const operationOf = (name: DataCallName): string =>
  (operations as unknown as Record<string, string>)[`${name[0]?.toUpperCase()}${name.slice(1)}`] ?? '';

/** What the client itself needs of a response, and nobody else. */
const OWN_USE = /\.pageInfo\./;

describe.each(names)('%s', (name) => {
  const read = (data: unknown) => CALLS[name].read(data as never);

  it('has an operation', () => {
    expect(operationOf(name)).toMatch(/^(query|mutation) /);
  });

  it('loses nothing', () => {
    const { data, leaves } = makeWireData(operationOf(name), 'filled');
    const found = new Set(leavesOf(read(data)));
    const lost = [...leaves].filter(([leaf, path]) => !found.has(leaf) && !OWN_USE.test(path));
    expect(lost.map(([, path]) => path)).toEqual([]);
    expect(leaves.size).toBeGreaterThan(3);
  });

  it('makes up nothing but what it counts and concludes', () => {
    const { data, leaves } = makeWireData(operationOf(name), 'filled');
    const added = leavesOf(read(data)).filter((leaf) => !leaves.has(leaf) && leaf !== 'USD');
    // `order` is the place in a list.
    expect(added.filter((leaf) => leaf !== 0 && leaf !== 1)).toEqual([]);
  });

  it('takes null for null, and no member for undefined', () => {
    const { data } = makeWireData(operationOf(name), 'null');
    const result = read(data);
    expect(JSON.stringify(result)).toBe(
      JSON.stringify(result, (_key, value) => (value === undefined ? 'MISSING' : value)),
    );
  });

  it('gives times as Date, but for the portal', () => {
    const { data } = makeWireData(operationOf(name), 'filled');
    const texts = JSON.stringify(read(data), function replace(this: Record<string, unknown>, key, value) {
      return this[key] instanceof Date ? undefined : value;
    });
    const strings = texts.match(/"2026-01-\d\dT[^"]*"/g) ?? [];
    if (name === 'getCustomerPortal') expect(strings.length).toBeGreaterThan(0);
    else expect(strings).toEqual([]);
  });

  it.each([null, 7, 'text', [], {}])('refuses data that is %j', (data) => {
    expect(() => {
      const result = read(data);
      // A customer that does not exist is null; every other answer has a shape.
      if (result === null || result === undefined) throw new TypeError('nothing');
    }).toThrow();
  });
});

it('refuses a time that is none', () => {
  const { data } = makeWireData(operationOf('getUsageHistory'), 'filled');
  const text = JSON.stringify(data).replace(/2026-01-[^"]*/, 'tomorrow');
  expect(() => CALLS.getUsageHistory.read(JSON.parse(text) as never)).toThrow();
});

/** All strings and numbers of a value, times as ISO strings. */
function leavesOf(value: unknown): (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (value instanceof Date) return [value.toISOString()];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}
