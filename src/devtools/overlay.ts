// The overlay: a dialog that leaves the page usable, or, collapsed, one button that says what is set by hand.
import type { StiggClient } from '../client.js';
import type { Amender } from './amender.js';
import { button, element, setText } from './element.js';
import { Facts } from './facts.js';
import { answerOf, featuresOf } from './feature.js';
import { FeatureField } from './feature-field.js';
import { FeatureRow } from './feature-row.js';
import type { Log } from './log.js';
import type { Overrides } from './overrides.js';
import { STYLE } from './style.js';

export const TAG = 'stigg-devtools';
const TICK_MS = 1000;

export interface OverlayParts {
  readonly client: StiggClient;
  readonly amender: Amender;
  readonly overrides: Overrides;
  readonly log: Log;
  /** The overlay was closed with nothing set by hand. */
  done(): void;
}

export class Overlay {
  readonly #parts: OverlayParts;
  readonly #facts: Facts;
  readonly #rows = new Map<string, FeatureRow>();
  readonly #title = element('h2', { id: 'title', tabindex: '-1' }, 'Stigg devtools');
  readonly #set = element('p', { role: 'status' });
  readonly #clear: HTMLButtonElement;
  readonly #offline = element('input', { type: 'checkbox', 'aria-describedby': 'offline-hint' });
  readonly #features = element('ul', { class: 'features' });
  readonly #dialog: HTMLElement;
  readonly #pill: HTMLButtonElement;
  readonly #ticking: ReturnType<typeof setInterval>;
  /** Where the focus was before. */
  #before: Element | null = null;
  readonly host: HTMLElement;

  constructor(parts: OverlayParts) {
    const { client, overrides, log } = parts;
    this.#parts = parts;
    this.#facts = new Facts(client);
    this.#clear = button('Remove all', () => {
      overrides.clear();
      this.#title.focus();
    });
    this.#offline.addEventListener('change', () => {
      overrides.offline = this.#offline.checked;
    });
    const field = new FeatureField((id) => overrides.set(id, { ...overrides.of(id), access: 'granted' }));
    const close = button('Close', () => this.close(), { 'aria-keyshortcuts': 'Escape' });
    const section = (name: string, ...content: Node[]) =>
      element('section', { 'aria-label': name }, element('h3', {}, name), ...content);
    this.#dialog = element(
      'div',
      { role: 'dialog', 'aria-labelledby': 'title' },
      element('header', {}, this.#title, close),
      element('div', { class: 'set' }, this.#set, this.#clear),
      section('Client', this.#facts.list),
      section(
        'Network',
        element('label', {}, this.#offline, 'Simulate offline'),
        element(
          'p',
          { class: 'hint', id: 'offline-hint' },
          'Clients with devtools hear nothing new from the network: answers are those known by now and grow stale, refreshes ' +
            'and data calls fail with NETWORK. The engine behind them goes on.',
        ),
      ),
      section('Features', this.#features, field.line),
      section('Events and calls', log.list),
    );
    this.#dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close();
    });
    this.#pill = button('', () => this.open(), { class: 'pill', 'aria-haspopup': 'dialog' });
    if (!customElements.get(TAG)) customElements.define(TAG, class extends HTMLElement {});
    this.host = document.createElement(TAG);
    const root = this.host.attachShadow({ mode: 'open' });
    // Constructed: a policy without inline styles allows it.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(this.#dialog, this.#pill);
    this.#dialog.hidden = true;
    document.body.append(this.host);
    this.#ticking = setInterval(() => this.render(), TICK_MS);
    this.render();
  }

  open(): void {
    if (this.#dialog.hidden) this.#before = document.activeElement;
    this.#dialog.hidden = false;
    this.#pill.hidden = true;
    this.render();
    this.#title.focus();
  }

  /** Collapses it, or ends it where nothing is set by hand. */
  close(): void {
    const before = this.#before;
    this.#dialog.hidden = true;
    this.#pill.hidden = false;
    if (!this.#parts.overrides.any) this.#parts.done();
    if (before && before !== this.host && before !== document.body) (before as HTMLElement).focus();
    else if (this.host.isConnected) this.#pill.focus();
  }

  remove(): void {
    clearInterval(this.#ticking);
    this.host.remove();
  }

  render(): void {
    const { overrides } = this.#parts;
    const said = saying(overrides);
    setText(this.#pill, ['Stigg devtools', said].filter(Boolean).join(': '));
    this.#pill.toggleAttribute('data-override', overrides.any);
    this.#dialog.toggleAttribute('data-override', overrides.any);
    setText(this.#set, said ? `${said}, in all tabs with devtools.` : 'Everything is as the API says.');
    this.#clear.hidden = !overrides.any;
    if (this.#dialog.hidden) return;
    this.#offline.checked = overrides.offline;
    this.#facts.render();
    this.#renderFeatures();
  }

  #renderFeatures(): void {
    const { client, amender, overrides } = this.#parts;
    const features = featuresOf(client, amender, overrides);
    const resourceId = client.contextOf().resource?.identity.resourceId;
    for (const [id, row] of this.#rows) {
      if (features.some((feature) => feature.id === id && feature.kind === row.kind)) continue;
      row.item.remove();
      this.#rows.delete(id);
    }
    features.forEach((feature, at) => {
      const row = this.#rows.get(feature.id) ?? new FeatureRow(feature, overrides);
      this.#rows.set(feature.id, row);
      row.render([null, ...(resourceId ? [resourceId] : [])].map((id) => answerOf(client, feature, id)));
      // Moved only when it has to be: what is moved loses the focus.
      const there = this.#features.children[at];
      if (there !== row.item) this.#features.insertBefore(row.item, there ?? null);
    });
  }
}

/** What is set by hand, in words; empty for nothing. */
function saying({ featureIds: { length }, offline }: Overrides): string {
  const counted = length === 0 ? '' : length === 1 ? '1 override' : `${length} overrides`;
  return [counted, offline ? 'offline simulated' : ''].filter(Boolean).join(', ');
}
