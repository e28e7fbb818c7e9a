// The add-ons that go with a plan: one of a kind to be ticked, others counted.
import type { Addon, Plan } from 'stigg-offline';
import { element } from '../element.js';
import { formatPrice, perPeriod } from '../money.js';
import { Stepper } from '../stepper.js';

interface Row {
  readonly addon: Addon;
  readonly tick: HTMLInputElement;
  readonly count: Stepper | null;
}

export class AddonList {
  readonly element = element('fieldset', 'addons');
  readonly #rows: readonly Row[];
  readonly #changed: () => void;

  constructor(
    plan: Plan,
    billingPeriod: string | null,
    chosen: Readonly<Record<string, number>>,
    changed: () => void,
  ) {
    this.#changed = changed;
    const offered = plan.compatibleAddons.filter(
      ({ id, hiddenFromWidgets }) => id in chosen || !hiddenFromWidgets.includes('PAYWALL'),
    );
    this.#rows = offered.map((addon) => this.#row(addon, chosen[addon.id]));
    this.element.hidden = offered.length === 0;
    this.element.append(
      element('legend', '', 'Add-ons'),
      ...this.#rows.map((row) => line(row, billingPeriod, namesOf(row.addon, offered))),
    );
    this.#settle();
  }

  /** By id. */
  get chosen(): Readonly<Record<string, number>> {
    const ticked = this.#rows.filter(({ tick }) => tick.checked);
    return Object.fromEntries(ticked.map(({ addon, count }) => [addon.id, count?.value ?? 1]));
  }

  #row(addon: Addon, quantity: number | undefined): Row {
    const tick = element('input');
    tick.type = 'checkbox';
    tick.id = `tick-${addon.id}`;
    tick.checked = quantity !== undefined;
    tick.addEventListener('change', () => {
      this.#settle();
      this.#changed();
    });
    const count =
      addon.maxQuantity === 1
        ? null
        : new Stepper({
            id: `count-${addon.id}`,
            unit: addon.displayName,
            least: 1,
            most: addon.maxQuantity,
            value: quantity ?? 1,
            changed: this.#changed,
          });
    return { addon, tick, count };
  }

  /** What needs another add-on cannot be had without it. */
  #settle(): void {
    const ids = new Set(this.#rows.filter(({ tick }) => tick.checked).map(({ addon }) => addon.id));
    for (const { addon, tick, count } of this.#rows) {
      const lacks = addon.dependencies.some(({ id }) => !ids.has(id));
      tick.disabled = lacks;
      if (lacks && tick.checked) {
        tick.checked = false;
        ids.delete(addon.id);
      }
      if (count) count.element.hidden = !tick.checked;
    }
  }
}

function line({ addon, tick, count }: Row, billingPeriod: string | null, needed: string): HTMLElement {
  const label = element('label', 'addon-name', tick, element('span', '', addon.displayName));
  const price = addon.pricePoints.find((one) => one.billingPeriod === billingPeriod && one.amount !== null);
  const amount =
    price && price.amount !== null && price.currency !== null
      ? `${formatPrice({ amount: price.amount, currency: price.currency })} ${perPeriod(billingPeriod)}`
      : '';
  const said = [addon.description ?? '', needed && `Needs ${needed}.`].filter(Boolean).join('. ');
  const note = element('p', 'hint', said);
  note.id = `about-${addon.id}`;
  tick.setAttribute('aria-describedby', note.id);
  if (count) {
    const input = count.element.querySelector('input');
    if (input) input.ariaLabel = `How many of ${addon.displayName}`;
  }
  return element(
    'div',
    'addon',
    label,
    element('span', 'addon-price', amount),
    note,
    ...(count ? [count.element] : []),
  );
}

function namesOf({ dependencies }: Addon, offered: readonly Addon[]): string {
  return dependencies
    .map(({ id, displayName }) => offered.find((one) => one.id === id)?.displayName ?? displayName)
    .join(' and ');
}
