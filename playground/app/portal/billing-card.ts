// Who pays, and with what.
import type { CustomerPortal } from 'stigg-offline';
import { byId, element } from '../element.js';

/** @param isStored whether the answer came from the device, which keeps no door to the billing portal */
export function showBilling(
  { billingInformation, billingPortalUrl }: CustomerPortal,
  isStored: boolean,
): void {
  const { name, email } = billingInformation;
  byId('billing', HTMLDListElement).replaceChildren(
    fact('Name', name || 'Not given'),
    fact('E-mail', email || 'Not given'),
    fact('Paid with', cardWords(billingInformation)),
  );
  byId('billing-door', HTMLParagraphElement).replaceChildren(door(billingPortalUrl, isStored));
}

function door(url: string | null, isStored: boolean): HTMLElement {
  if (!url) {
    return element(
      'span',
      'hint',
      isStored
        ? 'The link to the billing portal is not kept on this device. It is here again once the API answers.'
        : 'There is no billing portal for this customer.',
    );
  }
  const link = element('a', 'button', 'Open the billing portal');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

function cardWords({
  defaultPaymentMethodType: type,
  defaultPaymentMethodLast4Digits: digits,
  defaultPaymentExpirationMonth: month,
  defaultPaymentExpirationYear: year,
}: CustomerPortal['billingInformation']): string {
  if (!digits) return 'No payment method yet';
  const kind = type === 'BANK' ? 'Bank account' : 'Card';
  const expiry = month && year ? `, until ${String(month).padStart(2, '0')}/${year}` : '';
  return `${kind} •••• ${digits}${expiry}`;
}

function fact(name: string, value: string): HTMLElement {
  return element('div', '', element('dt', '', name), element('dd', '', value));
}
