// What an app's compiler sees. These fail in `tsc`; what they say is there at run time is called in the other tests.
import type * as own from 'stigg-offline';
import Compat, {
  type AnyEntitlement,
  BillingPeriod,
  type CompatOptions,
  type Customer,
  FeatureType,
  LogLevel,
  type Paywall,
  type StiggClient,
  type Subscription,
  type SubscriptionSummary,
  type UpdatedEntitlement,
  type UsageMeasurement,
} from 'stigg-offline/compat';
import { expect, expectTypeOf, it } from 'vitest';

it('options are those of both clients, with null and undefined for the default', () => {
  expectTypeOf(Compat.initialize).returns.toEqualTypeOf<StiggClient>();
  const options = {
    apiKey: 'k',
    customerId: null,
    customerToken: undefined,
    cacheTtlMs: 30_000,
    entitlementPollingInterval: 30_000,
    useEntitlementPolling: true,
    enableEdge: true,
    baseEdgeUri: 'https://edge.example',
    maxStaleMs: 1_000,
    logConfiguration: { logLevel: LogLevel.ERROR },
  } satisfies CompatOptions;
  expectTypeOf<'vocabulary'>().not.toExtend<keyof CompatOptions>();
  // @ts-expect-error a duration is a number
  expect({ ...options, cacheTtlMs: '30' } satisfies CompatOptions).toBeDefined();
  // @ts-expect-error there is no such option
  expect({ cacheTtl: 30 } satisfies CompatOptions).toBeDefined();
});

it('enums are values, and types of their values', () => {
  expectTypeOf(BillingPeriod.Monthly).toEqualTypeOf<'MONTHLY'>();
  expectTypeOf<BillingPeriod>().toEqualTypeOf<'ANNUALLY' | 'MONTHLY'>();
  expectTypeOf<FeatureType>().toEqualTypeOf<'BOOLEAN' | 'ENUM' | 'NUMBER'>();
  expectTypeOf<LogLevel>().toEqualTypeOf<own.LogLevel>();
  // @ts-expect-error there is no such member
  expect(FeatureType.Numeric).toBe(undefined);
});

it('results have what may be missing as undefined, not as null', () => {
  expectTypeOf<StiggClient['getCustomer']>().returns.resolves.toEqualTypeOf<Customer>();
  expectTypeOf<Customer['name']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Customer['createdAt']>().toEqualTypeOf<Date | null>();
  expectTypeOf<Customer['getActiveTrials']>().returns.toEqualTypeOf<Subscription[]>();
  expectTypeOf<Customer['promotionalEntitlements'][number]['usageLimit']>().toEqualTypeOf<number>();
  expectTypeOf<Subscription['trialEndDate']>().toEqualTypeOf<Date | undefined>();
  expectTypeOf<Subscription['startDate']>().toEqualTypeOf<Date>();
  expectTypeOf<Subscription['prices'][number]['currency']>().toEqualTypeOf<string>();
  expectTypeOf<SubscriptionSummary['startDate']>().toEqualTypeOf<string>();
  expectTypeOf<Paywall['customer']>().toEqualTypeOf<Customer | null>();
  expectTypeOf<UsageMeasurement>().toEqualTypeOf<{ date: Date; value: number; isResetPoint: boolean }>();
  expectTypeOf<StiggClient['fetchUsageHistory']>().returns.resolves.toEqualTypeOf<
    UsageMeasurement[] | undefined
  >();
});

it('events have their payloads', () => {
  const listen = (client: StiggClient) => {
    client.addListener('entitlementsUpdated', (entitlements) => {
      expectTypeOf(entitlements).toEqualTypeOf<ReadonlyMap<string, UpdatedEntitlement>>();
      expectTypeOf<UpdatedEntitlement['calculatedEntitlement']>().toEqualTypeOf<AnyEntitlement>();
    });
    client.addListener('initializeFailed', (error) => expectTypeOf(error).toEqualTypeOf<own.StiggError>());
    client.addListener('statusChanged', ({ status }) => expectTypeOf(status).toEqualTypeOf<own.Status>());
    // @ts-expect-error there is no such event
    client.addListener('updated', () => {});
  };
  expect(listen).toBeTypeOf('function');
  expectTypeOf<StiggClient['client']>().toEqualTypeOf<own.StiggClient>();
});
