import { checkInput, dictionary, duration, list, oneOf, optional, record, text } from './input.js';
import { contains } from './json.js';
import type { Operation } from './operation.js';

export const FAULT_MODES = [
  'none',
  'down',
  'hang',
  'error500',
  'error503',
  'error429',
  'unauthenticated',
  'garbage',
  'partial',
  'slow',
  'dropAfter',
] as const;

export interface Faults {
  /**
   * Each strikes after the request was received and logged. In `dropAfter`, `partial` and `slow` the operation has been
   * carried out by then, a mutation has its effect; in all others it has none. `down` and `dropAfter` drop the
   * connection without an answer.
   */
  mode: (typeof FAULT_MODES)[number];
  /** How late the answer, or its absence, comes. Default 0; for `slow` 2000. */
  latencyMs?: number;
  /** For the `Retry-After` header of error429 and error503; absent, there is none. */
  retryAfterS?: number;
  /** Names of the operations that it strikes. Default: all. */
  operations?: string[];
  /** Only operations whose variables contain this, at any depth. */
  variables?: Record<string, unknown>;
}

const SLOW_MS = 2000;

const faults = record({
  mode: oneOf(...FAULT_MODES),
  latencyMs: optional(duration),
  retryAfterS: optional(duration),
  operations: optional(list(text)),
  variables: optional(dictionary(() => {})),
});

/** @throws {BadInput} not faults; the message names the field */
export function checkFaults(value: unknown): Faults {
  checkInput(faults, value, 'faults');
  return value as Faults;
}

/** The faults if they strike a request with these operations (a batch: any of them), else none. */
export function faultsFor({ operations, variables, ...fault }: Faults, asked: readonly Operation[]): Faults {
  const struck = asked.some(
    (one) =>
      (operations === undefined || operations.includes(one.operationName ?? '')) &&
      (variables === undefined || contains(one.variables, variables)),
  );
  return struck ? fault : { mode: 'none' };
}

export function latencyOf({ mode, latencyMs }: Faults): number {
  return latencyMs ?? (mode === 'slow' ? SLOW_MS : 0);
}
