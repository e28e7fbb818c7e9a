// Every field that the guide documents is there, with its type: one test for each row of the table.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Client } from '../support/data-call-samples.js';
import { setNodeStage } from '../support/node-client.js';

interface Row {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly nullable: string;
}

const table = readFileSync('test/vectors/result-shapes.md', 'utf8');
const rows: Row[] = [...table.matchAll(/^\| (get\w+|estimate\w+) \| `(.+)` \| (.*) \| (.*) \|$/gm)].map(
  ([, method = '', path = '', type = '', nullable = '']) => ({
    method,
    path,
    type,
    nullable: nullable.trim(),
  }),
);

/** What gives each method's result, of customers who have something to show. */
const CALLS: Readonly<Record<string, (of: (customerId: string) => Client) => unknown>> = {
  getBooleanEntitlement: (of) =>
    of('customer-acme').getBooleanEntitlement({ featureId: 'feature-audit-log' }),
  getNumericEntitlement: (of) =>
    of('customer-acme').getNumericEntitlement({ featureId: 'feature-history-days' }),
  getMeteredEntitlement: (of) => of('customer-acme').getMeteredEntitlement({ featureId: 'feature-reports' }),
  getPaywall: (of) => of('customer-acme').getPaywall(),
  getCustomerPortal: (of) => of('customer-acme').getCustomerPortal(),
  getCustomer: (of) => of('customer-demo-01').getCustomer(),
  getActiveSubscriptionsList: (of) =>
    of('customer-demo-01').getActiveSubscriptionsList({ resourceIds: ['resource-01', 'resource-02'] }),
  getSubscription: (of) => of('customer-demo-01').getSubscription({ subscriptionId: 'subscriptions-01' }),
  estimateSubscription: (of) =>
    of('customer-demo-01').estimateSubscription({
      customerId: 'customer-demo-01',
      planId: 'plan-revvenu-growth',
      billableFeatures: [{ featureId: 'feature-01-templates', quantity: 2 }],
      billingPeriod: 'MONTHLY',
      addons: [{ addonId: 'addon-10-campaigns', quantity: 1 }],
      promotionCode: 'STIGG50',
      startDate: new Date(),
      billingCountryCode: 'US',
      billingInformation: { taxPercentage: 17 },
    }),
  estimateSubscriptionUpdate: (of) =>
    of('customer-demo-01').estimateSubscriptionUpdate({
      subscriptionId: 'subscription-plan-revvenu-growth-da6324',
      billableFeatures: [{ featureId: 'feature-01-templates', quantity: 2 }],
      promotionCode: 'STIGG50',
      addons: [{ addonId: 'addon-10-campaigns', quantity: 1 }],
    }),
};

const stage = setNodeStage();
const results = new Map<string, unknown>();
beforeAll(async () => {
  await stage.api.reset();
  const clients = new Map<string, Client>();
  for (const customerId of ['customer-acme', 'customer-demo-01']) {
    const client = stage.client({ customerId });
    clients.set(customerId, client);
    await client.waitForInitialization();
  }
  const of = (customerId: string) => clients.get(customerId) as Client;
  for (const [method, call] of Object.entries(CALLS)) results.set(method, await call(of));
});

it('the table was read', () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(new Set(rows.map(({ method }) => method))).toEqual(new Set(Object.keys(CALLS)));
});

it.each(rows)('$method: $path is $type', ({ method, path, type, nullable }) => {
  const values = valuesAt(results.get(method), path.split('.'));
  if (nullable.startsWith('absent')) expect(values.every((value) => value === undefined)).toBe(true);
  else {
    // At least one such place there is, and the field is in each.
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      if (value !== null || nullable === '') expectType(value, type, method === 'getCustomerPortal');
    }
  }
});

/** The members of this name in all elements of the lists on the way; a `null` on the way ends it. */
function valuesAt(value: unknown, [part, ...rest]: readonly string[]): unknown[] {
  if (part === undefined) return [value];
  const name = part.replace('[]', '');
  const members = [value].flat().flatMap((one) => {
    if (one === null) return [];
    const member = (one as Record<string, unknown>)[name];
    return part.endsWith('[]') ? (member as unknown[]) : [member];
  });
  return part.endsWith('[]') || rest.length > 0
    ? members.flatMap((one) => (one === null ? [] : valuesAt(one, rest)))
    : members;
}

function expectType(value: unknown, type: string, isPortal: boolean): void {
  const members = /^\{(.*)\}(?<time> of time)?$/.exec(type);
  if (members) {
    for (const name of (members[1] as string).split(', ')) {
      expect(value).toHaveProperty(name);
      if (members.groups?.time) expectType((value as Record<string, unknown>)[name], 'time', isPortal);
    }
  } else if (type === 'time') {
    if (isPortal) expect(new Date(value as string).toISOString()).toBe(value);
    else expect(value).toBeInstanceOf(Date);
  } else if (type.startsWith('list')) {
    expect(Array.isArray(value)).toBe(true);
    if (type === 'list of string') for (const one of value as unknown[]) expect(typeof one).toBe('string');
  } else expect(typeof value).toBe(type);
}
