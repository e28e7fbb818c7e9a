// The customer portal of the playground, as `npm start` serves it.
import { expect, it } from 'vitest';
import { until } from '../support/browser.js';
import { click, setPlayground, shows, text } from '../support/playground.js';

const playground = setPlayground();
const { open, control } = playground;

it('shows the subscription, what is used of it, and who pays', async () => {
  const tab = await open('/portal.html?customer=customer-acme');
  await shows(
    tab,
    '#subscriptions',
    /Growth\s+Active[\s\S]*\$279\.00 per month[\s\S]*20 seats[\s\S]*Priority support/,
  );
  expect(await text(tab, '#usage')).toMatch(/Reports\s+12 of 50 reports/);
  expect(await text(tab, '#usage')).toMatch(/10,250 of 10,000 calls[\s\S]*250 over the limit, which is soft/);
  const meter = await tab.evaluate(() => {
    const found = document.querySelector('[data-feature-id="feature-seats"] [role="meter"]');
    return [found?.getAttribute('aria-valuenow'), found?.getAttribute('aria-valuemax')];
  });
  expect(meter).toEqual(['8', '20']);
  expect(await text(tab, '#features')).toMatch(/Audit log[\s\S]*History\s+90 days/);
  expect(await text(tab, '#billing')).toMatch(/ops@acme\.example[\s\S]*Card •••• 4242, until 08\/2029/);
  expect(await text(tab, '#billing-door')).toBe('Open the billing portal');
  await shows(tab, '#invoices', /in_acme_0013\s+Paid/);
  await until(() => tab.evaluate(() => document.querySelector('#history svg path.usage') !== null), {
    what: 'the chart is drawn',
  });
  // The way to the plans keeps the customer.
  expect(await tab.evaluate(() => document.querySelector<HTMLAnchorElement>('#upgrade')?.search)).toContain(
    'customer=customer-acme',
  );
});

it('shows a trial, what was given on top, and what is unlimited', async () => {
  const trial = await open('/portal.html?customer=customer-umbrella');
  await shows(
    trial,
    '#subscriptions',
    /Growth\s+In trial[\s\S]*days? of trial left[\s\S]*2 × 25 more reports/,
  );
  expect(await text(trial, '#promotions')).toMatch(/Single sign-on\s+Until 16 May 2027/);
  const unlimited = await open('/portal.html?customer=customer-globex');
  await shows(unlimited, '#usage', /910 reports\s+Unlimited/);
});

it('follows usage, and who is signed in', async () => {
  const tab = await open('/portal.html?customer=customer-acme');
  await shows(tab, '#usage', /12 of 50 reports/);
  await control('PATCH', 'state', { customers: { 'customer-acme': { usage: { 'feature-reports': 30 } } } });
  await tab.evaluate(() => window.stigg.refresh());
  await shows(tab, '#usage', /30 of 50 reports/);
  await click(tab, '#sign-out');
  await shows(tab, 'main', /Nobody is signed in/);
  expect(await text(tab)).not.toContain('ops@acme.example');
  await click(tab, '#sign-in');
  await shows(tab, '#usage', /30 of 50 reports/);
  await tab.page.select('#resource', 'workspace-lisbon');
  await shows(tab, '#usage', /1 of 5 reports/);
});

it('shows the same without the API, with its age, and recovers', async () => {
  const tab = await open('/portal.html?customer=customer-acme');
  await shows(tab, '#usage', /12 of 50 reports/);
  await until(() => tab.evaluate(() => document.querySelector('#history svg path.usage') !== null), {
    what: 'the chart is drawn',
  });
  await shows(tab, '#invoices', /in_acme_0013/);
  const parts = ['#subscriptions', '#usage', '#features', '#billing', '#invoices'];
  const before = await Promise.all(parts.map((part) => text(tab, part)));

  await control('PUT', 'faults', { mode: 'down' });
  await tab.reload();
  await shows(tab, '#freshness', /From this device, \d+ s old: the API cannot be reached/);
  await shows(tab, '#history-note', /From this device/);
  await shows(tab, '#invoices', /in_acme_0013/);
  expect(await Promise.all(parts.map((part) => text(tab, part)))).toEqual(before);
  expect(await text(tab, '#billing-door')).toMatch(/not kept on this device/);
  const age = await text(tab, '#freshness p');
  await until(async () => (await text(tab, '#freshness p')) !== age, { what: 'the age goes on' });
  await click(tab, '#freshness button');
  await shows(tab, '#freshness button', /Try again/);

  await control('PUT', 'faults', { mode: 'none' });
  await shows(tab, '#freshness', /From the API/);
  await shows(tab, '#billing-door', /Open the billing portal/);
});

it('says that there is nothing to show when the API was never reached', async () => {
  await control('PUT', 'faults', { mode: 'down' });
  const tab = await open('/portal.html?customer=customer-demo-02');
  await shows(tab, '#freshness', /Nothing to show: The API cannot be reached\. NETWORK/);
  await control('PUT', 'faults', { mode: 'none' });
  await shows(tab, '#subscriptions', /Basic/);
});
