// The customer token as the page has it: a string, or what a function gave last for the customer that is set.
import type { Context, View } from './context.js';
import type { Logger } from './logger.js';
import type { TokenSource } from './options.js';

/** Whose token: the same function may serve many customers, one after the other. */
interface Owner {
  readonly customer: View | null;
  readonly source: TokenSource | null;
}

export class Tokens {
  readonly #context: Pick<Context, 'customer' | 'token'>;
  readonly #logger: Logger;
  /** `offered`: once in the place of another one, so that several sessions may share what the function gave for the first. */
  #last: { readonly owner: Owner; readonly token: string; readonly offered: boolean } | null = null;
  #asking: { readonly owner: Owner; readonly answer: Promise<string | null> } | null = null;

  constructor(context: Pick<Context, 'customer' | 'token'>, logger: Logger) {
    this.#context = context;
    this.#logger = logger;
  }

  /** Whether there should be a token; a function may have none to give. */
  get isExpected(): boolean {
    return this.#context.token !== null;
  }

  /** A token that nobody has refused yet, as far as is known; `null` if there is none to be had. */
  async current(): Promise<string | null> {
    const { source } = this.#owner;
    if (typeof source !== 'function') return source;
    return this.#last && this.#isCurrent(this.#last.owner) ? this.#last.token : this.#fresh();
  }

  /** The API has refused a token. @returns another one; `null` if there is none to be had */
  async renewed(refused: string): Promise<string | null> {
    this.forget(refused);
    // It may be as old as the one that was refused, which another tab gave. Two tabs that go on giving theirs give none that is taken.
    this.#last = this.#last?.offered === false ? { ...this.#last, offered: true } : null;
    const token = await this.current();
    return token === refused ? null : token;
  }

  /** The API has refused a token: whoever asks next asks the function. */
  forget(refused: string): void {
    if (this.#last?.token === refused) this.#last = null;
  }

  /** Asks the function, once for all who ask meanwhile. */
  async #fresh(): Promise<string | null> {
    const owner = this.#owner;
    const { source } = owner;
    if (typeof source !== 'function') return source;
    if (!this.#asking || !this.#isCurrent(this.#asking.owner)) {
      const asking = { owner, answer: this.#ask(source) };
      this.#asking = asking;
      void asking.answer.then(() => {
        if (this.#asking === asking) this.#asking = null;
      });
    }
    const token = await this.#asking.answer;
    // It was asked for a customer who was left meanwhile: another one's token is none of anybody's business.
    if (!this.#isCurrent(owner)) return null;
    this.#last = token === null ? null : { owner, token, offered: false };
    return token;
  }

  async #ask(source: () => Promise<string>): Promise<string | null> {
    try {
      const token: unknown = await source();
      return typeof token === 'string' && token !== '' ? token : null;
    } catch (error) {
      this.#logger.error('customerToken failed.', error);
      return null;
    }
  }

  get #owner(): Owner {
    return { customer: this.#context.customer, source: this.#context.token };
  }

  #isCurrent({ customer, source }: Owner): boolean {
    return this.#context.customer === customer && this.#context.token === source;
  }
}
