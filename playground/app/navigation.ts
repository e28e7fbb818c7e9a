import { type Address, queryOf } from './address.js';

/** The address of another page, with the same customer, resource and mode. */
export function linkTo(path: string, address: Address, more: Readonly<Record<string, string>> = {}): string {
  const query = queryOf(address);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `${path}?${query}`;
}

/** Has every link to a page of the playground keep what the address says, and marks the one to this page. */
export function pointLinks(address: Address): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')) {
    const { pathname } = new URL(link.href);
    link.href = linkTo(pathname, address);
    const isHere = link.closest('nav') !== null && pathname === location.pathname;
    link.ariaCurrent = isHere ? 'page' : null;
  }
}
