// The latest invoice of each subscription.
import type { Subscription } from 'stigg-offline';
import { byId, element } from '../element.js';
import { formatDate } from '../words.js';

const STATUSES: Readonly<Record<string, string>> = { OPEN: 'Open', PAID: 'Paid', CANCELED: 'Cancelled' };

export function showInvoices(subscriptions: readonly Subscription[] | null): void {
  const rows = (subscriptions ?? []).flatMap(({ latestInvoice, plan }) => {
    if (!latestInvoice) return [];
    const { billingId, status, createdAt, paymentUrl } = latestInvoice;
    const chip = element('span', 'chip', STATUSES[status] ?? status);
    chip.dataset.tone = status === 'PAID' ? 'good' : 'warn';
    return [
      element(
        'li',
        '',
        element('div', 'subscription-head', element('span', 'gift-name', billingId), chip),
        element('span', 'hint', `${plan.displayName}, ${formatDate(createdAt)}`),
        ...(status === 'OPEN' && paymentUrl ? [link(paymentUrl, 'Pay it')] : []),
      ),
    ];
  });
  byId('invoices', HTMLDivElement).replaceChildren(
    rows.length > 0
      ? element('ul', 'gifts', ...rows)
      : element(
          'p',
          'hint',
          subscriptions ? 'There is none yet.' : 'Not known while the API cannot be reached.',
        ),
  );
}

function link(href: string, text: string): HTMLAnchorElement {
  const made = element('a', '', text);
  made.href = href;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  return made;
}
