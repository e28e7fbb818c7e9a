// The argument of a check, as the guide's calls pass it. Checks never throw: what is wrong with one is said to the
// log, and the rest of it is answered.
import type { Fallback, Question, QuestionKind } from './core/answer.js';
import { NO_ACCESS } from './core/fallback.js';
import type { FeatureId } from './core/features.js';

/** How a check is answered and reported. */
export interface CheckOptions {
  /** Answered instead where nothing is known; goes before the client's `entitlementsFallback`. */
  readonly fallback?: Fallback;
  /** Reports the check to the API, also after an outage or a reload. Default: `false`. */
  readonly shouldTrack?: boolean;
}

/** The same for a metered check. */
export interface MeteredCheckOptions extends CheckOptions {
  /** How much is asked for on top of the present usage. Default: 0. */
  readonly requestedUsage?: number;
}

/** What a check asks. */
export interface Check<Options = CheckOptions, Kind extends QuestionKind = QuestionKind> {
  /** The feature's id in the vendor's console. */
  readonly featureId: FeatureId<Kind>;
  /** Asks this resource's entitlements; it must be the current one. Default: the customer's own. */
  readonly resourceId?: string | null;
  /** Default: none. */
  readonly options?: Options;
}

/** @param complain told what is wrong, naming the argument */
export function readCheck(
  kind: QuestionKind,
  check: Check<MeteredCheckOptions> | undefined,
  complain: (message: string) => void,
): [question: Question, fallback: Fallback | undefined] {
  const { featureId = '', options } = check ?? {};
  const { fallback, requestedUsage = 0 } = options ?? {};
  const usable = (name: string, holds: boolean) => holds || complain(`A check has an unusable ${name}.`);
  const named = usable('featureId', typeof featureId === 'string' && featureId !== '');
  const amount = usable('options.requestedUsage', Number.isFinite(requestedUsage));
  const fallsBack = usable('options.fallback', typeof (fallback ?? NO_ACCESS).hasAccess === 'boolean');
  const question = {
    kind,
    featureId: named ? featureId : '',
    requestedUsage: amount && kind === 'metered' ? requestedUsage : 0,
  };
  return [question, fallsBack ? fallback : undefined];
}
