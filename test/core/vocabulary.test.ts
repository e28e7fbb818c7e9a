import { describe, expect, it } from 'vitest';
import type { AnyAnswer, Feature } from '../../src/core/answer.js';
import { spell } from '../../src/core/vocabulary.js';

const feature = (featureType: string): Feature => ({
  id: 'DAY',
  featureType,
  meterType: 'Incremental',
  units: 'HOUR',
  displayName: 'NUMBER',
  description: 'WEEK',
  isMetered: true,
});
const answer = (more: Partial<AnyAnswer> = {}): AnyAnswer =>
  Object.freeze({ isFallback: false, hasAccess: false, ...more });

describe('the documented vocabulary', () => {
  it.each([
    ['BOOLEAN', 'Boolean'],
    ['NUMBER', 'Numeric'],
    ['ENUM', 'Enum'],
    ['CREDIT', 'CREDIT'],
  ])('spells the feature type %s as %s, and leaves the rest of the feature alone', (api, documented) => {
    const { feature: spelled } = spell(answer({ feature: feature(api) }), 'documented');
    expect(spelled).toEqual(feature(documented));
    expect(Object.isFrozen(spelled)).toBe(true);
  });

  it.each([
    ['YEAR', 'Yearly'],
    ['MONTH', 'Monthly'],
    ['WEEK', 'Weekly'],
    ['DAY', 'Daily'],
    ['HOUR', 'Hourly'],
    ['DECADE', 'DECADE'],
  ])('spells the reset period %s as %s', (api, documented) => {
    expect(spell(answer({ resetPeriod: api }), 'documented')).toEqual(answer({ resetPeriod: documented }));
  });

  it.each([
    ['NoFeatureEntitlementInSubscription', 'CustomerNotEntitledForFeature'],
    ['RequestedUsageExceedingLimit', 'RequestedUsageExceedingLimit'],
    ['BudgetExceeded', 'BudgetExceeded'],
    ['Unknown', 'Unknown'],
    ['MoonInWrongPhase', 'MoonInWrongPhase'],
  ])('spells the reason %s as %s', (api, documented) => {
    expect(spell(answer({ accessDeniedReason: api }), 'documented')).toEqual(
      answer({ accessDeniedReason: documented }),
    );
  });

  it('touches no enum value and adds no member', () => {
    const enumAnswer = answer({ hasAccess: true, values: ['BOOLEAN', 'DAY'] });
    const spelled = spell(enumAnswer, 'documented');
    expect(spelled).toEqual(enumAnswer);
    expect(Object.keys(spelled).sort()).toEqual(['hasAccess', 'isFallback', 'values']);
  });
});

it("gives the API's vocabulary as it is", () => {
  const whole = answer({ feature: feature('NUMBER'), resetPeriod: 'DAY' });
  expect(spell(whole, 'api')).toEqual({
    isFallback: false,
    hasAccess: false,
    feature: feature('NUMBER'),
    resetPeriod: 'DAY',
  });
});
