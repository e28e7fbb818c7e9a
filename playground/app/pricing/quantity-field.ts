// How many units of what a plan sells by the unit, beside what they cost.
import type { Price } from 'stigg-offline';
import { element } from '../element.js';
import { Stepper } from '../stepper.js';
import { unitsOf } from './headline.js';
import { tierRows, tierRule } from './tiers.js';

export class QuantityField {
  readonly element: HTMLElement;
  readonly featureId: string;
  readonly #price: Price;
  readonly #stepper: Stepper;
  readonly #tiers = element('ul', 'tiers');

  constructor(price: Price, value: number, changed: () => void) {
    this.#price = price;
    this.featureId = price.feature?.featureId ?? '';
    const id = `quantity-${this.featureId}`;
    const least = price.minUnitQuantity ?? 1;
    this.#stepper = new Stepper({
      id,
      unit: unitsOf(price, 1),
      least,
      most: price.maxUnitQuantity,
      value: Math.max(least, value),
      changed: () => {
        this.#show();
        changed();
      },
    });
    const label = element('label', '', price.feature?.displayName ?? 'Quantity');
    label.htmlFor = id;
    this.element = element('div', 'quantity', label, this.#stepper.element);
    if (price.tiers?.length) {
      this.element.append(this.#tiers, element('p', 'hint', tierRule(price)));
    }
    this.#show();
  }

  get value(): number {
    return this.#stepper.value;
  }

  #show(): void {
    this.#tiers.replaceChildren(
      ...tierRows(this.#price, this.value).map(({ range, price, holds }) => {
        const row = element(
          'li',
          holds ? 'holds' : '',
          element('span', '', range),
          element('span', '', price),
        );
        row.ariaCurrent = holds ? 'true' : null;
        return row;
      }),
    );
  }
}

/** What is charged by use: only known afterwards. */
export function usageNote(price: Price): HTMLElement {
  const name = price.feature?.displayName ?? 'Use';
  return element(
    'div',
    'quantity',
    element('p', 'quantity-title', `${name}, charged by use`),
    element(
      'ul',
      'tiers',
      ...tierRows(price, null).map(({ range, price: words }) =>
        element('li', '', element('span', '', range), element('span', '', words)),
      ),
    ),
  );
}
