import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
  readonly timeoutMs?: number;
  /** What is waited for; the first words of the failure. */
  readonly what: string;
}

/**
 * Polls until the condition answers something truthy, and gives that answer. Tests wait for a condition, never
 * for a time: a slow machine makes them slower, not red.
 */
export async function until<T>(condition: () => T | Promise<T>, options: UntilOptions): Promise<T> {
  const { timeoutMs = 30_000, what } = options;
  const deadline = performance.now() + timeoutMs;
  let last = 'nothing: the first call never settled';
  for (;;) {
    const attempt = settle(condition).then((outcome) => {
      last = outcome.shown;
      return outcome;
    });
    // The condition itself may hang (a crashed tab answers nothing), so the deadline is raced, not only polled.
    const outcome = await Promise.race([
      attempt,
      sleep(Math.max(0, deadline - performance.now()), undefined),
    ]);
    if (outcome?.ok) return outcome.value;
    if (performance.now() >= deadline)
      throw new Error(`${what}: not within ${timeoutMs} ms; last value: ${last}`);
    await sleep(50);
  }
}

type Outcome<T> = { ok: true; value: T; shown: string } | { ok: false; shown: string };

/** A rejection counts as "not yet": the page may be between two documents. It is shown when time runs out. */
async function settle<T>(condition: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    const value = await condition();
    return value ? { ok: true, value, shown: show(value) } : { ok: false, shown: show(value) };
  } catch (error) {
    return { ok: false, shown: `rejected with ${error}` };
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
