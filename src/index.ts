// The public list, and nothing else.
import { StiggClient } from './client.js';
import { readOptions, type StiggOptions } from './options.js';

export type { Check, CheckOptions, MeteredCheckOptions } from './check.js';
export type {
  BooleanEntitlement,
  EnumEntitlement,
  Fallback,
  FallbackEntitlement,
  Feature,
  MeteredEntitlement,
  NumericEntitlement,
} from './core/answer.js';
export type { FailureCode } from './core/failure.js';
export type { Fallbacks } from './core/fallback.js';
export type { StaleLimits } from './core/freshness.js';
export type { HostName } from './core/protocol.js';
export type { Vocabulary } from './core/vocabulary.js';
export { StiggError } from './error.js';
export type { AnyEntitlement, StiggEvents } from './events.js';
export type { ExportedSnapshot } from './exported-snapshot.js';
export type { LogConfiguration, Logger, LogLevel } from './logger.js';
export type { StiggOptions, TokenSource } from './options.js';
export type { Freshness } from './provenance.js';
export type { Phase, Status } from './status.js';
export type { StiggClient };

const Stigg = {
  /**
   * Makes a client. Synchronous; does no I/O before it returns.
   *
   * @throws TypeError that names the wrong option
   */
  initialize: (options: StiggOptions): StiggClient => new StiggClient(readOptions(options)),
};

export default Stigg;
