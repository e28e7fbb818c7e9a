// The field for a promotion code: taken when it is applied, and told of a refusal where it was typed.
import type { StiggError } from 'stigg-offline';
import { byId, element } from '../element.js';
import { explanation } from '../explanation.js';

export class PromotionField {
  readonly #changed: () => void;
  readonly #input = element('input');
  readonly #apply = element('button', '', 'Apply');
  readonly #note = element('p', 'hint');
  #code: string | null = null;

  constructor(form: HTMLFormElement, changed: () => void) {
    this.#changed = changed;
    this.#input.id = 'promotion-code';
    this.#input.type = 'text';
    this.#input.autocomplete = 'off';
    this.#input.spellcheck = false;
    this.#input.maxLength = 40;
    this.#apply.type = 'submit';
    this.#note.id = 'promotion-note';
    this.#note.role = 'status';
    this.#input.setAttribute('aria-describedby', this.#note.id);
    const label = element('label', '', 'Promotion code');
    label.htmlFor = this.#input.id;
    byId('promotion', HTMLDivElement).append(
      label,
      element('div', 'with-button', this.#input, this.#apply),
      this.#note,
    );
    this.#input.addEventListener('input', () => this.#show());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#take(this.#isApplied ? null : this.#input.value.trim() || null);
    });
  }

  /** What the order is to be made with. */
  get code(): string | null {
    return this.#code;
  }

  clear(): void {
    this.#code = null;
    this.#input.value = '';
    this.#note.replaceChildren();
    this.#show();
  }

  /** The API does not take it: the order goes on without. */
  refuse(error: StiggError): void {
    this.#code = null;
    this.#input.ariaInvalid = 'true';
    this.#note.className = 'refusal';
    this.#note.replaceChildren(explanation(error));
    this.#apply.textContent = 'Apply';
  }

  /** The API has taken it. */
  accept(): void {
    this.#note.className = 'hint';
    this.#note.replaceChildren(`${this.#code} is applied.`);
  }

  get #isApplied(): boolean {
    return this.#code !== null && this.#code === this.#input.value.trim();
  }

  #take(code: string | null): void {
    if (code === this.#code && code === null && !this.#input.value) return;
    this.#code = code;
    if (code === null) this.#input.value = '';
    this.#note.replaceChildren();
    this.#show();
    this.#changed();
  }

  #show(): void {
    this.#input.ariaInvalid = null;
    if (this.#note.className === 'refusal') this.#note.replaceChildren();
    this.#apply.textContent = this.#isApplied ? 'Remove' : 'Apply';
  }
}
