import type { CustomerPortal, Subscription } from 'stigg-offline';
import { openBench } from '../bench.js';
import { byId, element, setText } from '../element.js';
import { FreshnessBanner } from '../freshness-banner.js';
import { onOccasion } from '../occasions.js';
import { Reading } from '../reading.js';
import { showBilling } from './billing-card.js';
import { featureLine } from './feature-line.js';
import { HistoryPanel } from './history-panel.js';
import { showInvoices } from './invoice-list.js';
import { promotionLine } from './promotion-line.js';
import { subscriptionCard } from './subscription-card.js';
import { isMetered, usageMeter } from './usage-meter.js';

const bench = await openBench(begin);
const { client } = bench;
const root = byId('portal', HTMLDivElement);
/** What the page was made from: it is left alone while nothing of it changes. */
let shown = '';
/** Whose it was. */
let owner = '';

const history = new HistoryPanel(client);
const reading = new Reading<CustomerPortal>(
  (signal) => client.getCustomerPortal({ ...whose(), signal }),
  render,
);
const subscriptions = new Reading<readonly Subscription[]>(
  (signal) => client.getActiveSubscriptions({ ...whose(), signal }),
  () => showInvoices(subscriptions.value),
);
const banner = new FreshnessBanner(client, reading);

onOccasion(
  client,
  () => reading.error !== null || !isFromNetwork(),
  () => {
    if (bench.address.signedOut) return;
    reading.refresh();
    subscriptions.refresh();
  },
);
begin();

function begin(): void {
  shown = '';
  root.hidden = true;
  if (bench.address.signedOut) {
    reading.forget();
    subscriptions.forget();
    history.forget();
    return;
  }
  reading.restart();
  subscriptions.restart();
}

function whose() {
  const { resourceId } = bench.address;
  return resourceId === null ? {} : { resourceId };
}

function render(): void {
  const { customerId, resourceId, signedOut } = bench.address;
  const name = bench.catalogue.customerName(customerId);
  banner.show();
  setText(byId('title', HTMLHeadingElement), signedOut ? 'Your account' : (resourceId ?? name));
  const lead =
    resourceId === null ? 'What you have, what you use, and what it costs.' : `A resource of ${name}.`;
  setText(byId('lead', HTMLParagraphElement), signedOut ? 'Nobody is signed in.' : lead);
  const portal = reading.value;
  const upgrade = byId('upgrade', HTMLAnchorElement);
  upgrade.hidden = !signedOut && !portal?.canUpgradeSubscription;
  setText(upgrade, signedOut ? 'See the plans' : 'Change plan');
  root.ariaBusy = String(reading.busy);
  root.hidden = portal === null;
  if (portal) place(portal);
}

function place(portal: CustomerPortal): void {
  const { customerId, resourceId } = bench.address;
  const now = JSON.stringify([portal, isFromNetwork()]);
  if (now === shown) return;
  shown = now;
  const visible = portal.entitlements.filter(
    ({ feature, hiddenFromWidgets }) => feature && !hiddenFromWidgets?.includes('CUSTOMER_PORTAL'),
  );
  const metered = visible.filter(isMetered);
  fill('subscriptions', portal.subscriptions.map(subscriptionCard), 'There is no subscription.');
  fill('usage', metered.map(usageMeter), 'Nothing is metered in this plan.');
  fill(
    'features',
    visible.filter((one) => !isMetered(one)).map(featureLine),
    'Nothing beside what is metered.',
  );
  fill('promotions', portal.promotionalEntitlements.map(promotionLine), '');
  byId('promotions-panel', HTMLElement).hidden = portal.promotionalEntitlements.length === 0;
  showBilling(portal, !isFromNetwork());
  const isNew = owner !== JSON.stringify([customerId, resourceId]);
  owner = JSON.stringify([customerId, resourceId]);
  history.show(visible, resourceId, isNew);
}

function fill(id: string, rows: readonly Node[], none: string): void {
  const parent = byId(id, HTMLElement);
  const empty = element(parent instanceof HTMLUListElement ? 'li' : 'p', 'hint', none);
  parent.replaceChildren(...(rows.length > 0 ? rows : [empty]));
}

function isFromNetwork(): boolean {
  return reading.value !== null && client.freshnessOf(reading.value).source === 'network';
}
