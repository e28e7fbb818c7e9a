// The order: how much of a plan, with which add-ons and code, and what the API says that it costs.
import type { Plan, StiggClient, Subscription } from 'stigg-offline';
import { byId, setText } from '../element.js';
import { isPromotionRefusal } from '../explanation.js';
import { AddonList } from './addon-list.js';
import { type Choice, firstAddons, firstQuantities, isPresent, unitPricesOf } from './choice.js';
import { type Estimate, estimate } from './estimate.js';
import { EstimateView } from './estimate-view.js';
import { type EstimateState, Estimator } from './estimator.js';
import type { Market } from './market.js';
import { PromotionField } from './promotion-field.js';
import { QuantityField, usageNote } from './quantity-field.js';

/** What is ordered apart from what the form says. */
export interface OrderFrame {
  readonly plan: Plan;
  readonly billingPeriod: string;
  readonly market: Market;
  readonly customerId: string;
  readonly resourceId: string | null;
  readonly present: Subscription | null;
  /** In words; empty where there is none. */
  readonly trial: string;
}

export class OrderPanel {
  readonly #section = byId('order', HTMLElement);
  readonly #title = byId('order-title', HTMLHeadingElement);
  readonly #fields = byId('order-fields', HTMLDivElement);
  readonly #button = byId('check-out', HTMLButtonElement);
  readonly #note = byId('check-out-note', HTMLParagraphElement);
  readonly #view = new EstimateView();
  readonly #promotion: PromotionField;
  readonly #estimator: Estimator;
  #frame: OrderFrame | null = null;
  #quantities: readonly QuantityField[] = [];
  #addons: AddonList | null = null;
  #estimated: { readonly choice: Choice; readonly estimate: Estimate } | null = null;

  /** @param checkOut what the button does, with the choice that the estimate is of */
  constructor(client: StiggClient, checkOut: (choice: Choice, estimate: Estimate) => void) {
    this.#promotion = new PromotionField(byId('order-form', HTMLFormElement), () => this.estimate());
    this.#estimator = new Estimator(
      (choice, signal) => estimate(client, choice, signal),
      (choice, state) => this.#told(choice, state),
    );
    this.#button.addEventListener('click', () => {
      if (this.#estimated) checkOut(this.#estimated.choice, this.#estimated.estimate);
    });
  }

  get planId(): string | null {
    return this.#frame?.plan.id ?? null;
  }

  /** @param frame `null` for no order; what is in the form stays as far as it fits */
  show(frame: OrderFrame | null): void {
    const before = this.#frame;
    if (frame && before && JSON.stringify(frame) === JSON.stringify(before)) return;
    this.#frame = frame;
    this.#section.hidden = frame === null;
    if (!frame) {
      this.#estimator.giveUp();
      this.#promotion.clear();
      this.#view.clear();
      return;
    }
    const goesOn =
      before?.plan.id === frame.plan.id &&
      before.customerId === frame.customerId &&
      before.resourceId === frame.resourceId &&
      before.present?.id === frame.present?.id;
    const typed = goesOn ? this.#choice : null;
    this.#build(frame, typed);
    if (before?.customerId !== frame.customerId) this.#promotion.clear();
    this.estimate();
  }

  /** Asks again, as the API may be there again. */
  estimate(): void {
    const choice = this.#choice;
    if (choice) this.#estimator.ask(choice);
  }

  /** Whether there is no estimate of what the form says. */
  get isLacking(): boolean {
    return this.#frame !== null && this.#estimated === null;
  }

  focus(): void {
    this.#title.focus({ preventScroll: true });
    this.#section.scrollIntoView({ behavior: scrollBehavior(), block: 'nearest' });
  }

  #build({ plan, billingPeriod, present }: OrderFrame, typed: Choice | null): void {
    const changed = () => this.estimate();
    const first = firstQuantities(plan, billingPeriod, present);
    setText(this.#title, present?.plan.id === plan.id ? `Your ${plan.displayName} plan` : plan.displayName);
    this.#quantities = unitPricesOf(plan, billingPeriod).map((price) => {
      const featureId = price.feature?.featureId ?? '';
      return new QuantityField(price, typed?.quantities[featureId] ?? first[featureId] ?? 1, changed);
    });
    const addons = typed?.addons ?? firstAddons(plan, present);
    this.#addons = new AddonList(plan, billingPeriod, addons, changed);
    const used = plan.pricePoints.filter(
      (price) => price.pricingModel === 'USAGE_BASED' && price.billingPeriod === billingPeriod,
    );
    this.#fields.replaceChildren(
      ...this.#quantities.map((field) => field.element),
      ...used.map(usageNote),
      this.#addons.element,
    );
    byId('promotion', HTMLDivElement).hidden = plan.pricingType !== 'PAID';
  }

  get #choice(): Choice | null {
    if (!this.#frame) return null;
    const { plan, billingPeriod, market, resourceId, present } = this.#frame;
    const isPaid = plan.pricingType === 'PAID';
    return {
      plan,
      billingPeriod: isPaid ? billingPeriod : null,
      market,
      resourceId,
      present,
      quantities: Object.fromEntries(this.#quantities.map(({ featureId, value }) => [featureId, value])),
      addons: this.#addons?.chosen ?? {},
      promotionCode: isPaid ? this.#promotion.code : null,
    };
  }

  #told(choice: Choice, state: EstimateState): void {
    if (state.phase === 'failed' && choice.promotionCode !== null && isPromotionRefusal(state.error)) {
      this.#promotion.refuse(state.error);
      this.estimate();
      return;
    }
    if (state.phase === 'known' && choice.promotionCode !== null) this.#promotion.accept();
    this.#estimated = state.phase === 'known' ? { choice, estimate: state.estimate } : null;
    this.#view.show(choice, state, this.#frame?.trial ?? '');
    this.#button.disabled = state.phase !== 'known' || isPresent(choice);
    const unchanged = state.phase === 'known' && isPresent(choice);
    setText(this.#note, unchanged ? 'This is what you have now. Change something to go on.' : '');
  }
}

function scrollBehavior(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}
