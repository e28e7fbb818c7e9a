// The estimate as lines of a bill.
import type { Discount, TaxDetails } from 'stigg-offline';
import { byId, element, setText } from '../element.js';
import { explanation } from '../explanation.js';
import { formatMoney, formatPrice, perPeriod } from '../money.js';
import { formatDate } from '../words.js';
import type { Choice } from './choice.js';
import type { Bill, Estimate } from './estimate.js';
import type { EstimateState } from './estimator.js';

interface Line {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  readonly className?: string;
  /** For tests and scripts. */
  readonly key: string;
}

export class EstimateView {
  readonly #body = byId('estimate-body', HTMLDivElement);
  /** Said aloud, in one sentence. */
  readonly #told = byId('estimate-told', HTMLParagraphElement);

  /** @param trial how long it is, in words; empty without one */
  show(choice: Choice, state: EstimateState, trial: string): void {
    this.#body.ariaBusy = String(state.phase === 'asking');
    if (state.phase === 'asking') {
      if (!this.#body.hasChildNodes()) this.#body.append(element('p', 'hint', 'Asking the API…'));
      return;
    }
    if (state.phase === 'failed') {
      const isReach = state.error.code === 'NETWORK' || state.error.code === 'TIMEOUT';
      const why = explanation(state.error);
      setText(this.#told, `No estimate: ${why.textContent}`);
      const advice = isReach ? 'An estimate needs the API: it is asked again when you change something.' : '';
      this.#body.replaceChildren(
        element('p', 'refusal', why),
        ...(advice ? [element('p', 'hint', advice)] : []),
      );
      return;
    }
    const { estimate } = state;
    this.#body.replaceChildren(
      list(nowLines(choice, estimate, trial)),
      ...(estimate.later ? [list(laterLines(choice, estimate, estimate.later))] : []),
    );
    setText(this.#told, sentence(choice, estimate));
  }

  clear(): void {
    this.#body.replaceChildren();
    setText(this.#told, '');
  }
}

function nowLines({ plan }: Choice, { now, proration, period }: Estimate, trial: string): readonly Line[] {
  const { subTotal, discount, discountDetails, tax, taxDetails, total } = now;
  const until = period.end ? ` until ${formatDate(period.end)}` : '';
  const prorated =
    proration?.hasProrations && period.end
      ? [
          { key: 'credit', name: 'What you have, not used', value: formatMoney(proration.credit) },
          { key: 'debit', name: `${plan.displayName}${until}`, value: formatMoney(proration.debit) },
        ]
      : [];
  return [
    ...(trial
      ? [{ key: 'trial', name: `Trial${until}`, value: trial, note: 'Nothing is charged before it ends' }]
      : []),
    ...prorated,
    { key: 'subtotal', name: 'Subtotal', value: formatMoney(subTotal) },
    ...(discount && discount.amount !== 0
      ? [
          {
            key: 'discount',
            name: 'Discount',
            value: formatMoney({ ...discount, amount: -discount.amount }),
            note: discountWords(discountDetails, discount.currency),
          },
        ]
      : []),
    ...taxLine(tax ?? { amount: 0, currency: total.currency }, taxDetails),
    {
      key: 'total',
      name: total.amount < 0 ? 'Credited to your next invoices' : 'Due now',
      value: formatMoney(total),
      className: 'sum',
    },
  ];
}

function taxLine(tax: Bill['total'], details: TaxDetails | null): readonly Line[] {
  if (!details) return [{ key: 'tax', name: 'Tax', value: formatMoney(tax) }];
  const note = `${details.percentage} %${details.inclusive ? ', in the price' : ''}`;
  return [{ key: 'tax', name: details.displayName, value: formatMoney(tax), note }];
}

function laterLines(
  { billingPeriod }: Choice,
  { period }: Estimate,
  { total, discountDetails }: Bill,
): readonly Line[] {
  const per = perPeriod(billingPeriod);
  const words = discountDetails ? discountWords(discountDetails, total.currency) : '';
  return [
    {
      key: 'recurring',
      name: period.end ? `From ${formatDate(period.end)}` : 'After that',
      value: `${formatMoney(total)} ${per}`.trim(),
      ...(words && { note: words }),
    },
  ];
}

function discountWords(discount: Discount | null, currency: string): string {
  if (!discount) return '';
  const { name, type, value, durationType, durationInMonths } = discount;
  const off = type === 'PERCENTAGE' ? `${value} %` : formatPrice({ amount: value, currency });
  const span =
    durationType === 'ONCE'
      ? 'once'
      : durationType === 'REPEATING' && durationInMonths
        ? `for ${durationInMonths} months`
        : 'each time';
  return [name, `${off} off ${span}`].filter(Boolean).join(': ');
}

function sentence({ billingPeriod }: Choice, { now, later }: Estimate): string {
  const due = `Due now: ${formatMoney(now.total)}.`;
  return later ? `${due} Then ${formatMoney(later.total)} ${perPeriod(billingPeriod)}.` : due;
}

function list(lines: readonly Line[]): HTMLElement {
  const made = element('dl', 'lines');
  for (const { key, name, value, note, className = '' } of lines) {
    const line = element(
      'div',
      className,
      element('dt', '', name, ...(note ? [element('span', 'line-note', note)] : [])),
      element('dd', '', value),
    );
    line.dataset.line = key;
    made.append(line);
  }
  return made;
}
