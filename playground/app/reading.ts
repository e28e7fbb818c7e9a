// One answer of the API as a page holds it: the last one, why there is none, and whether another is on its way.
import { StiggError } from 'stigg-offline';

export class Reading<T extends object> {
  readonly #ask: (signal: AbortSignal) => Promise<T>;
  readonly #changed: () => void;
  #underWay: AbortController | null = null;
  #again = false;
  #value: T | null = null;
  #error: StiggError | null = null;

  constructor(ask: (signal: AbortSignal) => Promise<T>, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  get value(): T | null {
    return this.#value;
  }

  /** Why the last attempt failed. */
  get error(): StiggError | null {
    return this.#error;
  }

  get busy(): boolean {
    return this.#underWay !== null;
  }

  /** Asks again. What is known stays until there is something else. */
  refresh(): void {
    if (this.#underWay) this.#again = true;
    else void this.#run();
  }

  /** Asks for something else: what is known and what is under way is of no use any more. */
  restart(): void {
    this.#drop();
    void this.#run();
  }

  forget(): void {
    this.#drop();
    this.#changed();
  }

  #drop(): void {
    this.#underWay?.abort();
    this.#underWay = null;
    this.#again = false;
    this.#value = null;
    this.#error = null;
  }

  async #run(): Promise<void> {
    const underWay = new AbortController();
    this.#underWay = underWay;
    this.#again = false;
    this.#changed();
    const outcome = await this.#ask(underWay.signal).then(
      (value) => ({ value, error: null }),
      (error: unknown) => {
        if (error instanceof StiggError) return { value: null, error };
        throw error;
      },
    );
    if (underWay.signal.aborted) return;
    this.#underWay = null;
    this.#value = outcome.value ?? this.#value;
    this.#error = outcome.error;
    this.#changed();
    if (this.#again) void this.#run();
  }
}
