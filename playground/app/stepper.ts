// A quantity with a button on each side.
import { element } from './element.js';

export interface StepperOptions {
  readonly id: string;
  /** Of what, as in `One seat more`. */
  readonly unit: string;
  readonly least: number;
  readonly most: number | null;
  readonly value: number;
  readonly changed: (value: number) => void;
}

export class Stepper {
  readonly element: HTMLElement;
  readonly #input = element('input');
  readonly #less: HTMLButtonElement;
  readonly #more: HTMLButtonElement;
  readonly #options: StepperOptions;
  #value: number;

  constructor(options: StepperOptions) {
    const { id, unit, least, most, value } = options;
    this.#options = options;
    this.#value = value;
    this.#input.id = id;
    this.#input.type = 'number';
    this.#input.inputMode = 'numeric';
    this.#input.min = String(least);
    if (most !== null) this.#input.max = String(most);
    this.#input.step = '1';
    this.#less = this.#button('−', `One ${unit} less`, -1);
    this.#more = this.#button('+', `One ${unit} more`, 1);
    this.#input.addEventListener('input', () => {
      if (this.#input.validity.valid && this.#input.value !== '') this.#take(this.#input.valueAsNumber);
    });
    // What cannot be bought gives way to what could be.
    this.#input.addEventListener('change', () => this.#show());
    this.element = element('div', 'stepper', this.#less, this.#input, this.#more);
    this.#show();
  }

  get value(): number {
    return this.#value;
  }

  #button(sign: string, name: string, step: number): HTMLButtonElement {
    const made = element('button', '', sign);
    made.type = 'button';
    made.ariaLabel = name;
    made.addEventListener('click', () => {
      if (made.ariaDisabled === 'true') return;
      this.#take(this.#value + step);
      this.#show();
    });
    return made;
  }

  #take(value: number): void {
    if (value === this.#value) return;
    this.#value = value;
    this.#ends();
    this.#options.changed(value);
  }

  #show(): void {
    this.#input.value = String(this.#value);
    this.#ends();
  }

  /** Not disabled: a button that goes dead under the finger would take the focus with it. */
  #ends(): void {
    const { least, most } = this.#options;
    this.#less.ariaDisabled = String(this.#value <= least);
    this.#more.ariaDisabled = String(most !== null && this.#value >= most);
  }
}
