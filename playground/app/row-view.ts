import { element, setText } from './element.js';
import type { Row } from './row.js';
import { formatAge, NOTHING } from './words.js';

/** The columns, in order. */
export const COLUMNS = ['Feature', 'Kind', 'Access', 'Value', 'Usage period', 'Answer'] as const;

/** The table row of one feature; updated in place. */
export class RowView {
  readonly element = element('tr');
  readonly #name = element('span', 'name');
  readonly #kind = element('span', 'kind');
  readonly #access = element('strong', 'access');
  readonly #reason = element('span', 'reason');
  readonly #value = element('span', 'value');
  readonly #note = element('span', 'note');
  readonly #used = element('span', 'used');
  readonly #requested = element('span', 'requested');
  readonly #meter = element('span', 'meter', this.#used, this.#requested);
  readonly #period = element('span', 'period');
  readonly #reset = element('span', 'note');
  readonly #source = element('span', 'source');
  readonly #age = element('span', 'note');

  constructor(featureId: string) {
    const head = element('th', '', this.#name, element('code', '', featureId));
    head.scope = 'row';
    this.#meter.ariaHidden = 'true';
    this.element.append(
      head,
      element('td', '', this.#kind),
      element('td', '', this.#access, this.#reason),
      element('td', '', this.#value, this.#note, this.#meter),
      element('td', '', this.#period, this.#reset),
      element('td', '', this.#source, this.#age),
    );
    // What stays marked would flash again whenever the layout changes.
    this.element.addEventListener('animationend', () => this.element.classList.remove('changed'));
    // The narrow layout takes the display types of a table away, and with them what they mean.
    this.element.role = 'row';
    for (const [at, cell] of [...this.element.cells].entries()) {
      cell.role = at === 0 ? 'rowheader' : 'cell';
      cell.dataset.label = COLUMNS[at] ?? '';
    }
  }

  update(row: Row): void {
    const { freshness, meter } = row;
    setText(this.#name, row.name);
    setText(this.#kind, row.kind);
    setText(this.#access, row.hasAccess ? 'Yes' : 'No');
    this.#access.classList.toggle('granted', row.hasAccess);
    setBreakable(this.#reason, row.reason);
    setText(this.#value, row.value);
    markBlank(this.#value, row.value === NOTHING);
    setText(this.#note, row.note);
    this.#meter.hidden = meter === null;
    this.#used.style.inlineSize = `${100 * (meter?.used ?? 0)}%`;
    this.#requested.style.inlineSize = `${100 * (meter?.requested ?? 0)}%`;
    this.#meter.classList.toggle('full', !row.hasAccess);
    setText(this.#period, row.period);
    markBlank(this.#period, row.period === NOTHING);
    setText(this.#reset, row.reset);
    setText(this.#source, freshness.source);
    this.#source.dataset.source = freshness.source;
    const age = freshness.ageMs === null ? '' : `${formatAge(freshness.ageMs)} old`;
    setText(this.#age, [age, freshness.stale ? 'stale' : ''].filter(Boolean).join(', '));
    this.element.classList.toggle('stale', freshness.stale);
  }

  flash(): void {
    this.element.classList.remove('changed');
    // The animation starts over only after a layout without it.
    void this.element.offsetWidth;
    this.element.classList.add('changed');
  }
}

/** The narrow layout leaves such cells out. */
function markBlank(content: HTMLElement, blank: boolean): void {
  content.parentElement?.toggleAttribute('data-blank', blank);
}

/** Lets a long word in camel case break between its parts, without characters that a copy would contain. */
function setBreakable(on: Element, word: string): void {
  if (on.textContent === word) return;
  on.replaceChildren(
    ...word.split(/(?=[A-Z])/).flatMap((part, at) => (at > 0 ? [element('wbr'), part] : [part])),
  );
}
