import type { LogLevel as Level } from '../index.js';

export const LogLevel = { ALL: 'ALL', LOG: 'LOG', ERROR: 'ERROR', NONE: 'NONE' } as const satisfies {
  readonly [Name in Level]: Name;
};
/** How much is logged. */
export type LogLevel = Level;
