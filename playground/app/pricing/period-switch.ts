// Monthly or annual.
import { byId, element } from '../element.js';
import { PERIODS } from '../money.js';

export class PeriodSwitch {
  readonly #root = byId('periods', HTMLFieldSetElement);
  readonly #changed: () => void;
  #offered = '';
  #period: string | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** `null`: nothing is sold by the period. */
  get period(): string | null {
    return this.#period;
  }

  /** @param saving out of 100, of the annual period */
  show(offered: readonly string[], saving: number, preferred: string | null): void {
    if (this.#period === null || !offered.includes(this.#period)) {
      this.#period = offered.find((one) => one === preferred) ?? offered[0] ?? null;
    }
    this.#root.hidden = offered.length < 2;
    const now = `${offered.join()} ${saving}`;
    if (now === this.#offered) return;
    this.#offered = now;
    this.#root.replaceChildren(
      element('legend', 'unseen', 'Billing period'),
      ...offered.map((period) => this.#choice(period, period === 'ANNUALLY' ? saving : 0)),
    );
  }

  forget(): void {
    this.#period = null;
    this.#offered = '';
  }

  #choice(period: string, saving: number): HTMLElement {
    const input = element('input');
    input.type = 'radio';
    input.name = 'period';
    input.value = period;
    input.checked = period === this.#period;
    input.addEventListener('change', () => {
      this.#period = period;
      this.#changed();
    });
    const text = PERIODS[period]?.adverb ?? period;
    return element(
      'label',
      'segment',
      input,
      element('span', '', text, ...(saving > 0 ? [element('small', '', `up to −${saving} %`)] : [])),
    );
  }
}
