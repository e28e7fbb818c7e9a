// Readiness: whether checks can be answered yet, and those who wait for it or for the end of a load.
import type { Context } from './context.js';
import { failure } from './core/failure.js';
import { STRANDED, StiggError } from './error.js';

export class Readiness {
  readonly #timeoutMs: number;
  readonly #context: Context;
  readonly #decided: (outcome: 'ready' | StiggError) => void;
  #waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** An attempt that was asked for: until it has ended, an earlier failure decides nothing. */
  #attempt: Promise<unknown> | undefined;
  /** A failure is not final: what succeeds later makes it `ready`. */
  outcome: 'pending' | 'ready' | StiggError = 'pending';

  /**
   * @param timeoutMs after which what is still pending has failed
   * @param decided called when an outcome is reached
   */
  constructor(timeoutMs: number, context: Context, decided: (outcome: 'ready' | StiggError) => void) {
    this.#timeoutMs = timeoutMs;
    this.#context = context;
    this.#decided = decided;
  }

  /** Something is to be loaded: whoever asks from now on waits for it. */
  begin(attempt?: Promise<unknown>): void {
    clearTimeout(this.#timer);
    this.outcome = 'pending';
    this.#attempt = attempt;
    attempt?.then(() => {
      if (this.#attempt !== attempt) return;
      this.#attempt = undefined;
      this.judge();
    });
    this.#timer = setTimeout(() => {
      const { customer } = this.#context;
      if (customer?.checks.usable) this.settle('ready');
      else this.settle(new StiggError(customer?.mirror.failure ?? failure('TIMEOUT', 'No answer in time.')));
    }, this.#timeoutMs);
  }

  /** Looks again whether the views can answer: the customer's own list must, a resource's need only have been tried. */
  judge(): void {
    const { customer, resource, stranded } = this.#context;
    if (customer?.opened && this.outcome !== 'ready') {
      const { settled, failure: failed } = customer.mirror;
      if (customer.checks.usable && (!resource || resource.mirror.settled || resource.checks.usable)) {
        this.settle('ready');
      } else if (stranded) this.settle(new StiggError(STRANDED));
      else if (settled && failed && !failed.retryable && !this.#attempt) this.settle(new StiggError(failed));
    }
    this.#look();
  }

  settle(outcome: 'ready' | StiggError): void {
    if (this.outcome === 'ready' || (this.outcome !== 'pending' && outcome !== 'ready')) return;
    clearTimeout(this.#timer);
    this.outcome = outcome;
    this.#decided(outcome);
    this.#look();
  }

  /** Resolves once ready. @throws StiggError with the failure, or `ABORTED` */
  async wait(signal?: AbortSignal): Promise<void> {
    const aborted = () => signal?.aborted === true;
    signal?.addEventListener('abort', this.#look);
    await this.#until(() => aborted() || this.outcome !== 'pending');
    signal?.removeEventListener('abort', this.#look);
    if (aborted()) throw new StiggError(failure('ABORTED', 'Aborted.'), { cause: signal?.reason });
    if (this.outcome instanceof StiggError) throw this.outcome;
  }

  /** Resolves when each view has a list, was tried, or is not wanted any more; at the latest after the timeout. */
  async loaded(): Promise<void> {
    const { views } = this.#context;
    let late = false;
    const closed = () => this.outcome instanceof StiggError && this.outcome.code === 'CLOSED';
    const timer = setTimeout(() => {
      late = true;
      this.#look();
    }, this.#timeoutMs);
    await this.#until(
      () =>
        late ||
        closed() ||
        views.every(({ mirror, checks, opened }) => !opened || mirror.settled || checks.usable),
    );
    clearTimeout(timer);
  }

  /** Ends all waits; nothing is decided any more. */
  close(error: StiggError): void {
    clearTimeout(this.#timer);
    this.outcome = error;
    this.#look();
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ holds, resolve });
      this.#look();
    });
  }

  /** Wakes those whose condition holds now. */
  readonly #look = () => {
    this.#waiting = this.#waiting.filter(({ holds, resolve }) => !holds() || resolve());
  };
}
