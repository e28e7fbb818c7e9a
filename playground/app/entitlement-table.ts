// One list of entitlements: the customer's own, or a resource's.
import type { AnyEntitlement, Fallbacks, StiggClient } from 'stigg-offline';
import type { Catalogue } from './catalogue.js';
import { element, find, setText } from './element.js';
import { askRow } from './row.js';
import { COLUMNS, RowView } from './row-view.js';

export interface Subject {
  readonly customerId: string;
  readonly resourceId: string | null;
  readonly title: string;
  readonly note: string;
  /** For the checks of this list, in place of the client's own. */
  readonly fallbacks?: Fallbacks;
}

export class EntitlementTable {
  readonly #client: StiggClient;
  readonly #catalogue: Catalogue;
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #note: HTMLElement;
  readonly #table: HTMLTableElement;
  readonly #body = element('tbody');
  readonly #rows = new Map<string, RowView>();
  #subject: Subject | null = null;
  #listed: readonly string[] = [];
  #shown = '';

  constructor(sectionId: string, client: StiggClient, catalogue: Catalogue) {
    this.#client = client;
    this.#catalogue = catalogue;
    this.#section = find(document, `#${sectionId}`, HTMLElement);
    this.#title = find(this.#section, 'h2', HTMLElement);
    this.#note = find(this.#section, '.title p', HTMLElement);
    this.#table = find(this.#section, 'table', HTMLTableElement);
    this.#table.role = 'table';
    this.#body.role = 'rowgroup';
    this.#table.append(head(), this.#body);
  }

  get resourceId(): string | null {
    return this.#subject?.resourceId ?? null;
  }

  /** @param subject `null` for none; another one starts with an empty list */
  show(subject: Subject | null): void {
    const same =
      subject?.customerId === this.#subject?.customerId && subject?.resourceId === this.#subject?.resourceId;
    this.#subject = subject;
    this.#section.hidden = subject === null;
    if (!same) this.#listed = [];
  }

  /** Adds what is in the list to what the product has; fallbacks are of any product. */
  list(entitlements: readonly AnyEntitlement[]): void {
    this.#listed = entitlements.flatMap(({ feature, isFallback }) =>
      feature && !isFallback ? [feature.id] : [],
    );
  }

  /** Asks every feature of the list, and those of the product that it lacks, again. */
  render(requestedUsage: number): void {
    if (!this.#subject) return;
    const { customerId, resourceId, title, note, fallbacks } = this.#subject;
    setText(this.#title, title);
    setText(this.#note, note);
    const ids = [...new Set([...this.#catalogue.productFeatureIds(customerId, resourceId), ...this.#listed])];
    this.#table.ariaBusy = String(this.#client.status.phase === 'starting');
    this.#place(ids);
    for (const featureId of ids) {
      const fallback = fallbacks?.[featureId];
      const row = askRow(this.#client, this.#catalogue, { featureId, resourceId, requestedUsage, fallback });
      this.#view(featureId).update(row);
    }
  }

  flash(featureIds: readonly string[]): void {
    for (const id of featureIds) this.#rows.get(id)?.flash();
  }

  #place(ids: readonly string[]): void {
    const order = ids.join();
    if (order === this.#shown && this.#body.hasChildNodes()) return;
    this.#shown = order;
    const rows = ids.map((id) => this.#view(id).element);
    this.#body.replaceChildren(...(rows.length > 0 ? rows : [emptyRow()]));
  }

  #view(featureId: string): RowView {
    const view = this.#rows.get(featureId) ?? new RowView(featureId);
    this.#rows.set(featureId, view);
    return view;
  }
}

function head(): HTMLTableSectionElement {
  const cells = COLUMNS.map((title) => {
    const cell = element('th', '', title);
    cell.scope = 'col';
    cell.role = 'columnheader';
    return cell;
  });
  const row = element('tr', '', ...cells);
  row.role = 'row';
  const made = element('thead', '', row);
  made.role = 'rowgroup';
  return made;
}

function emptyRow(): HTMLTableRowElement {
  const cell = element('td', 'empty', 'No entitlements are known.');
  cell.colSpan = COLUMNS.length;
  return element('tr', '', cell);
}
