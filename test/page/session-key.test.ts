import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identityText } from '../../src/core/identity.js';
import { sessionKey } from '../../src/session-key.js';

const text = fc.string({ unit: 'binary', maxLength: 300 });
const identities = fc.record({
  baseUri: text,
  apiKey: text,
  customerId: text,
  resourceId: fc.option(text, { nil: null }),
});

it('is the SHA-256 of the identity, for any text', () => {
  fc.assert(
    fc.property(identities, (identity) => {
      const expected = createHash('sha256').update(identityText(identity)).digest('hex');
      expect(sessionKey(identity)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

it('is right for every length around the block boundaries', () => {
  for (let length = 0; length < 200; length++) {
    const identity = { baseUri: '', apiKey: '', customerId: 'x'.repeat(length), resourceId: null };
    const expected = createHash('sha256').update(identityText(identity)).digest('hex');
    expect(sessionKey(identity)).toBe(expected);
  }
});

it('differs where parts are divided differently', () => {
  const one = { baseUri: 'a', apiKey: 'b","c', customerId: 'd', resourceId: null };
  const other = { baseUri: 'a","b', apiKey: 'c', customerId: 'd', resourceId: null };
  expect(sessionKey(one)).not.toBe(sessionKey(other));
});
