import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identityText } from '../../src/core/identity.js';

const part = fc.oneof(fc.string(), fc.constantFrom('', '"', '","', '\\', 'null', '[', ']'));
const identities = fc.record({
  baseUri: part,
  apiKey: part,
  customerId: part,
  resourceId: fc.option(part, { nil: null }),
});

it('gives two identities one text only if they are the same', () => {
  fc.assert(
    fc.property(identities, identities, (a, b) => {
      const same = (['baseUri', 'apiKey', 'customerId', 'resourceId'] as const).every(
        (name) => a[name] === b[name],
      );
      expect(identityText(a) === identityText(b)).toBe(same);
      expect(identityText(a)).toBe(identityText({ ...a }));
    }),
    { numRuns: 5_000 },
  );
});

it('tells each part apart, and no resource from one named null', () => {
  const identity = { baseUri: 'u', apiKey: 'k', customerId: 'c', resourceId: null };
  const texts = [
    identity,
    { ...identity, baseUri: 'u2' },
    { ...identity, apiKey: 'k2' },
    { ...identity, customerId: 'c2' },
    { ...identity, resourceId: 'null' },
    { ...identity, resourceId: '' },
    { ...identity, apiKey: 'c', customerId: 'k' },
  ].map(identityText);
  expect(new Set(texts).size).toBe(texts.length);
});

it('is the text that records of earlier releases are named by', () => {
  expect(identityText({ customerId: 'c', resourceId: null, apiKey: 'k', baseUri: 'https://u' })).toBe(
    '["https://u","k","c",null]',
  );
});
