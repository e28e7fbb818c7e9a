// A host: a place where the engine runs.
import type { HostName } from './core/protocol.js';

export interface Host {
  readonly name: HostName;
  /**
   * Starts the engine, or reaches one that runs. An engine counts as started only once it has answered the
   * handshake: most ways to fail show in nothing but an empty `error` event.
   *
   * @throws why it cannot run here
   */
  start(): Promise<HostConnection>;
  /** The engine that was reached last died, or does not answer: the next start is to reach another one. */
  leaveBehind?(): void;
}

/** A port of a shared worker or of a channel, or a worker. */
export type EngineEndpoint = Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener'>;

export interface HostConnection {
  readonly endpoint: EngineEndpoint;
  /** Rejects when the platform reports that the engine could not start. May never settle. */
  readonly broken: Promise<never>;
  /** Lets go of this connection. */
  release(): void;
}

/**
 * Without a secure context there are no Web Locks: workers could neither be shared nor coordinated.
 *
 * @throws if there is none
 */
export function requireSecureContext(): void {
  if (!isSecureContext) throw new Error('the page is not a secure context');
}
