// The live estimate: asked for a moment after the last change, and given up when there is another one.
import { StiggError } from 'stigg-offline';
import type { Choice } from './choice.js';
import type { Estimate } from './estimate.js';

export type EstimateState =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly estimate: Estimate }
  | { readonly phase: 'failed'; readonly error: StiggError };

const DEBOUNCE_MS = 250;

export class Estimator {
  readonly #ask: (choice: Choice, signal: AbortSignal) => Promise<Estimate>;
  readonly #tell: (choice: Choice, state: EstimateState) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay: AbortController | null = null;

  constructor(
    ask: (choice: Choice, signal: AbortSignal) => Promise<Estimate>,
    tell: (choice: Choice, state: EstimateState) => void,
  ) {
    this.#ask = ask;
    this.#tell = tell;
  }

  ask(choice: Choice): void {
    this.giveUp();
    this.#tell(choice, { phase: 'asking' });
    this.#timer = setTimeout(() => void this.#run(choice), DEBOUNCE_MS);
  }

  giveUp(): void {
    clearTimeout(this.#timer);
    this.#underWay?.abort();
    this.#underWay = null;
  }

  async #run(choice: Choice): Promise<void> {
    const underWay = new AbortController();
    this.#underWay = underWay;
    const state = await this.#ask(choice, underWay.signal).then(
      (estimate): EstimateState => ({ phase: 'known', estimate }),
      (error: unknown): EstimateState => {
        if (error instanceof StiggError) return { phase: 'failed', error };
        throw error;
      },
    );
    if (!underWay.signal.aborted) this.#tell(choice, state);
  }
}
