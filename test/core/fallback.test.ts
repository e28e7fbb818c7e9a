import { expect, it } from 'vitest';
import type { Question } from '../../src/core/answer.js';
import { chooseFallback, type Fallbacks, fallbackAnswer, fallbackElement } from '../../src/core/fallback.js';

const whole = { hasAccess: true, value: 7, usageLimit: 8, isUnlimited: true, values: ['a'] };
const all: Fallbacks = { f: whole, g: { hasAccess: false } };
const ask = (kind: Question['kind'], requestedUsage = 0): Question => ({
  kind,
  featureId: 'f',
  requestedUsage,
});

it("takes the call's own fallback whole, else the client's, else no access", () => {
  const own = { hasAccess: true };
  expect(chooseFallback(own, all, 'f')).toBe(own);
  expect(chooseFallback(undefined, all, 'f')).toBe(whole);
  expect(chooseFallback(undefined, all, 'h')).toEqual({ hasAccess: false });
});

it.each(['__proto__', 'constructor', 'toString'])('inherits no fallback named %s', (id) => {
  expect(chooseFallback(undefined, {}, id)).toEqual({ hasAccess: false });
  expect(fallbackElement(all, id)).toEqual({
    isFallback: true,
    hasAccess: false,
    accessDeniedReason: 'Unknown',
    feature: { id },
  });
});

it.each<[Question['kind'], object]>([
  ['boolean', {}],
  ['numeric', { isUnlimited: true, value: 7 }],
  ['metered', { isUnlimited: true, usageLimit: 8, currentUsage: 0, requestedUsage: 3 }],
  ['enum', { values: ['a'] }],
])('answers a %s question with what belongs to it', (kind, own) => {
  expect(fallbackAnswer(ask(kind, 3), whole)).toEqual({ isFallback: true, hasAccess: true, ...own });
});

it.each<[Question['kind'], object]>([
  ['boolean', {}],
  ['numeric', { isUnlimited: false }],
  ['metered', { isUnlimited: false, currentUsage: 0, requestedUsage: 0 }],
  ['enum', {}],
])('denies a %s question for Unknown, and leaves out what is absent', (kind, own) => {
  const denied = fallbackAnswer(ask(kind), { hasAccess: false });
  const expected = { isFallback: true, hasAccess: false, accessDeniedReason: 'Unknown', ...own };
  expect(denied).toEqual(expected);
  expect(Object.keys(denied).sort()).toEqual(Object.keys(expected).sort());
});

it('is an element of a list with its feature, frozen, and marked as a fallback', () => {
  const [first, second] = ['f', 'g'].map((id) => fallbackElement(all, id));
  expect(first).toEqual({ isFallback: true, ...whole, feature: { id: 'f' } });
  expect(second).toEqual({
    isFallback: true,
    hasAccess: false,
    accessDeniedReason: 'Unknown',
    feature: { id: 'g' },
  });
  expect([first, first?.feature, second].every(Object.isFrozen)).toBe(true);
});
