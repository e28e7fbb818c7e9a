import fc from 'fast-check';
import { expect, it } from 'vitest';
import { equal } from '../../src/core/equality.js';

/** Plain trees, as answers, fallbacks and entitlements are. */
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.date({ noInvalidDate: true })),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('tree'), { maxKeys: 4 }),
  ),
}));

/** All places in a tree, as the steps that lead there. */
function places(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, inner]) => places(inner).map((path) => [key, ...path])),
  ];
}

/** A copy with something else in one place. */
function changed(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return { something: 'else', beside: value };
  if (Array.isArray(value))
    return value.map((item, at) => (String(at) === step ? changed(item, rest) : item));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? changed(item, rest) : item]));
}

it('holds between anything and its copy', () => {
  fc.assert(
    fc.property(tree, (value) => equal(value, structuredClone(value))),
    { numRuns: 2_000 },
  );
});

it('ends with a change in any place, seen from either side', () => {
  fc.assert(
    fc.property(tree, fc.nat(), (value, pick) => {
      const all = places(value);
      const other = changed(value, all[pick % all.length] ?? []);
      return !equal(value, other) && !equal(other, value);
    }),
    { numRuns: 2_000 },
  );
});

it.each<[string, unknown, unknown]>([
  ['a list and an object of the same members', ['a'], { 0: 'a' }],
  ['an empty list and an empty object', [], {}],
  ['a member that is undefined and one of another name', { a: undefined }, { b: undefined }],
  ['a member less', { a: 1, b: 2 }, { a: 1 }],
  ['a member more', { a: 1 }, { a: 1, b: undefined }],
  ['two dates', new Date(1), new Date(2)],
  ['a date and an empty object', new Date(1), {}],
  ['an empty object and a date', {}, new Date(1)],
  ['a date and its text', new Date(1), new Date(1).toISOString()],
  ['a number and its text', 1, '1'],
  ['null and an empty object', null, {}],
  ['an own member and an inherited one', { toString: Object.prototype.toString }, {}],
  ['lists in another order', ['a', 'b'], ['b', 'a']],
])('tells apart %s', (_, a, b) => {
  expect(equal(a, b)).toBe(false);
});

it('does not mind the order of members, and knows NaN', () => {
  expect(equal({ a: 1, b: { c: Number.NaN } }, { b: { c: Number.NaN }, a: 1 })).toBe(true);
});
