import { StiggError } from 'stigg-offline';

/** Runs what may fail, and says how it went. */
export type Run = (what: string, action: () => Promise<void>) => void;

/** Where it is said. */
export interface Diary {
  add(event: string, detail?: string): void;
}

export function createRun(log: Diary): Run {
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
