// A light document for React to render into, and nothing else of a browser: the client stays in Node, with its network.
import { Window } from 'happy-dom';
import type { ReactNode } from 'react';
import { afterEach, vi } from 'vitest';
import { until } from '../support/until.js';

// React and the engine load with the first test.
vi.setConfig({ testTimeout: 60_000 });

export interface Rendered {
  readonly container: HTMLElement;
  text(): string;
  /** Waits until the document says this, and nothing else. */
  shows(text: string): Promise<void>;
  render(node: ReactNode): void;
  unmount(): void;
}

let mounted: Rendered[] = [];
afterEach(() => {
  for (const rendered of mounted) rendered.unmount();
  mounted = [];
});

/** From now on there is a `window`: what asks for it is not on a server any more. */
export function openDocument(): void {
  if ('document' in globalThis) return;
  const window = new Window({ url: 'http://localhost/' });
  const { document } = window;
  // Node has one of its own from version 21 on.
  if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { userAgent: 'test' } });
  const addEventListener = window.addEventListener.bind(window);
  const removeEventListener = window.removeEventListener.bind(window);
  Object.assign(globalThis, { window, document, addEventListener, removeEventListener });
}

export async function mount(node: ReactNode): Promise<Rendered> {
  openDocument();
  const container = document.body.appendChild(document.createElement('div'));
  const { createRoot } = await import('react-dom/client');
  const root = createRoot(container);
  root.render(node);
  return rendered(container, root);
}

/** @param html what a server has rendered */
export async function hydrate(html: string, node: ReactNode): Promise<Rendered & { mismatches: unknown[] }> {
  openDocument();
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = html;
  const mismatches: unknown[] = [];
  const { hydrateRoot } = await import('react-dom/client');
  const onRecoverableError = (error: unknown) => mismatches.push(error);
  const root = hydrateRoot(container, node, { onRecoverableError });
  return { ...rendered(container, root), mismatches };
}

function rendered(
  container: HTMLElement,
  root: { render(node: ReactNode): void; unmount(): void },
): Rendered {
  const text = () => container.textContent ?? '';
  const one: Rendered = {
    container,
    text,
    shows: async (wanted) => {
      await until(() => text() === wanted, { what: `the document shows "${wanted}"` }).catch((error) => {
        throw new Error(`${error.message}; it shows "${text()}"`);
      });
    },
    render: (node) => root.render(node),
    unmount: () => {
      root.unmount();
      container.remove();
    },
  };
  mounted.push(one);
  return one;
}
