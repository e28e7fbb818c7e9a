// Values that nobody expects, and trees with one of them in some place.
import fc from 'fast-check';

/** An object that has this name as a member of its own, as JSON makes it. */
const withOwn = (name: string, value: unknown) =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);

export const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  'x'.repeat(5_000),
];

/** Nested as deep as said. */
export const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

/** What JSON can carry. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, false, 0, -1, 1e308, 2 ** 53, -0.5, '', 'x', 'NaN', '2026-13-45', '0001-01-01T00:00:00Z'],
    ...[[], {}, [null], [[]], [{}], { length: 3 }, deep(300), Array.from({ length: 2_000 }, () => 0)],
    ...NAMES,
    ...NAMES.map((name) => withOwn(name, { polluted: true })),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What a structured clone can carry. */
export const hostileClone: fc.Arbitrary<unknown> = fc.oneof(
  hostileJson,
  fc.constantFrom<unknown>(
    ...[undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 10n, new Date(Number.NaN)],
    ...[new Map([['__proto__', 1]]), new Set(), /x/, new Uint8Array(3), new Error('no')],
  ),
);

/** A copy of a tree in which one place holds something else, or nothing. */
export function spoilt<T>(tree: T, values: fc.Arbitrary<unknown> = hostileJson): fc.Arbitrary<unknown> {
  const places = placesOf(tree);
  return fc
    .record({ place: fc.constantFrom(...places), value: values, removed: fc.integer({ min: 0, max: 5 }) })
    .map(({ place, value, removed }) => {
      if (place.length === 0) return value;
      const copy = structuredClone(tree) as object;
      const parent = place.slice(0, -1).reduce<object>((at, name) => Reflect.get(at, name), copy);
      const name = place.at(-1) as string;
      if (removed === 0) Reflect.deleteProperty(parent, name);
      else
        Reflect.defineProperty(parent, name, { value, writable: true, enumerable: true, configurable: true });
      return copy;
    });
}

function placesOf(tree: unknown, here: readonly string[] = []): (readonly string[])[] {
  if (typeof tree !== 'object' || tree === null || tree instanceof Date) return [here];
  return [here, ...Object.keys(tree).flatMap((name) => placesOf(Reflect.get(tree, name), [...here, name]))];
}
