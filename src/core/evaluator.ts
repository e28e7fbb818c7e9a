// The evaluator: (entitlement, question, now) -> answer, pure. The rows named here are those of the table
// "What a check answers" in ARCHITECTURE.md; rows 1 and 2 (no list that may be used) are not for it to know.
import type { AnswerByKind, AnyAnswer, Entitled, Feature, Question, QuestionKind } from './answer.js';
import type { Entitlement } from './entitlement.js';
import { equal } from './equality.js';
import { present } from './present.js';
import type { Entitlements } from './snapshot.js';
import { usagePeriod } from './usage-period.js';

export interface Evaluated<A> {
  /** `null`: the feature is of another type than the question (row 3), so the fallback answers. */
  readonly answer: A | null;
  /** Milliseconds since the epoch until which time alone does not change the answer. */
  readonly validUntil: number;
}

/**
 * Answers one question from a customer's list, in the API's vocabulary.
 *
 * @param now the API's clock, in milliseconds since the epoch
 */
export function evaluate<K extends QuestionKind>(
  entitlements: Entitlements,
  question: Question & { readonly kind: K },
  now: number,
): Evaluated<AnswerByKind[K]>;
export function evaluate(entitlements: Entitlements, question: Question, now: number): Evaluated<Entitled> {
  const entitlement = entitlements.get(question.featureId);
  if (!entitlement) return { answer: notEntitled(question), validUntil: Infinity };
  if (!fits(question.kind, entitlement)) return { answer: null, validUntil: Infinity };
  const usage = usageAt(entitlement, now);
  const denied = judge(entitlement, question, usage.currentUsage);
  return { answer: describe(entitlement, question, usage, denied), validUntil: usage.end ?? Infinity };
}

/** The question that a list answers for each of its entitlements: its own type's, nothing requested. */
export function ownQuestion({ feature: { refId, featureType, meterType } }: Entitlement): Question {
  const number = isMeter(meterType) ? 'metered' : 'numeric';
  const kind = featureType === 'BOOLEAN' ? 'boolean' : featureType === 'ENUM' ? 'enum' : number;
  return { kind, featureId: refId, requestedUsage: 0 };
}

/**
 * The ids of the features whose answer differs between two lists, in no particular order.
 *
 * @param among the only ones that may. Default: all
 */
export function changedFeatures(
  before: Entitlements,
  after: Entitlements,
  now: number,
  among: Iterable<string> = new Set([...before.keys(), ...after.keys()]),
): string[] {
  return [...among].filter((id) => {
    const [old, young] = [before.get(id), after.get(id)];
    if (equal(old, young)) return false;
    if (!old || !young) return true;
    const [was, is] = [ownQuestion(old), ownQuestion(young)];
    // Asked without an amount, a soft limit does not show; asked for any amount, it does.
    const any = { requestedUsage: Number.POSITIVE_INFINITY };
    return (
      !equal(evaluate(before, was, now).answer, evaluate(after, is, now).answer) ||
      !equal(evaluate(before, { ...was, ...any }, now).answer, evaluate(after, { ...is, ...any }, now).answer)
    );
  });
}

/** Row 3, turned round. */
function fits(kind: QuestionKind, { feature: { featureType, meterType } }: Entitlement): boolean {
  if (kind === 'boolean') return featureType === 'BOOLEAN';
  if (kind === 'enum') return featureType === 'ENUM';
  return featureType === 'NUMBER' && (kind === 'numeric' || isMeter(meterType));
}

function isMeter(meterType: string | null): boolean {
  return meterType === 'Incremental' || meterType === 'Fluctuating';
}

/** The reason of a denial, or `null` for access. */
function judge(entitlement: Entitlement, { requestedUsage }: Question, currentUsage: number): string | null {
  const { isGranted, accessDeniedReason: reason, feature } = entitlement;
  const metered = isMeter(feature.meterType);
  // 5
  if (reason === 'BudgetExceeded') return reason;
  // 6: of a meter the API judges the usage it knew; here that is judged anew, below.
  if (!isGranted && (!metered || (reason !== null && reason !== 'RequestedUsageExceedingLimit'))) {
    return reason ?? 'Unknown';
  }
  // 7
  if (feature.featureType !== 'NUMBER' || feature.meterType === 'None') return null;
  // 8
  if (entitlement.hasUnlimitedUsage || entitlement.hasSoftLimit) return null;
  // 9 and 10
  return currentUsage + requestedUsage <= (entitlement.usageLimit ?? 0)
    ? null
    : 'RequestedUsageExceedingLimit';
}

/** Milliseconds before and after the epoch. */
const LAST_MOMENT = 8.64e15;

interface Usage {
  readonly currentUsage: number;
  readonly start: number | null;
  readonly end: number | null;
}

/** The usage at `now`: once the period is over it is 0, in the period that holds `now`. */
function usageAt(entitlement: Entitlement, now: number): Usage {
  const { resetPeriod } = entitlement;
  const [anchor, start, end] = [
    time(entitlement.usagePeriodAnchor),
    time(entitlement.usagePeriodStart),
    time(entitlement.usagePeriodEnd),
  ];
  if (end === null || now < end) return { currentUsage: entitlement.currentUsage, start, end };
  if (anchor === null || resetPeriod === null) return { currentUsage: 0, start: null, end: null };
  const period = usagePeriod(anchor, resetPeriod, now);
  // Beyond the first or the last moment that dates can tell, there are no bounds.
  const told = Math.max(Math.abs(period.start), Math.abs(period.end)) <= LAST_MOMENT;
  return { currentUsage: 0, ...(told ? period : { start: null, end: null }) };
}

function time(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}

function date(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

/** Row 4. */
function notEntitled({ kind, requestedUsage }: Question): Entitled {
  const metered = kind === 'metered';
  return present<AnyAnswer>({
    hasAccess: false,
    accessDeniedReason: 'NoFeatureEntitlementInSubscription',
    isFallback: false,
    isUnlimited: metered || kind === 'numeric' ? false : null,
    currentUsage: metered ? 0 : null,
    requestedUsage: metered ? requestedUsage : null,
  });
}

function describe(
  entitlement: Entitlement,
  { kind, requestedUsage }: Question,
  { currentUsage, start, end }: Usage,
  deniedReason: string | null,
): Entitled {
  const { usageLimit, feature } = entitlement;
  const metered = kind === 'metered';
  const only = <T>(holds: boolean, value: T) => (holds ? value : null);
  return present<AnyAnswer>({
    isFallback: false,
    hasAccess: deniedReason === null,
    accessDeniedReason: deniedReason,
    isUnlimited: only(metered || kind === 'numeric', entitlement.hasUnlimitedUsage),
    value: only(kind === 'numeric', usageLimit),
    values: only(kind === 'enum', entitlement.enumValues && Object.freeze([...entitlement.enumValues])),
    usageLimit: only(metered, usageLimit),
    currentUsage: only(metered, currentUsage),
    requestedUsage: only(metered, requestedUsage),
    resetPeriod: only(metered, entitlement.resetPeriod),
    usagePeriodAnchor: only(metered, date(time(entitlement.usagePeriodAnchor))),
    usagePeriodStart: only(metered, date(start)),
    usagePeriodEnd: only(metered, date(end)),
    feature: Object.freeze(
      present<Feature>({
        id: feature.refId,
        featureType: feature.featureType,
        meterType: feature.meterType,
        units: feature.featureUnits,
        unitsPlural: feature.featureUnitsPlural,
        displayName: feature.displayName,
        description: feature.description,
        isMetered: metered,
      }),
    ),
  });
}
