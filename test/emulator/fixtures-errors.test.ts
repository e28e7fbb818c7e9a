// What is wrong with a fixture file is said with its line, in the way that editors and terminals link to.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readFixtures } from '../../playground/emulator/fixtures-file.js';
import { lineAndColumn, offsetKey, scanJson } from '../../playground/emulator/json-scan.js';

mkdirSync('.cache', { recursive: true });
const folder = mkdtempSync(join('.cache', 'fixtures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FIXTURES = `{
  "$schema": "./fixtures.schema.json",
  "apiKeys": ["k"],
  "configuration": { "isWidgetWatermarkEnabled": false, "showWatermark": false },
  "features": {
    "f": { "displayName": "F", "featureType": "NUMBER" }
  },
  "products": { "p": { "displayName": "P" } },
  "plans": {
    "a.b": { "displayName": "A", "productId": "p", "entitlements": { "f": { "usageLimit": 5 } } }
  },
  "customers": {
    "c": {
      "name": "C", "subscribedAt": "2026-01-31",
      "planId": "a.b",
      "trialedPlans": ["a.b"]
    }
  }
}`;

function problemWith(text: string): string {
  const file = join(folder, 'own.json');
  writeFileSync(file, text);
  try {
    readFixtures(file);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message.replace(folder, 'here') : '';
  }
}

it('takes a file that names its schema, and one that begins with a byte order mark', () => {
  expect(problemWith(FIXTURES)).toBe('');
  expect(problemWith(`\uFEFF${FIXTURES}`)).toBe('');
});

it.each([
  [
    '"featureType": "NUMBER"',
    '"featureType": "SUM"',
    '6:47: features.f.featureType: must be one of BOOLEAN, NUMBER, ENUM',
  ],
  ['"apiKeys": ["k"]', '"apiKeys": ["k", 5]', '3:20: apiKeys[1]: must be a string'],
  ['"products"', '"colour": "red", "products"', '8:13: colour: is not a known field'],
  ['"name": "C", ', '', '13:10: customers.c.name: must be a string'],
  ['"usageLimit": 5', '"usageLimit": "5"', '10:91: plans.a.b.entitlements.f.usageLimit: must be a number'],
  [
    '{ "f": { "usage',
    '{ "g": { "usage',
    '10:75: plans.a.b.entitlements.g: names g, which is not in the fixtures',
  ],
  ['["a.b"]', '["a.b",\n "x"]', '17:2: customers.c.trialedPlans[1]: names x, which is not in the fixtures'],
  [
    '"2026-01-31"',
    '"31.1.2026"',
    '14:36: customers.c.subscribedAt: must be an ISO time such as 2026-01-31T10:00:00.000Z',
  ],
  ['"planId": "a.b",', '"planId": "a.b"', '16:7: not JSON: expected "," or "}"'],
  ['["a.b"]\n', '["a.b"],\n', '17:5: not JSON: expected a name in double quotes'],
  ['5 } }', '05 } }', '10:92: not JSON: expected "," or "}"'],
  ['"name": "C"', "'name': 'C'", '14:7: not JSON: expected a name in double quotes'],
])('with %s as %s says %s', (before, after, expected) => {
  expect(FIXTURES).toContain(before);
  expect(problemWith(FIXTURES.replace(before, after))).toBe(`here/own.json:${expected}`);
});

it('says what is wrong with what is no object, or nothing', () => {
  expect(problemWith('[]')).toBe('here/own.json:1:1: must be an object');
  expect(problemWith('')).toBe('here/own.json:1:1: not JSON: expected a value');
  expect(problemWith('{} {}')).toBe('here/own.json:1:4: not JSON: expected nothing more');
});

describe('the scan of a JSON text', () => {
  it('knows where each value is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { offsets, error } = scanJson(text);
        expect(error).toBe(null);
        const visit = (item: unknown, steps: (string | number)[]) => {
          const at = offsets.get(offsetKey(steps)) ?? -1;
          // Deeper levels are indented further, so what is compared has no blanks.
          const blank = /\s/g;
          expect(text.slice(at).replace(blank, '').startsWith(JSON.stringify(item).replace(blank, ''))).toBe(
            true,
          );
          if (Array.isArray(item)) for (const [nth, one] of item.entries()) visit(one, [...steps, nth]);
          else if (typeof item === 'object' && item !== null)
            for (const [name, one] of Object.entries(item)) visit(one, [...steps, name]);
        };
        visit(value, []);
      }),
    );
  }, 30_000);

  it('takes what JSON.parse takes, and nothing else', () => {
    const character = fc.constantFrom(...'{}[]",:\\ \n\t0159.eE+-truefalsnab/\u0001\u007f');
    const broken = fc
      .tuple(fc.jsonValue(), fc.nat(), fc.nat(2), character)
      .map(([value, at, length, other]) => {
        const text = JSON.stringify(value, null, 1);
        const from = at % (text.length + 1);
        return text.slice(0, from) + other + text.slice(from + length);
      });
    fc.assert(
      fc.property(broken, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(scanJson(text).error === null).toBe(isJson);
      }),
      { numRuns: 1000 },
    );
  }, 30_000);

  it('counts lines and columns from 1', () => {
    expect(lineAndColumn('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(lineAndColumn('ab\r\ncd', 5)).toEqual({ line: 2, column: 2 });
  });
});
