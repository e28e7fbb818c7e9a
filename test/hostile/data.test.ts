// What the API says to data calls: it has the shape of the schema, or it is not there.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataCallName } from '../../src/core/data-call.js';
import type { DataCall, Requester } from '../../src/core/protocol.js';
import * as operations from '../../worker/api/operations.generated.js';
import { systemClock } from '../../worker/clock.js';
import { DataCalls } from '../../worker/data-calls.js';
import { createStore } from '../../worker/store.js';
import { createTransport } from '../../worker/transport.js';
import { makeWireData } from '../support/wire-data.js';
import { hostileJson, spoilt } from './hostile-value.js';
import { FEWER } from './runs.js';

const REQUESTER: Requester = {
  identity: { baseUri: 'http://api.test', apiKey: 'key', customerId: 'customer' },
  customerKey: 'c',
  generation: 1,
  token: null,
  lacksToken: false,
  keepMs: 1e9,
  persist: true,
  persistChecks: true,
};

const CALLS: { readonly [Name in DataCallName]: string } = {
  getPaywall: operations.GetPaywall,
  getCustomerPortal: operations.GetCustomerPortal,
  getCustomer: operations.GetCustomer,
  getActiveSubscriptionsList: operations.GetActiveSubscriptionsList,
  getActiveSubscriptions: operations.GetActiveSubscriptions,
  getSubscription: operations.GetSubscription,
  getCoupons: operations.GetCoupons,
  getUsageHistory: operations.GetUsageHistory,
  getCheckoutState: operations.GetCheckoutState,
  estimateSubscription: operations.EstimateSubscription,
  estimateSubscriptionUpdate: operations.EstimateSubscriptionUpdate,
  previewSubscription: operations.PreviewSubscription,
  applySubscription: operations.ApplySubscription,
};
const ENDLESS = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const NAMES = Object.keys(CALLS) as DataCallName[];
const READS = NAMES.slice(0, 8);

function setCalls(name: DataCallName) {
  let body = '';
  const fetch = async () => new Response(body, { headers: { 'content-type': 'application/json' } });
  const calls = new DataCalls({
    clock: systemClock,
    store: createStore(null, systemClock, () => {}),
    transport: createTransport(systemClock, fetch),
  });
  const params = { planId: 'p', subscriptionId: 's', featureId: 'f', startDate: '2026-01-01T00:00:00.000Z' };
  return (said: string) => {
    body = said;
    const call = { id: 1, name, params, requester: REQUESTER, timeoutMs: 5_000 } as DataCall;
    const leaving = new AbortController().signal;
    return name === 'applySubscription' ? calls.write(call) : calls.ask(call, leaving);
  };
}

/** The data of a call, of which there is one page. */
function wire(name: DataCallName): unknown {
  const { data } = makeWireData(CALLS[name], 'filled');
  if (name === 'getCoupons')
    Object.assign((data as { coupons: object }).coupons, {
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  return data;
}

/** The app's own data, which can be anything. */
const ANYTHING = /metadata/i;

/** The places where something of another kind stands than where all is well. */
function strangers(well: unknown, given: unknown, place = ''): string[] {
  if (given === null || given === undefined || well === null || well === undefined) return [];
  if (kindOf(well) !== kindOf(given)) return [`${place}: ${kindOf(given)}, not ${kindOf(well)}`];
  if (Array.isArray(well)) {
    return (given as unknown[]).flatMap((one, at) =>
      strangers(well[at % well.length], one, `${place}[${at}]`),
    );
  }
  if (typeof well !== 'object' || well instanceof Date) return [];
  return Object.entries(well).flatMap(([name, value]) =>
    ANYTHING.test(name) ? [] : strangers(value, Reflect.get(given as object, name), `${place}.${name}`),
  );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : 'date';
  return typeof value;
}

describe.each(NAMES)('%s', (name) => {
  const data = wire(name);
  const whole = JSON.stringify({ data });

  it('gives what has the shape, and refuses all else, however one place is spoilt', async () => {
    const ask = setCalls(name);
    const good = await ask(whole);
    if (!('result' in good)) throw new Error(good.failure.message);
    await fc.assert(
      fc.asyncProperty(spoilt(data), async (other) => {
        const answered = await setCalls(name)(JSON.stringify({ data: other }));
        if ('failure' in answered) {
          expect(answered.failure.code).toMatch(/^(INVALID_RESPONSE|NOT_FOUND)$/);
          return;
        }
        expect(strangers(good.result, answered.result)).toEqual([]);
        // It can be sent to the page.
        structuredClone(answered.result);
      }),
    );
  });

  const cases: [string, string][] = [
    ['cut off', whole.slice(0, whole.length / 2)],
    ['data that is a text', '{"data":"x"}'],
    ['data that is a list', '{"data":[]}'],
    ['a page', '<html>'],
    ['a member that is nested without end', whole.replace(/"text-1"/, ENDLESS)],
    ['app data that is nested without end', whole.replace(/"text":"text-\d+"/, `"text":${ENDLESS}`)],
  ];
  // Not all have app data, or a text in the first place.
  it.each(cases.filter(([, body]) => body !== whole))('refuses %s', async (_, body) => {
    expect(await setCalls(name)(body)).toMatchObject({ failure: { code: 'INVALID_RESPONSE' } });
  });
});

it('a list is no object, not even where all members may be absent', async () => {
  const data = wire('getCustomerPortal') as {
    customerPortal: { entitlements: { resetPeriodConfiguration: unknown }[] };
  };
  for (const one of data.customerPortal.entitlements) one.resetPeriodConfiguration = [];
  const answered = await setCalls('getCustomerPortal')(JSON.stringify({ data }));
  expect(answered).toMatchObject({ failure: { code: 'INVALID_RESPONSE' } });
});

it.each(READS)('%s: the last good response stands in for what is no response', async (name) => {
  const data = wire(name);
  const ask = setCalls(name);
  const good = await ask(JSON.stringify({ data }));
  await fc.assert(
    fc.asyncProperty(hostileJson, async (other) => {
      const answered = await ask(JSON.stringify({ data: other }));
      // An unknown customer is an answer.
      if (other !== null && typeof other === 'object' && Object.keys(other).length > 0) return;
      expect(answered).toMatchObject({ source: 'store' });
    }),
    FEWER,
  );
  expect(
    strangers(
      'result' in good && good.result,
      await ask('{"data":7}').then((one) => 'result' in one && one.result),
    ),
  ).toEqual([]);
});
