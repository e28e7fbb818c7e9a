// Says where what a page shows came from, and how old it is.
import type { Freshness, StiggClient } from 'stigg-offline';
import { byId, element, setText } from './element.js';
import { codesOf, explanation } from './explanation.js';
import type { Reading } from './reading.js';
import { formatAge } from './words.js';

const TICK_MS = 1000;

type Tone = 'quiet' | 'stored' | 'failed';

export class FreshnessBanner {
  readonly #root = byId('freshness', HTMLDivElement);
  readonly #client: StiggClient;
  readonly #reading: Reading<object>;
  readonly #text = element('p');
  /** Said aloud: without the age, which would be told each second. */
  readonly #told = element('p', 'unseen');
  readonly #retry = element('button');

  constructor(client: StiggClient, reading: Reading<object>) {
    this.#client = client;
    this.#reading = reading;
    this.#told.role = 'status';
    this.#retry.type = 'button';
    this.#retry.addEventListener('click', () => {
      reading.refresh();
      client.refresh().catch(() => {});
    });
    this.#root.append(this.#text, this.#told, this.#retry);
    setInterval(() => this.show(), TICK_MS);
  }

  show(): void {
    const { value, error, busy } = this.#reading;
    const freshness = value && this.#client.freshnessOf(value);
    const tone: Tone = !value ? 'failed' : freshness?.source === 'network' && !error ? 'quiet' : 'stored';
    this.#root.hidden = value === null && error === null;
    this.#root.dataset.tone = tone;
    this.#root.dataset.source = freshness?.source ?? '';
    // In offline mode there is nobody to ask.
    this.#retry.hidden = tone === 'quiet' || freshness?.source === 'fallback' || error?.code === 'OFFLINE';
    this.#retry.ariaDisabled = String(busy);
    setText(this.#retry, busy ? 'Asking…' : 'Try again');
    if (freshness) this.#tell(freshness, tone);
    else if (error) this.#fail(explanation(error, 'Nothing to show: '));
  }

  #tell({ source, ageMs }: Freshness, tone: Tone): void {
    const age = formatAge(ageMs);
    if (source === 'fallback') {
      this.#say('Offline mode: nothing is asked of the API.', '');
    } else if (tone === 'quiet') {
      this.#say(`From the API, ${age} ago`, '');
    } else {
      const why = this.#reading.error ?? this.#client.status.error;
      const reason = reasonOf(why?.code);
      const codes = why ? ` (${codesOf(why)})` : '';
      this.#say(
        `From this device, ${age} old: ${reason}${codes}`,
        `What you see is from this device: ${reason}`,
      );
    }
  }

  #say(text: string, told: string): void {
    setText(this.#text, text);
    setText(this.#told, told);
  }

  #fail(why: DocumentFragment): void {
    setText(this.#told, why.textContent ?? '');
    if (this.#text.textContent !== why.textContent) this.#text.replaceChildren(why);
  }
}

function reasonOf(code: string | undefined): string {
  switch (code) {
    case 'RATE_LIMITED':
      return 'the API was asked too often.';
    case 'SERVER':
    case 'INVALID_RESPONSE':
      return 'the API does not answer as it should.';
    case 'TIMEOUT':
      return 'the API does not answer.';
    default:
      return 'the API cannot be reached.';
  }
}
