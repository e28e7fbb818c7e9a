/** Where messages go. The console has this shape. */
export interface Logger {
  /** For what is good to know while developing. */
  log(message: string, ...details: unknown[]): void;
  /** For what somebody should look at. */
  error(message: string, ...details: unknown[]): void;
}

/** `ALL` and `LOG`: everything. `ERROR`: what somebody should look at. `NONE`: nothing. */
export type LogLevel = 'ALL' | 'LOG' | 'ERROR' | 'NONE';
export const LEVELS: readonly LogLevel[] = ['ALL', 'LOG', 'ERROR', 'NONE'];

/** Where messages go, and which. */
export interface LogConfiguration {
  /** Default: the console. */
  readonly logger?: Logger;
  /** Default: `ERROR`. */
  readonly logLevel?: LogLevel;
}

/** A logger that keeps to the level, and whose own errors reach nobody. */
export function createLogger({ logger = console, logLevel = 'ERROR' }: LogConfiguration): Logger {
  const write =
    (method: 'log' | 'error', quietest: LogLevel) =>
    (...message: [string, ...unknown[]]) => {
      if (LEVELS.indexOf(logLevel) > LEVELS.indexOf(quietest)) return;
      try {
        logger[method](`[stigg-offline] ${message[0]}`, ...message.slice(1));
      } catch {
        // There is nobody left to tell.
      }
    };
  return { log: write('log', 'LOG'), error: write('error', 'ERROR') };
}

/** Reports what was asked for and nobody knows, once by its id. */
export function unansweredLog(logger: Logger): (featureId: string) => void {
  const told = new Set<string>();
  return (featureId) => {
    if (told.has(featureId)) return;
    told.add(featureId);
    logger.error(`No entitlement and no fallback for "${featureId}": no access.`);
  };
}
