import { createElement, type ReactNode, StrictMode, startTransition, useLayoutEffect, useRef } from 'react';
import type { StiggClient } from 'stigg-offline';
import {
  Gate,
  StiggProvider,
  useBooleanEntitlement,
  useEntitlements,
  useEnumEntitlement,
  useMeteredEntitlement,
  useNumericEntitlement,
  useStatus,
  useStigg,
} from 'stigg-offline/react';
import { expect, it } from 'vitest';
import { CUSTOMER, setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';
import { mount } from './dom.js';

const stage = setNodeStage();
const grant = (featureId: string, given: boolean) =>
  stage.api.patch({ customers: { [CUSTOMER]: { grants: { [featureId]: given && {} } } } });
const use = (featureId: string, usage: number) =>
  stage.api.patch({ customers: { [CUSTOMER]: { usage: { [featureId]: usage } } } });

const below = (client: StiggClient, ...nodes: ReactNode[]) =>
  createElement(StiggProvider, { client }, ...nodes);

async function readyClient(): Promise<StiggClient> {
  const stigg = stage.client();
  await stigg.waitForInitialization();
  return stigg;
}

/** A component that shows what `read` gives, and counts how often it was rendered. */
function counted(read: () => unknown) {
  const count = { renders: 0 };
  const Counted = () => {
    count.renders++;
    return createElement('i', null, JSON.stringify(read()));
  };
  return { count, node: createElement(Counted) };
}

it('a check renders once, for each change of its own answer once more, and for nothing else', async () => {
  const stigg = await readyClient();
  const own = counted(() => useBooleanEntitlement({ featureId: 'feature-audit-log' }).hasAccess);
  const other = counted(() => useMeteredEntitlement({ featureId: 'feature-seats' }).currentUsage);
  const document = await mount(below(stigg, own.node, other.node));
  await document.shows('true8');
  expect([own.count.renders, other.count.renders]).toEqual([1, 1]);
  await stigg.refresh();
  await use('feature-reports', 13);
  await stigg.refresh();
  await use('feature-seats', 9);
  await stigg.refresh();
  await document.shows('true9');
  await grant('feature-audit-log', false);
  await stigg.refresh();
  await document.shows('false9');
  // What would have rendered for the refreshes before has rendered by now.
  expect([own.count.renders, other.count.renders]).toEqual([2, 2]);
});

it('the list renders when one of its answers changes, and for nothing else', async () => {
  const stigg = await readyClient();
  const list = counted(() => useEntitlements().length);
  const own = counted(() => useEntitlements().find(({ feature }) => feature?.id === 'feature-seats'));
  await mount(below(stigg, list.node, own.node));
  await until(() => own.count.renders > 0, { what: 'the list is shown' });
  await stigg.refresh();
  await use('feature-seats', 9);
  await stigg.refresh();
  await until(() => own.count.renders > 1, { what: 'the list is shown again' });
  expect([list.count.renders, own.count.renders]).toEqual([2, 2]);
});

it('the list of fallbacks does not render for ever', async () => {
  const stigg = stage.client({ offline: true, entitlementsFallback: { f: { hasAccess: true, value: 3 } } });
  const list = counted(() => useEntitlements().map(({ hasAccess }) => hasAccess));
  const document = await mount(below(stigg, list.node));
  await document.shows('[true]');
  await stigg.setCustomerId('another');
  await document.shows('[true]');
  expect(list.count.renders).toBe(1);
});

it('those who ask about one feature, each for an amount of its own, do not make each other render', async () => {
  const stigg = await readyClient();
  const [one, many] = [1, 13].map((requestedUsage) =>
    counted(
      () => useMeteredEntitlement({ featureId: 'feature-seats', options: { requestedUsage } }).hasAccess,
    ),
  );
  const document = await mount(below(stigg, one?.node, many?.node));
  await document.shows('truefalse');
  await use('feature-seats', 20);
  await stigg.refresh();
  await document.shows('falsefalse');
  // The other one's answer has changed, too: it holds the usage.
  expect([one?.count.renders, many?.count.renders]).toEqual([2, 2]);
});

it('each getter has its hook', async () => {
  const stigg = await readyClient();
  const Values = () => {
    const history = useNumericEntitlement({ featureId: 'feature-history-days' });
    const formats = useEnumEntitlement({ featureId: 'feature-export-formats' });
    return createElement('i', null, `${history.value} ${formats.values}`);
  };
  const document = await mount(below(stigg, createElement(Values)));
  await document.shows('90 csv,xlsx');
});

it('the status renders when it changes', async () => {
  const stigg = await readyClient();
  const status = counted(() => {
    const { error, source } = useStatus();
    return error?.code ?? source;
  });
  const document = await mount(below(stigg, status.node));
  await document.shows('"network"');
  await stigg.refresh();
  await stage.api.fault({ mode: 'down' });
  await stigg.refresh().catch(() => {});
  await document.shows('"NETWORK"');
  expect(status.count.renders).toBe(2);
});

it('a gate shows what is behind it to those who have access', async () => {
  const stigg = await readyClient();
  const gate = (props: Parameters<typeof Gate>[0]) =>
    createElement(Gate, { ...props, key: JSON.stringify(props), fallback: `no ${props.feature};` }, 'yes;');
  const document = await mount(
    below(
      stigg,
      gate({ feature: 'feature-audit-log' }),
      gate({ feature: 'feature-sso' }),
      gate({ feature: 'feature-history-days', type: 'numeric' }),
      gate({ feature: 'feature-export-formats', type: 'enum' }),
      gate({ feature: 'feature-seats', requestedUsage: 12 }),
      gate({ feature: 'feature-seats', requestedUsage: 13 }),
    ),
  );
  await document.shows('yes;no feature-sso;yes;yes;yes;no feature-seats;');
  await grant('feature-sso', true);
  await stigg.refresh();
  await document.shows('yes;yes;yes;yes;yes;no feature-seats;');
});

it('a customer who signs out is seen at once', async () => {
  const stigg = await readyClient();
  const own = counted(() => useBooleanEntitlement({ featureId: 'feature-audit-log' }));
  const document = await mount(below(stigg, own.node));
  await until(() => document.text().includes('"hasAccess":true'), { what: 'access is shown' });
  void stigg.clearCustomer();
  await until(() => document.text().includes('"hasAccess":false'), { what: 'no access is shown' });
});

it('what is shown is of one moment, also where answers change while it is rendered', async () => {
  const stigg = await readyClient();
  const shown: string[] = [];
  let rendered = 0;
  const Part = () => {
    const { hasAccess } = useBooleanEntitlement({ featureId: 'feature-audit-log' });
    // Between two parts of one rendering.
    if (++rendered === 2) stigg.clearCustomer().catch(() => {});
    return createElement('i', null, hasAccess ? 'yes ' : 'no ');
  };
  const Page = () => {
    const page = useRef<HTMLElement>(null);
    useLayoutEffect(() => void shown.push(page.current?.textContent ?? ''));
    return createElement('p', { ref: page }, createElement(Part), createElement(Part), createElement(Part));
  };
  const document = await mount(null);
  // In the background, where React lets others in between.
  startTransition(() => document.render(below(stigg, createElement(Page))));
  await document.shows('no no no ');
  expect(shown).not.toEqual([]);
  expect(new Set(shown)).toEqual(new Set(['no no no ']));
});

it('a tracked check is reported once, however often it renders', async () => {
  const stigg = await readyClient();
  const own = counted(
    () => useMeteredEntitlement({ featureId: 'feature-seats', options: { shouldTrack: true } }).currentUsage,
  );
  const document = await mount(createElement(StrictMode, null, below(stigg, own.node)));
  await document.shows('8');
  await use('feature-seats', 9);
  await stigg.refresh();
  await document.shows('9');
  const reports = async () =>
    (await stage.api.requests()).filter(({ operationName }) => operationName === 'ReportEntitlementCheck');
  await until(async () => (await reports()).length > 0, { what: 'the check is reported' });
  await until(() => stigg.status.outboxLength === 0, { what: 'nothing waits to be reported' });
  expect(await reports()).toHaveLength(1);
});

it('without a provider a hook says so', async () => {
  const { renderToString } = await import('react-dom/server');
  const own = counted(() => useStigg());
  expect(() => renderToString(own.node)).toThrow(new TypeError('There is no StiggProvider above.'));
});
