import { StiggError } from 'stigg-offline';
import type { Log } from './log.js';

/** Runs what may fail, and says how it went. */
export type Run = (what: string, action: () => Promise<void>) => void;

export function createRun(log: Log): Run {
  return (what, action) => {
    action().then(
      () => log.add(what, 'done'),
      (error: unknown) => log.add(what, `failed: ${describe(error)}`),
    );
  };
}

function describe(error: unknown): string {
  if (error instanceof StiggError) return `${error.code}, ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
