import { button, element } from './element.js';

/** Grants a feature by its id, also one that nobody has heard of. */
export class FeatureField {
  readonly #input = element('input', {
    type: 'text',
    placeholder: 'feature-id',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
  });
  readonly #grant: (featureId: string) => void;
  readonly line: HTMLElement;

  /** @param grant told the id, without the space around it */
  constructor(grant: (featureId: string) => void) {
    this.#grant = grant;
    // No form: sandboxed frames may have to do without.
    this.#input.addEventListener('keydown', ({ key, isComposing }) => {
      if (key === 'Enter' && !isComposing) this.#enter();
    });
    this.line = element(
      'div',
      { class: 'field' },
      element('label', {}, 'Another feature', this.#input),
      button('Grant', () => this.#enter(), { 'aria-label': 'Grant this feature' }),
    );
  }

  #enter(): void {
    const featureId = this.#input.value.trim();
    if (featureId) this.#grant(featureId);
    this.#input.value = '';
    // The next one can be typed; that there is one more is said by the status line.
    this.#input.focus();
  }
}
