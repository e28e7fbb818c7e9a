import type { QuestionKind } from '../core/answer.js';
import { button, element, setText } from './element.js';
import type { Feature, Told } from './feature.js';
import type { Override, Overrides } from './overrides.js';

/** Which numbers can be set, by the feature's kind. */
const AMOUNTS: Readonly<Record<QuestionKind, readonly ('usage' | 'limit')[]>> = {
  boolean: [],
  enum: [],
  numeric: ['limit'],
  metered: ['usage', 'limit'],
};

/** One feature: what is answered, and the controls of its override. */
export class FeatureRow {
  readonly kind: QuestionKind;
  readonly #id: string;
  readonly #overrides: Overrides;
  readonly #answers = element('div', { class: 'answers' });
  readonly #access: HTMLSelectElement;
  readonly #amounts: readonly { readonly name: 'usage' | 'limit'; readonly input: HTMLInputElement }[];
  readonly #remove: HTMLButtonElement;
  readonly item: HTMLLIElement;

  constructor({ id, name, kind }: Feature, overrides: Overrides) {
    this.kind = kind;
    this.#id = id;
    this.#overrides = overrides;
    const options = [
      ['', 'As it is'],
      ['granted', 'Grant'],
      ['denied', 'Deny'],
    ].map(([value = '', text = '']) => element('option', { value }, text));
    this.#access = element('select', { 'aria-label': `Access to ${name}` }, ...options);
    this.#amounts = AMOUNTS[kind].map((amount) => {
      const label = kind === 'numeric' ? 'value' : amount;
      return {
        name: amount,
        input: element('input', {
          type: 'number',
          min: '0',
          inputmode: 'decimal',
          placeholder: label,
          'aria-label': `${label} of ${name}`,
        }),
      };
    });
    for (const control of [this.#access, ...this.#amounts.map(({ input }) => input)]) {
      control.addEventListener('change', () => this.#set());
    }
    this.#remove = button(
      'Remove',
      () => {
        overrides.set(id, {});
        // The button is gone, and whoever has used it is not to start anew.
        this.#access.focus();
      },
      { class: 'plain', 'aria-label': `Remove the override of ${name}` },
    );
    const controls = [this.#access, ...this.#amounts.map(({ input }) => input), this.#remove];
    const names = element('div', { class: 'name' }, element('b', {}, name));
    if (id !== name) names.append(element('code', {}, id));
    this.item = element('li', {}, names, this.#answers, element('div', { class: 'controls' }, ...controls));
  }

  /** @param told the customer's own answer first, then the resource's, if there is one */
  render(told: readonly Told[]): void {
    const override = this.#overrides.of(this.#id) ?? {};
    const isOverridden = Object.keys(override).length > 0;
    this.item.toggleAttribute('data-override', isOverridden);
    this.#remove.hidden = !isOverridden;
    while (this.#answers.children.length > told.length) this.#answers.lastElementChild?.remove();
    told.forEach(({ granted, text, reason }, at) => {
      const line =
        this.#answers.children[at] ??
        this.#answers.appendChild(element('p', {}, element('b'), element('span')));
      line.toggleAttribute('data-denied', !granted);
      const [answer, why] = line.children;
      if (answer) setText(answer, at === 0 ? text : `resource: ${text}`);
      if (why) setText(why, reason);
    });
    if (this.#access.value !== (override.access ?? '')) this.#access.value = override.access ?? '';
    for (const { name, input } of this.#amounts) {
      const value = String(override[name] ?? '');
      // What somebody is typing is theirs until they have done so.
      if (input.value !== value && !input.matches(':focus')) input.value = value;
    }
  }

  #set(): void {
    const access = this.#access.value;
    const amounts = this.#amounts.flatMap(({ name, input: { value } }) => {
      const number = Number(value);
      return value !== '' && number >= 0 ? [[name, number] as const] : [];
    });
    const override: Override = {
      ...((access === 'granted' || access === 'denied') && { access }),
      ...Object.fromEntries(amounts),
    };
    this.#overrides.set(this.#id, override);
  }
}
