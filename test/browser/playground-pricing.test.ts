// The pricing page and the page that its checkout leads back to, as `npm start` serves them.
import { expect, it } from 'vitest';
import { type Tab, until } from '../support/browser.js';
import { click, setPlayground, shows, text } from '../support/playground.js';

const playground = setPlayground();
const { open, control } = playground;

const card = (planId: string) => `[data-plan-id="${planId}"]`;
const line = (key: string) => `[data-line="${key}"] dd`;

/** What the API itself reckons. */
async function ask(query: string, input: unknown): Promise<Record<string, { amount: number }>> {
  const response = await fetch(`${playground.api}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'client-playground' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data } = (await response.json()) as { data: { estimate: Record<string, { amount: number }> } };
  return data.estimate;
}

const TOTALS = '{ subTotal { amount } total { amount } subscription { total { amount } } }';
const ESTIMATE = `mutation ($input: EstimateSubscriptionInput!) { estimate: estimateSubscription(input: $input) ${TOTALS} }`;
const ESTIMATE_UPDATE = `mutation ($input: EstimateSubscriptionUpdateInput!) { estimate: estimateSubscriptionUpdate(input: $input) ${TOTALS} }`;

const inDollars = (amount: number | undefined) =>
  new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' }).format(amount || 0).replace('-', '−');

async function compare(tab: Tab, told: Record<string, { amount: number }>): Promise<void> {
  const { subTotal, total, subscription } = told as unknown as {
    subTotal: { amount: number };
    total: { amount: number };
    subscription: { total: { amount: number } };
  };
  const due = inDollars(total.amount);
  await until(async () => (await text(tab, line('total'))) === due, { what: `due now is ${due}` });
  expect(await text(tab, line('subtotal'))).toBe(inDollars(subTotal.amount));
  expect(await text(tab, line('recurring'))).toContain(inDollars(subscription.total.amount));
}

it('shows the visible plans with their prices, by the month and by the year', async () => {
  const tab = await open('/pricing.html?customer=customer-acme');
  await shows(tab, card('plan-starter'), /\$12\s+per month/);
  const names = () =>
    tab.evaluate(() => [...document.querySelectorAll<HTMLElement>('.plan h2')].map((one) => one.innerText));
  expect(await names()).toEqual(['Free', 'Starter', 'Growth', 'Enterprise']);
  expect(await text(tab, card('plan-growth'))).toMatch(/Current plan[\s\S]*from\s+\$30\s+per month/);
  expect(await text(tab, card('plan-growth'))).toMatch(
    /Everything in Starter, plus[\s\S]*10,000 API calls a day/,
  );
  expect(await text(tab, card('plan-enterprise'))).toMatch(/Custom[\s\S]*unlimited/);
  // Hidden from the paywall.
  expect(await text(tab, card('plan-free'))).not.toContain('Upload size');

  await click(tab, '#periods [value="ANNUALLY"]');
  await shows(tab, card('plan-starter'), /\$120\s+per year[\s\S]*\$10 a month, 17 % saved/);

  await until(
    () => tab.evaluate(() => document.querySelector('#market-choice:not([hidden]) #market') !== null),
    {
      what: 'another currency is offered',
    },
  );
  await tab.page.select('#market', 'DE');
  await shows(tab, card('plan-starter'), /€110\s+per year/);
});

it('shows the public plans to nobody', async () => {
  const tab = await open('/pricing.html?customer=customer-acme&signedout=1');
  await shows(tab, card('plan-growth'), /Sign in to choose/);
  expect(await text(tab)).toMatch(/Nobody is signed in/);
  expect(await text(tab)).not.toContain('Current plan');
});

it('estimates what the form says: quantity, add-ons and promotion code', async () => {
  const tab = await open('/pricing.html?customer=customer-initech');
  await shows(tab, card('plan-starter'), /Choose Starter/);
  await click(tab, `${card('plan-starter')} button`);
  const starter = { customerId: 'customer-initech', planId: 'plan-starter', billingPeriod: 'MONTHLY' };
  await compare(tab, await ask(ESTIMATE, starter));
  await click(tab, '#tick-addon-extra-reports');
  await compare(
    tab,
    await ask(ESTIMATE, { ...starter, addons: [{ addonId: 'addon-extra-reports', quantity: 1 }] }),
  );
  await click(tab, '[aria-label="One 25 more reports more"]');
  const addons = [{ addonId: 'addon-extra-reports', quantity: 2 }];
  await compare(tab, await ask(ESTIMATE, { ...starter, addons }));
  await tab.page.type('#promotion-code', 'WELCOME20');
  await click(tab, '#promotion button');
  await compare(tab, await ask(ESTIMATE, { ...starter, addons, promotionCode: 'WELCOME20' }));
  await shows(tab, '#promotion-note', /WELCOME20 is applied/);
  await shows(tab, '[data-line="discount"]', /Welcome: 20 % off once[\s\S]*−\$6\.40/);
});

it('estimates a change of what the customer has, and explains a refused promotion code', async () => {
  const tab = await open('/pricing.html?customer=customer-acme');
  await shows(tab, '#check-out-note', /what you have now/);
  expect(await tab.evaluate(() => document.querySelector<HTMLButtonElement>('#check-out')?.disabled)).toBe(
    true,
  );
  await tab.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#quantity-feature-seats');
    if (!input) throw new Error('no quantity');
    input.value = '60';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await compare(
    tab,
    await ask(ESTIMATE_UPDATE, {
      subscriptionId: 'subscription-plan-growth-5f1c20',
      billableFeatures: [{ featureId: 'feature-seats', quantity: 60 }],
      addons: [{ addonId: 'addon-priority-support', quantity: 1 }],
    }),
  );
  await shows(tab, '.tiers .holds', /21 and more/);

  await tab.page.type('#promotion-code', 'SUMMER');
  await click(tab, '#promotion button');
  await shows(tab, '#promotion-note', /not valid any more.*PromotionCodeNotActive/);
  expect(
    await tab.evaluate(() => document.querySelector('#promotion-code')?.getAttribute('aria-invalid')),
  ).toBe('true');
  // The order goes on without it.
  await until(
    () => tab.evaluate(() => document.querySelector<HTMLButtonElement>('#check-out')?.disabled === false),
    {
      what: 'it can be ordered',
    },
  );
});

it('checks out: the success page waits for the payment, and another tab has the plan as well', async () => {
  const portal = await open('/portal.html?customer=customer-initech');
  await shows(portal, '#subscriptions', /Free/);
  const tab = await open('/pricing.html?customer=customer-initech');
  await shows(tab, card('plan-starter'), /Choose Starter/);
  await click(tab, `${card('plan-starter')} button`);
  await shows(tab, line('total'), /\$12\.00/);
  await click(tab, '#check-out');
  await shows(tab, '#payment[open]', /no money moves[\s\S]*Pay \$12\.00/);
  await click(tab, '#pay');
  await until(() => tab.page.url().includes('/success.html'), { what: 'it leads to the success page' });
  expect(new URL(tab.page.url()).searchParams.get('checkoutCompleted')).toBe('true');
  await shows(tab, '#outcome', /You are on Starter[\s\S]*\$12\.00 per month/);
  await shows(tab, '#entitled-list', /History\s+30 days/);
  await shows(portal, '#subscriptions', /Starter[\s\S]*\$12\.00 per month/);
  await shows(portal, '#usage', /5 of 20 reports/);
});

it('says that a checkout was cancelled', async () => {
  const tab = await open('/pricing.html?customer=customer-initech');
  await shows(tab, card('plan-starter'), /Choose Starter/);
  await click(tab, `${card('plan-starter')} button`);
  await shows(tab, line('total'), /\$12\.00/);
  await click(tab, '#check-out');
  await shows(tab, '#payment[open]', /Cancel/);
  await click(tab, '#cancel-payment');
  await shows(tab, '#outcome', /Checkout cancelled[\s\S]*Nothing was bought/);
  expect(new URL(tab.page.url()).searchParams.get('checkoutCompleted')).toBe('false');
});

it('says that a payment is not confirmed in time, and that nobody waits for it', async () => {
  const tab = await open(
    '/success.html?customer=customer-initech&subscriptionId=none&checkoutCompleted=true',
  );
  // What the page's script says, which by then hears the button, and not what is there before it.
  await shows(tab, '#waited', /Waiting for \d/);
  await click(tab, '#stop');
  await shows(tab, '#outcome', /Not waited for/);
  await click(tab, '#again');
  await until(async () => /Not confirmed yet[\s\S]*TIMEOUT/.test(await text(tab, '#outcome')), {
    what: 'it gives up',
    timeoutMs: 30_000,
  });
});

it('shows the plans without the API, with their age, and recovers', async () => {
  const tab = await open('/pricing.html?customer=customer-acme');
  await shows(tab, line('recurring'), /\$279\.00/);
  const plans = await text(tab, '#plans');
  await control('PUT', 'faults', { mode: 'down' });
  await tab.reload();
  await shows(tab, '#freshness', /From this device, \d+ s old: the API cannot be reached/);
  expect(await text(tab, '#plans')).toBe(plans);
  await shows(tab, '#estimate', /An estimate needs the API/);
  expect(await tab.evaluate(() => document.querySelector<HTMLButtonElement>('#check-out')?.disabled)).toBe(
    true,
  );

  await control('PUT', 'faults', { mode: 'none' });
  await shows(tab, '#freshness', /From the API/);
  await shows(tab, line('recurring'), /\$279\.00/);
});
