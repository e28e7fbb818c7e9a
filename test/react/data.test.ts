import { createElement, StrictMode } from 'react';
import { type Data, StiggProvider, useCustomerPortal, usePaywall } from 'stigg-offline/react';
import { expect, it, vi } from 'vitest';
import { setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';
import { mount } from './dom.js';

const stage = setNodeStage();

/** A component that keeps what its hook gave each time. */
function recorded<Result>(use: () => Data<Result>) {
  const seen: Data<Result>[] = [];
  const Recorded = () => {
    const data = use();
    seen.push(data);
    return createElement('i', null, data.loading ? 'loading' : (data.error?.code ?? 'there'));
  };
  const last = () => seen.at(-1) as Data<Result>;
  return { seen, last, node: createElement(Recorded) };
}

it('tells what became of the question, and keeps the answer while it is asked again', async () => {
  const client = stage.client();
  const portal = recorded(() => useCustomerPortal());
  const document = await mount(createElement(StiggProvider, { client }, portal.node));
  await document.shows('there');
  expect(portal.seen.map(({ loading }) => loading)).toEqual([true, false]);
  expect(portal.seen[0]).toMatchObject({ data: undefined, error: undefined, freshness: undefined });
  const { data, freshness, reload } = portal.last();
  expect(data?.entitlements.length).toBeGreaterThan(0);
  expect(freshness).toMatchObject({ source: 'network', stale: false });
  reload();
  await until(() => portal.seen.length === 4, { what: 'it was asked again' });
  expect(portal.seen.map(({ loading }) => loading)).toEqual([true, false, true, false]);
  expect(portal.seen[2]?.data).toBe(data);
});

it('keeps the answer when asking again fails, and says why', async () => {
  const client = stage.client({ persist: false });
  await client.waitForInitialization();
  const portal = recorded(() => useCustomerPortal({ resourceId: 'workspace-berlin' }));
  const document = await mount(createElement(StiggProvider, { client }, portal.node));
  await document.shows('there');
  await stage.api.fault({ mode: 'unauthenticated' });
  portal.last().reload();
  await document.shows('UNAUTHENTICATED');
  expect(portal.last().data).toBe(portal.seen[1]?.data);
});

it('asks again for other parameters, and not for another object of the same', async () => {
  const client = stage.client();
  const calls = vi.spyOn(client, 'getPaywall');
  const Plans = ({ productId, text }: { productId: string; text: string }) => {
    const { data } = usePaywall({ productId });
    return createElement('i', null, text, data?.plans.map(({ product }) => product?.id).join());
  };
  const app = (productId: string, text: string) =>
    createElement(StiggProvider, { client }, createElement(Plans, { productId, text }));
  const document = await mount(app('product-stigg', 'one '));
  await document.shows('one product-stigg,product-stigg');
  document.render(app('product-stigg', 'two '));
  await document.shows('two product-stigg,product-stigg');
  document.render(app('product-revvenu', 'three '));
  await document.shows('three product-revvenu,product-revvenu');
  expect(calls.mock.calls.map(([params]) => params?.productId)).toEqual(['product-stigg', 'product-revvenu']);
});

it('shows nothing of one customer to another, and asks for the other', async () => {
  const client = stage.client();
  const portal = recorded(() => useCustomerPortal());
  const document = await mount(createElement(StiggProvider, { client }, portal.node));
  await document.shows('there');
  const of = portal.last().data;
  await client.setCustomerId('customer-globex');
  await until(() => portal.last().data !== undefined && portal.last().data !== of, { what: "the other's" });
  const after = portal.seen.slice(portal.seen.findIndex(({ data }) => data === of) + 1);
  expect(after.map(({ data, loading }) => [data === of, loading])).toEqual([
    [false, true],
    [false, false],
  ]);
  void client.clearCustomer();
  await document.shows('NO_CUSTOMER');
  expect(portal.last().data).toBeUndefined();
});

it('gives up its call when it is gone, and only then, also in StrictMode', async () => {
  const client = stage.client();
  const calls = vi.spyOn(client, 'getCustomerPortal');
  const givenUp = () => calls.mock.calls.map(([params]) => params?.signal?.aborted);
  const portal = recorded(() => useCustomerPortal());
  const app = createElement(StrictMode, null, createElement(StiggProvider, { client }, portal.node));
  const document = await mount(app);
  await document.shows('there');
  expect(givenUp()).toEqual([true, false]);
  await stage.api.fault({ mode: 'hang' });
  portal.last().reload();
  await document.shows('loading');
  await until(() => calls.mock.calls.length === 3, { what: 'it was asked again' });
  expect(givenUp()).toEqual([true, true, false]);
  const renders = portal.seen.length;
  document.unmount();
  expect(givenUp()).toEqual([true, true, true]);
  await calls.mock.results[2]?.value.catch(() => {});
  expect(portal.seen.length).toBe(renders);
});
