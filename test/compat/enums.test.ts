// The enums against the schema that they were made from, read in another way.
import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLEnumType, isEnumType } from 'graphql';
import * as compat from 'stigg-offline/compat';
import { describe, expect, it } from 'vitest';

const schema = buildSchema(readFileSync('playground/emulator/stigg.graphql', 'utf8'));
const enums = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLEnumType => isEnumType(type) && !type.name.startsWith('__'),
);

it('the schema was read', () => {
  expect(enums.length).toBeGreaterThan(50);
});

it.each(enums.map((type) => [type.name, type] as const))('%s has the values of the schema', (name, type) => {
  const found = (compat as unknown as Record<string, Record<string, string>>)[name] ?? {};
  expect(Object.values(found)).toEqual(type.getValues().map(({ name: value }) => value));
  // Under the value's own letters, with a capital for each word and nothing between.
  for (const [member, value] of Object.entries(found)) {
    expect(member.toLowerCase()).toBe(value.replaceAll('_', '').toLowerCase());
    expect(member).toMatch(/^[A-Z][A-Za-z0-9]*$/);
  }
});

describe('the names of the members', () => {
  it('are those that the vendor has', () => {
    expect(compat.EntitlementResetPeriod.Month).toBe('MONTH');
    expect(compat.SubscriptionStatus.InTrial).toBe('IN_TRIAL');
    expect(compat.BillingModel.FlatFee).toBe('FLAT_FEE');
    expect(compat.AccessDeniedReason.NoFeatureEntitlementInSubscription).toBe(
      'NoFeatureEntitlementInSubscription',
    );
    expect(compat.Currency.Usd).toBe('USD');
  });
});
