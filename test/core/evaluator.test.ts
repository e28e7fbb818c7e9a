// What the decision vectors cannot show: the questions of a list, what changed between two, and until when.
import { describe, expect, it } from 'vitest';
import type { QuestionKind } from '../../src/core/answer.js';
import type { Entitlement } from '../../src/core/entitlement.js';
import { changedFeatures, evaluate, ownQuestion } from '../../src/core/evaluator.js';
import { entitlement, listOf } from './wire.js';

const NOW = Date.UTC(2026, 2, 15);
const feature = (featureType: Entitlement['feature']['featureType'], meterType: string | null = null) =>
  entitlement({ feature: { featureType, meterType: meterType as 'None' } });
const month = {
  resetPeriod: 'MONTH',
  usagePeriodAnchor: '2026-01-31T10:00:00.000Z',
  usagePeriodStart: '2026-01-31T10:00:00.000Z',
  usagePeriodEnd: '2026-02-28T10:00:00.000Z',
} as const;

it.each<[QuestionKind, Entitlement]>([
  ['boolean', feature('BOOLEAN')],
  ['enum', feature('ENUM')],
  ['metered', feature('NUMBER', 'Incremental')],
  ['metered', feature('NUMBER', 'Fluctuating')],
  ['numeric', feature('NUMBER', 'None')],
  ['numeric', feature('NUMBER')],
  ['numeric', feature('NUMBER', 'Decaying')],
  // A meter means nothing where nothing is counted.
  ['boolean', feature('BOOLEAN', 'Incremental')],
])('asks %s of a feature of that kind, and nothing on top', (kind, one) => {
  expect(ownQuestion(one)).toEqual({ kind, featureId: 'f', requestedUsage: 0 });
  expect(evaluate(listOf(one), ownQuestion(one), NOW).answer).not.toBeNull();
});

it('gives values that nobody can change for those who ask next', () => {
  const list = listOf(entitlement({ enumValues: ['a'], feature: { featureType: 'ENUM' } }));
  const { answer } = evaluate(list, { kind: 'enum', featureId: 'f', requestedUsage: 0 }, NOW);
  expect(() => (answer as unknown as { values: string[] }).values.push('b')).toThrow(TypeError);
});

describe('which getter fits which feature', () => {
  const kinds = ['boolean', 'numeric', 'metered', 'enum'] as const;
  it.each<[string, Entitlement, readonly QuestionKind[]]>([
    ['BOOLEAN', feature('BOOLEAN'), ['boolean']],
    ['ENUM', feature('ENUM'), ['enum']],
    ['NUMBER of meter None', feature('NUMBER', 'None'), ['numeric']],
    ['NUMBER without meter', feature('NUMBER'), ['numeric']],
    ['NUMBER of another meter', feature('NUMBER', 'Decaying'), ['numeric']],
    ['NUMBER Incremental', feature('NUMBER', 'Incremental'), ['numeric', 'metered']],
    ['NUMBER Fluctuating', feature('NUMBER', 'Fluctuating'), ['numeric', 'metered']],
  ])('%s', (_, one, fitting) => {
    const answered = kinds.filter(
      (kind) => evaluate(listOf(one), { kind, featureId: 'f', requestedUsage: 0 }, NOW).answer,
    );
    expect(answered).toEqual(fitting);
  });
});

describe('until when an answer is valid', () => {
  const validUntil = (one: Entitlement, now: number) =>
    evaluate(listOf(one), { kind: 'metered', featureId: 'f', requestedUsage: 0 }, now).validUntil;

  it('is the end of the period that holds now', () => {
    const end = Date.parse(month.usagePeriodEnd);
    expect(validUntil(entitlement(month), end - 1)).toBe(end);
    expect(validUntil(entitlement(month), end)).toBe(Date.parse('2026-03-31T10:00:00.000Z'));
  });

  it('is for ever without a period, after one that does not come again, and for what is not there', () => {
    expect(validUntil(entitlement(), NOW)).toBe(Number.POSITIVE_INFINITY);
    expect(validUntil(entitlement({ ...month, resetPeriod: null }), NOW)).toBe(Number.POSITIVE_INFINITY);
    expect(validUntil(feature('BOOLEAN'), NOW)).toBe(Number.POSITIVE_INFINITY);
    expect(evaluate(listOf(), { kind: 'enum', featureId: 'f', requestedUsage: 0 }, NOW).validUntil).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

it('keeps the entitlement as it is', () => {
  const one = entitlement(month);
  const before = structuredClone(one);
  evaluate(listOf(one), ownQuestion(one), NOW);
  expect(one).toEqual(before);
});

describe('changed features', () => {
  const changed = (before: readonly Entitlement[], after: readonly Entitlement[], now = NOW) =>
    changedFeatures(listOf(...before), listOf(...after), now).sort();
  const named = (refId: string, usage = 2) => entitlement({ currentUsage: usage, feature: { refId } });

  it('are those that came, went, or are answered otherwise', () => {
    const before = [named('stays'), named('goes'), named('grows')];
    const after = [named('stays'), named('comes'), named('grows', 3)];
    expect(changed(before, after)).toEqual(['comes', 'goes', 'grows']);
    expect(changed(before, structuredClone(before))).toEqual([]);
    expect(changed([], [])).toEqual([]);
  });

  it.each<[string, Parameters<typeof entitlement>[0], Parameters<typeof entitlement>[0]]>([
    ['access', {}, { isGranted: false, accessDeniedReason: 'Revoked' }],
    [
      'the reason',
      { isGranted: false, accessDeniedReason: 'Revoked' },
      { isGranted: false, accessDeniedReason: 'Unknown' },
    ],
    ['the limit', {}, { usageLimit: 6 }],
    ['unlimited', {}, { hasUnlimitedUsage: true }],
    ['the end of the period', month, { ...month, usagePeriodEnd: '2026-04-30T10:00:00.000Z' }],
    ['the name', {}, { feature: { displayName: 'G' } }],
    ['the meter', {}, { feature: { meterType: 'None' } }],
    ['the type', { usageLimit: null }, { usageLimit: null, feature: { featureType: 'BOOLEAN' } }],
    [
      'the values of an enum',
      { enumValues: ['a'], feature: { featureType: 'ENUM' } },
      { enumValues: ['b'], feature: { featureType: 'ENUM' } },
    ],
    // Nothing is requested in a list, but a caller may have asked for more than is left.
    ['a soft limit, which a request beyond the limit feels', {}, { hasSoftLimit: true }],
  ])('see another value of %s', (_, before, after) => {
    expect(changed([entitlement(before)], [entitlement(after)])).toEqual(['f']);
  });

  it.each<[string, Parameters<typeof entitlement>[0], Parameters<typeof entitlement>[0]]>([
    ['usage of a period that is over', { ...month, currentUsage: 1 }, { ...month, currentUsage: 4 }],
    ['a denial for usage that is judged anew', { isGranted: false }, { isGranted: true }],
    [
      'the usage of a value that is only configured',
      { currentUsage: 1, feature: { meterType: 'None' } },
      { currentUsage: 2, feature: { meterType: 'None' } },
    ],
    [
      'the limit of a boolean',
      { usageLimit: 1, feature: { featureType: 'BOOLEAN' } },
      { usageLimit: 2, feature: { featureType: 'BOOLEAN' } },
    ],
  ])('do not see %s, which no answer shows', (_, before, after) => {
    expect(changed([entitlement(before)], [entitlement(after)])).toEqual([]);
  });

  it('know ids that every object has', () => {
    expect(changed([named('__proto__')], [named('__proto__', 3), named('constructor')])).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});
