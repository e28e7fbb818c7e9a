import type { Paywall, Plan, Subscription } from 'stigg-offline';
import { type Bench, openBench } from '../bench.js';
import { byId, element, setOptions, setText } from '../element.js';
import { FreshnessBanner } from '../freshness-banner.js';
import { onOccasion } from '../occasions.js';
import { Reading } from '../reading.js';
import { Checkout } from './checkout.js';
import { periodOf } from './choice.js';
import { billingPeriodsOf, headlineOf, savingOf } from './headline.js';
import { COUNTRIES, EVERYWHERE, isOffered, type Market } from './market.js';
import { OrderPanel } from './order-panel.js';
import { PeriodSwitch } from './period-switch.js';
import { planCard } from './plan-card.js';
import { trialOf } from './trial.js';

const bench = await openBench(begin);
const { client } = bench;
const plans = byId('plans', HTMLDivElement);
const marketSelect = byId('market', HTMLSelectElement);
let market: Market = EVERYWHERE;
let chosen: string | null = null;
/** What the cards were made from: they are left alone while nothing of it changes. */
let shown = '';
/** Whose markets were looked for. */
let probed = '';
/** Whose own market was taken. */
let settled = '';

const reading = new Reading<Paywall>(
  (signal) => client.getPaywall({ ...question(bench, market), signal }),
  render,
);
const banner = new FreshnessBanner(client, reading);
const checkout = new Checkout(client, () => bench.address);
const order = new OrderPanel(client, (choice, estimate) => void checkout.open(choice, estimate));
const periods = new PeriodSwitch(render);

marketSelect.addEventListener('change', () => {
  market = COUNTRIES.find(({ country }) => country === marketSelect.value) ?? EVERYWHERE;
  reading.restart();
});
onOccasion(
  client,
  () => order.isLacking || reading.error !== null || !isFromNetwork(),
  () => reading.refresh(),
);
reading.restart();

/** Somebody else, or another resource: what was chosen was not theirs. */
function begin(): void {
  market = EVERYWHERE;
  chosen = null;
  shown = '';
  probed = '';
  settled = '';
  periods.forget();
  byId('market-choice', HTMLDivElement).hidden = true;
  plans.replaceChildren();
  order.show(null);
  reading.restart();
}

function question({ address }: Bench, { country }: Market) {
  const { resourceId, signedOut } = address;
  return {
    ...(resourceId !== null && !signedOut && { resourceId }),
    ...(country !== null && { billingCountryCode: country }),
  };
}

function render(): void {
  banner.show();
  const paywall = reading.value;
  plans.ariaBusy = String(reading.busy && !paywall);
  if (!paywall) {
    shown = '';
    // While other prices are on their way, those that are there stay.
    if (reading.busy) return;
    plans.replaceChildren();
    order.show(null);
    return;
  }
  const present = presentOf(paywall);
  void probe(paywall);
  const home = COUNTRIES.find(({ country }) => country === present?.price?.billingCountryCode);
  if (home && settled !== whose()) {
    // Prices in the currency that the customer pays in.
    settled = whose();
    market = home;
    reading.restart();
    return;
  }
  settled = whose();
  periods.show(
    billingPeriodsOf(paywall),
    Math.max(0, ...paywall.plans.map((plan) => savingOf(paywall, plan, 'ANNUALLY'))),
    present && periodOf(present),
  );
  title(paywall, present);
  // Who has a plan that is paid for begins with it.
  chosen ??= present?.pricingType === 'PAID' ? present.plan.id : null;
  const plan = paywall.plans.find(({ id }) => id === chosen) ?? null;
  place(paywall, plan, present);
  placeOrder(paywall, plan, present);
}

function title(paywall: Paywall, present: Subscription | null): void {
  const { customerId, resourceId, signedOut } = bench.address;
  const [first] = paywall.plans;
  const product = first?.product.displayName ?? 'the product';
  setText(byId('title', HTMLHeadingElement), `Plans for ${product}`);
  const name = resourceId ?? bench.catalogue.customerName(customerId);
  const none = paywall.customer ? `${name} has no plan yet.` : '';
  const words = present ? `${name} is on ${present.plan.displayName}.` : none;
  setText(
    byId('lead', HTMLParagraphElement),
    signedOut ? 'Nobody is signed in: these are the public prices.' : words,
  );
}

function place(paywall: Paywall, plan: Plan | null, present: Subscription | null): void {
  const period = periods.period ?? '';
  const { signedOut } = bench.address;
  const now = JSON.stringify([paywall, period, plan?.id, signedOut]);
  if (now === shown) return;
  shown = now;
  const focused = document.activeElement?.closest<HTMLElement>('[data-plan-id]')?.dataset.planId;
  const cards = paywall.plans.map((one) =>
    planCard({
      plan: one,
      headline: headlineOf(paywall, one, period),
      isPresent: one.id === present?.plan.id,
      isChosen: one === plan,
      isSignedIn: !signedOut,
      trial: trialOf(paywall, one, present),
      choose: () => (signedOut ? bench.signIn() : choose(one.id)),
    }),
  );
  plans.replaceChildren(
    ...(cards.length > 0 ? cards : [element('p', 'empty', 'There are no plans to show.')]),
  );
  const card = cards.find(({ dataset }) => dataset.planId === focused);
  card?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
}

function placeOrder(paywall: Paywall, plan: Plan | null, present: Subscription | null): void {
  const { customerId, resourceId, signedOut } = bench.address;
  const canOrder = plan && plan.pricingType !== 'CUSTOM' && !signedOut;
  const wasLacking = order.isLacking;
  order.show(
    canOrder
      ? {
          plan,
          billingPeriod: periods.period ?? '',
          market,
          customerId,
          resourceId,
          present,
          trial: trialOf(paywall, plan, present),
        }
      : null,
  );
  // The prices came from the API, so an estimate can be had again, too.
  if (wasLacking && !reading.busy && isFromNetwork() && order.isLacking) order.estimate();
}

function choose(planId: string): void {
  chosen = planId;
  render();
  order.focus();
}

/** Looks whether other countries have other prices. */
async function probe(paywall: Paywall): Promise<void> {
  const key = whose();
  if (market !== EVERYWHERE || probed === key) return;
  probed = key;
  const found = await Promise.all(
    COUNTRIES.map(async (one) => {
      const there = await client.getPaywall(question(bench, one)).catch(() => null);
      return there && isOffered(paywall, there) ? [{ one, currency: there.currency.code }] : [];
    }),
  );
  const offered = found.flat();
  if (probed !== key) return;
  // What the API could not say now, it may say later.
  if (offered.length === 0 && !isFromNetwork()) probed = '';
  byId('market-choice', HTMLDivElement).hidden = offered.length === 0;
  setOptions(
    marketSelect,
    [
      { value: '', text: paywall.currency.code },
      ...offered.map(({ one, currency }) => ({
        value: one.country ?? '',
        text: `${currency} · ${one.name}`,
      })),
    ],
    market.country ?? '',
  );
}

function whose(): string {
  const { customerId, resourceId, signedOut } = bench.address;
  return JSON.stringify([customerId, resourceId, signedOut]);
}

function presentOf({ activeSubscriptions }: Paywall): Subscription | null {
  return activeSubscriptions?.[0] ?? null;
}

function isFromNetwork(): boolean {
  return reading.value !== null && client.freshnessOf(reading.value).source === 'network';
}
