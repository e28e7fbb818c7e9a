// The customer token as the page has it: a string, or what a function gave last.
import type { Logger } from './logger.js';
import type { TokenSource } from './options.js';

export class Tokens {
  readonly #source: () => TokenSource | null;
  readonly #logger: Logger;
  #last: { readonly source: TokenSource; readonly token: string | null } | null = null;

  /** @param source of the customer that is set */
  constructor(source: () => TokenSource | null, logger: Logger) {
    this.#source = source;
    this.#logger = logger;
  }

  /** A token that nobody has refused yet, as far as is known; `null` if there is none to be had. */
  async current(): Promise<string | null> {
    const source = this.#source();
    if (typeof source !== 'function') return source;
    return this.#last?.source === source && this.#last.token !== null ? this.#last.token : this.fresh();
  }

  /** Another token than the one that was refused; `null` if there is none to be had. */
  async renewed(refused: string): Promise<string | null> {
    const known = await this.current();
    if (known !== refused) return known;
    const token = await this.fresh();
    return token === refused ? null : token;
  }

  /** Asks the function again. */
  async fresh(): Promise<string | null> {
    const source = this.#source();
    if (typeof source !== 'function') return source;
    let given: unknown;
    try {
      given = await source();
    } catch (error) {
      this.#logger.error('customerToken failed.', error);
    }
    const token = typeof given === 'string' && given !== '' ? given : null;
    this.#last = { source, token };
    return token;
  }
}
