// The outcome of calls that change the context. The guide's samples do not await them, so a rejection that nobody waits
// for must not look like a bug.
import type { Failure } from './core/failure.js';
import { StiggError } from './error.js';

/** Resolves without a failure, rejects with one. */
export function outcome(result: Promise<Failure | null>): Promise<void> {
  const promise = result.then((failed) => {
    if (failed) throw new StiggError(failed);
  });
  promise.catch(() => {});
  return promise;
}

export function refused(reason: Failure): Promise<never> {
  return outcome(Promise.resolve(reason)) as Promise<never>;
}
