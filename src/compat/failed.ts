import { StiggError } from '../index.js';

/** The message that the vendor's client gives an error, on an error that keeps its code. */
export function failed(what: string, error: unknown): Error {
  const message = `Failed to ${what}. Error: ${error instanceof Error ? error.message : error}`;
  if (error instanceof StiggError) return new StiggError({ ...error, message }, { cause: error });
  return new TypeError(message, { cause: error });
}
