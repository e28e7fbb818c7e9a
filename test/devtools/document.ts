// A light document for the overlay, and nothing else of a browser: the client stays in Node, with its network.
import { Window } from 'happy-dom';
import type { StiggClient } from 'stigg-offline';
import { openDevtools } from 'stigg-offline/devtools';
import { afterEach, vi } from 'vitest';

// The engine loads with the first test.
vi.setConfig({ testTimeout: 60_000 });

const window = new Window({ url: 'http://localhost/' });
const { document, customElements, HTMLElement, CSSStyleSheet, localStorage } = window;
Object.assign(globalThis, { window, document, customElements, HTMLElement, CSSStyleSheet });
Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
Object.assign(globalThis, {
  addEventListener: window.addEventListener.bind(window),
  removeEventListener: window.removeEventListener.bind(window),
});

let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
  window.localStorage.clear();
});

export interface Page {
  readonly root: ShadowRoot;
  readonly dialog: HTMLElement;
  /** The first of these that a selector finds. */
  one<E extends HTMLElement = HTMLElement>(selector: string): E;
  /** The row of a feature, by its id. */
  row(featureId: string): HTMLElement;
  choose(featureId: string, label: string, value: string): void;
  click(name: string): void;
  close(): void;
}

export const overlayThere = () => globalThis.document.querySelector('stigg-devtools') !== null;

/** Writes the item of another tab, and tells of it as the browser does. */
export function writeElsewhere(item: string | null): void {
  const key = 'stigg-offline:devtools';
  if (item === null) localStorage.removeItem(key);
  else localStorage.setItem(key, item);
  window.dispatchEvent(new window.StorageEvent('storage', { key, ...(item !== null && { newValue: item }) }));
}

export function open(client: StiggClient, options?: Parameters<typeof openDevtools>[1]): Page {
  const close = openDevtools(client, options);
  ends.push(close);
  const root = globalThis.document.querySelector('stigg-devtools')?.shadowRoot;
  if (!root) throw new Error('there is no overlay');
  const one = <E extends HTMLElement>(selector: string, within: ParentNode = root): E => {
    const found = within.querySelector<E>(selector);
    if (!found) throw new Error(`the overlay has no ${selector}`);
    return found;
  };
  const row = (featureId: string) => {
    const rows = [...root.querySelectorAll<HTMLElement>('.features > li')];
    const found = rows.find((item) => item.querySelector('.name')?.textContent?.endsWith(featureId));
    if (!found) throw new Error(`no row of ${featureId}`);
    return found;
  };
  return {
    root,
    dialog: one('[role=dialog]'),
    one,
    row,
    choose(featureId, label, value) {
      const control = one<HTMLInputElement>(`[aria-label^="${label}"]`, row(featureId));
      control.value = value;
      control.dispatchEvent(new window.Event('change') as unknown as Event);
    },
    click(name) {
      const all = [...root.querySelectorAll('button')];
      const found = all.find((button) => button.textContent === name && !button.hidden);
      if (!found) throw new Error(`no button "${name}"`);
      found.click();
    },
    close,
  };
}

export function press(on: Element, key: string): void {
  on.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true }) as unknown as Event);
}
