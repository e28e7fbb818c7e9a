import { type Failure, type FailureCode, failure } from './core/failure.js';

/** The one error class: every promise of the client that fails, fails with this (misuse throws `TypeError`). */
export class StiggError extends Error {
  /** Always `StiggError`. */
  override readonly name = 'StiggError';
  /** Why it failed. */
  readonly code: FailureCode;
  /** Whether the same call may succeed later without anything else being changed. */
  readonly retryable: boolean;
  /** The API's own code, in its own spelling, where it gave one. */
  readonly serverCode?: string;

  constructor({ code, message, retryable, serverCode }: Failure, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.retryable = retryable;
    if (serverCode !== undefined) this.serverCode = serverCode;
  }
}

export const CLOSED = failure('CLOSED', 'The client is closed.');
export const NO_CUSTOMER = failure('NO_CUSTOMER', 'No customer is set.');
export const STRANDED = failure('ENGINE_LOST', 'No engine could be started.');
