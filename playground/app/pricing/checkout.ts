// The checkout: what the API knows of it, a payment that is none, and the subscription.
import { type CheckoutState, type StiggClient, StiggError } from 'stigg-offline';
import type { Address } from '../address.js';
import { byId, element, onClick, setText } from '../element.js';
import { explanation } from '../explanation.js';
import { formatMoney, perPeriod } from '../money.js';
import { linkTo } from '../navigation.js';
import type { Choice } from './choice.js';
import type { Estimate } from './estimate.js';
import { orderOf } from './subscribing.js';

interface Order {
  readonly choice: Choice;
  readonly estimate: Estimate;
}

export class Checkout {
  readonly #client: StiggClient;
  readonly #address: () => Address;
  readonly #dialog = byId('payment', HTMLDialogElement);
  readonly #title = byId('payment-title', HTMLHeadingElement);
  readonly #facts = byId('payment-facts', HTMLDListElement);
  readonly #error = byId('payment-error', HTMLParagraphElement);
  readonly #note = byId('check-out-note', HTMLParagraphElement);
  readonly #pay: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  #order: Order | null = null;

  constructor(client: StiggClient, address: () => Address) {
    this.#client = client;
    this.#address = address;
    this.#pay = onClick('pay', () => void this.#subscribe());
    this.#cancel = onClick('cancel-payment', () => this.#leave({ checkoutCompleted: 'false' }));
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (!this.#cancel.disabled) this.#leave({ checkoutCompleted: 'false' });
    });
  }

  async open(choice: Choice, estimate: Estimate): Promise<void> {
    setText(this.#note, 'Preparing the checkout…');
    const { plan, resourceId, market } = choice;
    try {
      const state = await this.#client.getCheckoutState({
        planId: plan.id,
        ...(resourceId !== null && { resourceId }),
        ...(market.country !== null && { billingCountryCode: market.country }),
      });
      setText(this.#note, '');
      this.#order = { choice, estimate };
      this.#fill(state, this.#order);
      this.#dialog.showModal();
    } catch (error) {
      if (!(error instanceof StiggError)) throw error;
      this.#note.replaceChildren(explanation(error));
    }
  }

  #fill({ plan, customer, billingIntegration }: CheckoutState, { choice, estimate }: Order): void {
    const { now, later } = estimate;
    const due = formatMoney(now.total);
    const card = customer.paymentMethodDetails?.last4Digits;
    setText(this.#title, `Subscribe to ${plan.displayName}`);
    setText(this.#pay, now.total.amount > 0 ? `Pay ${due}` : 'Confirm');
    this.#error.hidden = true;
    this.#facts.replaceChildren(
      fact('For', customer.name ?? customer.id),
      fact('Due now', due),
      ...(later ? [fact('Then', `${formatMoney(later.total)} ${perPeriod(choice.billingPeriod)}`)] : []),
      fact('Paid with', card ? `Card •••• ${card}` : 'No card yet: confirmed after a moment'),
      fact('Through', titleCase(billingIntegration.billingIdentifier)),
    );
  }

  async #subscribe(): Promise<void> {
    if (!this.#order) return;
    const { choice } = this.#order;
    this.#busy(true);
    this.#error.hidden = true;
    try {
      const { subscription } = await this.#client.applySubscription(orderOf(choice));
      if (subscription) {
        const { id, resourceId } = subscription;
        this.#leave({ checkoutCompleted: 'true', subscriptionId: id, ...(resourceId && { resourceId }) });
      } else {
        location.assign(linkTo('/portal.html', this.#address()));
      }
    } catch (error) {
      this.#busy(false);
      if (!(error instanceof StiggError)) throw error;
      const isDoubtful = ['NETWORK', 'TIMEOUT', 'ENGINE_LOST'].includes(error.code);
      const lead = isDoubtful ? 'Whether you are subscribed is not known: look at your account first. ' : '';
      this.#error.replaceChildren(explanation(error, lead));
      this.#error.hidden = false;
    }
  }

  #busy(busy: boolean): void {
    this.#pay.disabled = busy;
    this.#cancel.disabled = busy;
    this.#dialog.ariaBusy = String(busy);
  }

  #leave(outcome: Readonly<Record<string, string>>): void {
    location.assign(linkTo('/success.html', this.#address(), outcome));
  }
}

function fact(name: string, value: string): HTMLElement {
  return element('div', '', element('dt', '', name), element('dd', '', value));
}

function titleCase(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase();
}
