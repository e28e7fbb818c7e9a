// Fixtures, which come from a file: ids are any text.
import fc from 'fast-check';
import { entitlementsOf, FixtureError, type Fixtures, fallbackFromFixtures } from 'stigg-offline/fixtures';
import { expect, it } from 'vitest';
import { hostileJson, NAMES, spoilt } from './hostile-value.js';

const NOW = new Date('2026-03-01T00:00:00.000Z');

/** As a file that calls everything by this id. */
function called(id: string): Fixtures {
  const own = (value: unknown) => `{${JSON.stringify(id)}:${JSON.stringify(value)}}`;
  const feature = { displayName: 'F', featureType: 'NUMBER', meterType: 'Incremental' };
  return JSON.parse(`{
    "apiKeys": [], "configuration": {"isWidgetWatermarkEnabled": false, "showWatermark": false},
    "features": ${own(feature)}, "products": ${own({ displayName: 'P' })},
    "plans": {"plan": {"displayName": "P", "productId": "p", "entitlements": ${own({ usageLimit: 1 })},
      "addons": [${JSON.stringify(id)}], "prices": [{"billingModel": "PER_UNIT", "featureId": ${JSON.stringify(id)}}]}},
    "addons": {${JSON.stringify(id)}: {"displayName": "A", "entitlements": ${own({ usageLimit: 10 })}}},
    "customers": {"c": {"name": "C", "subscribedAt": "2026-01-01T00:00:00.000Z", "planId": "plan",
      "subscription": {"addons": ${own(2)}, "quantities": ${own(5)}},
      "promotionalEntitlements": ${own({ hasSoftLimit: true })}, "grants": ${own({ enumValues: ['x'] })}, "usage": ${own(3)}}}
  }`);
}

it.each(NAMES)('a feature, an add-on and a product may be called %j', (id) => {
  const [one] = entitlementsOf(called(id), 'c', null, NOW);
  expect(one).toMatchObject({ usageLimit: 25, hasSoftLimit: true, enumValues: ['x'], currentUsage: 3 });
  expect(one?.feature?.refId).toBe(id);
  const fallbacks = fallbackFromFixtures(called(id), { customerId: 'c' });
  expect(Object.entries(fallbacks)).toEqual([[id, expect.objectContaining({ hasAccess: true, value: 25 })]]);
});

it.each(NAMES)('a feature that no plan has may be called %j', (id) => {
  const fixtures = called(id);
  const { plan } = fixtures.plans;
  if (plan) plan.entitlements = {};
  expect(entitlementsOf(fixtures, 'c', null, NOW)).toEqual([
    expect.objectContaining({ usageLimit: 25, hasSoftLimit: true, enumValues: ['x'] }),
  ]);
});

it('a customer who is not there is not there, whatever objects are born with', () => {
  for (const id of NAMES) {
    expect(() => entitlementsOf(called('f'), id, null, NOW)).toThrow(FixtureError);
    expect(() => entitlementsOf(called('f'), 'c', id, NOW)).toThrow(FixtureError);
  }
});

it('whatever stands in the file, nothing else is changed', () => {
  fc.assert(
    fc.property(spoilt(called('f'), hostileJson), (fixtures) => {
      try {
        expect(Array.isArray(entitlementsOf(fixtures as Fixtures, 'c', null, NOW))).toBe(true);
      } catch (error) {
        // It is a file for developers: they are told.
        expect(error).toBeInstanceOf(Error);
      }
    }),
  );
});
