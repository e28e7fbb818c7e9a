// The customer token of a session. It lives in memory only. A client may give one at once, or have a function
// that is asked for one, and asked again when the API refused the last.
import type { Clock } from './clock.js';

export class Credential {
  #token: string | null;
  readonly #clock: Clock;
  readonly #ask: (refused: string | null) => boolean;
  #arrived: (() => void) | null = null;
  #refused: string | null = null;

  /** @param ask asks a client for a token; `false` if no client can be asked */
  constructor(token: string | null, clock: Clock, ask: (refused: string | null) => boolean) {
    this.#token = token;
    this.#clock = clock;
    this.#ask = ask;
  }

  get token(): string | null {
    return this.#token;
  }

  /** The token that was refused last, where the API has refused the present one or there is none. */
  get refused(): string | null {
    return this.#token ?? this.#refused;
  }

  /** A client's token, also as the answer to an earlier question. @returns whether it is news */
  provide(token: string | null): boolean {
    const asked = this.#arrived !== null;
    const changed = token !== null && token !== this.#token;
    if (token !== null) this.#token = token;
    this.#arrived?.();
    return changed && !asked;
  }

  /**
   * Makes a request with the token; once more where that was refused, if a client has another one.
   *
   * @param renewable whether a client can be asked for one
   * @returns `null` where one is due and none came within `waitMs` milliseconds
   */
  async spend<Result extends { readonly failed?: { readonly refused: boolean } }>(
    waitMs: number,
    renewable: () => boolean,
    request: (token: string | null) => Promise<Result>,
  ): Promise<Result | null> {
    if (renewable() && this.#token === null && !(await this.renew(waitMs, null))) return null;
    const result = await request(this.#token);
    if (!result.failed?.refused || !renewable()) return result;
    return (await this.renew(waitMs, this.#token)) ? request(this.#token) : result;
  }

  /** Asks for a token. Resolves with `false` if none came within `waitMs` milliseconds, or the one that was refused. */
  async renew(waitMs: number, refused: string | null): Promise<boolean> {
    this.#token = null;
    this.#refused = refused;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(waitMs, resolve);
      this.#arrived = () => {
        cancel();
        resolve();
      };
      if (!this.#ask(refused)) this.#arrived();
    });
    this.#arrived = null;
    return this.#token !== null && this.#token !== refused;
  }

  /** Ends a wait without a token. */
  abandon(): void {
    this.#arrived?.();
  }
}
