// The few things done to the document more than once.

/** @throws if the page has no such element */
export function byId<E extends HTMLElement>(id: string, type: new () => E): E {
  return find(document, `#${id}`, type);
}

/** @throws if there is no such element */
export function find<E extends HTMLElement>(root: ParentNode, selector: string, type: new () => E): E {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the page has no ${selector}`);
  return found;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Leaves the document alone when nothing changes, so that selections and screen readers are not disturbed. */
export function setText(on: Element, text: string): void {
  if (on.textContent !== text) on.textContent = text;
}

export function setOptions(
  select: HTMLSelectElement,
  options: readonly { readonly value: string; readonly text: string }[],
  selected: string = select.value,
): void {
  select.replaceChildren(...options.map(({ value, text }) => new Option(text, value)));
  if (options.some(({ value }) => value === selected)) select.value = selected;
  select.disabled = options.length === 0;
}

export function onClick(id: string, action: () => void): HTMLButtonElement {
  const button = byId(id, HTMLButtonElement);
  button.addEventListener('click', action);
  return button;
}
