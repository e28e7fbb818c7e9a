import type { StiggClient } from '../client.js';
import { attachedTabs } from './attached-tabs.js';
import { element, setText } from './element.js';

/** Who the client is and what it knows; never its key or token. */
export class Facts {
  readonly list = element('dl', { class: 'facts' });
  readonly #client: StiggClient;
  readonly #values = new Map<string, HTMLElement>();

  constructor(client: StiggClient) {
    this.#client = client;
  }

  render(): void {
    const { status } = this.#client;
    const { customer, resource, settings } = this.#client.contextOf();
    const { source, stale, host, build, ageMs, nextRefreshInMs, outboxLength, outboxDropped, error } = status;
    this.#show('Customer', customer?.identity.customerId ?? 'none');
    this.#show('Resource', resource?.identity.resourceId ?? 'none');
    this.#show('Phase', status.phase);
    this.#show('Answers from', `${source}, ${stale ? 'stale' : 'fresh'}`);
    this.#show('Last fetch', ageMs === null ? 'never' : `${span(ageMs)} ago`);
    this.#show('Next fetch', nextRefreshInMs === null ? 'none' : `in ${span(nextRefreshInMs)}`);
    this.#show('Last error', error?.code ?? 'none');
    this.#show('Engine', host);
    this.#countTabs();
    this.#show('Build', build || 'none');
    this.#show('Revision', String(status.revision));
    this.#show('Kept in', status.persistence);
    this.#show('Queue', outboxDropped ? `${outboxLength}, ${outboxDropped} dropped` : String(outboxLength));
    this.#show('API', settings.offline ? 'offline mode' : settings.baseUri);
    this.#show('Browser', status.online ? 'online' : 'offline');
  }

  /** Its place is there at once, and the number a moment later. */
  #countTabs(): void {
    const name = 'Tabs attached';
    if (!this.#values.has(name)) this.#show(name, 'unknown');
    attachedTabs().then(
      (count) => this.#show(name, count === null ? 'unknown' : String(count)),
      () => this.#show(name, 'unknown'),
    );
  }

  #show(name: string, text: string): void {
    const known = this.#values.get(name);
    const value = known ?? element('dd');
    if (!known) {
      this.#values.set(name, value);
      this.list.append(element('div', {}, element('dt', {}, name), value));
    }
    setText(value, text);
  }
}

function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
