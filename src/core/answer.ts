// The questions the API speaks and the answers to them. Field by field those of the guide.

/** The feature that an answer is about. */
export interface Feature {
  readonly id: string;
  readonly featureType: string;
  readonly meterType?: string;
  readonly units?: string;
  readonly unitsPlural?: string;
  readonly displayName: string;
  readonly description: string;
  /** `true` in metered results only. */
  readonly isMetered: boolean;
}

interface Answer {
  /** `true` if the answer comes from a fallback because nothing is known, or nothing that may still be used. */
  readonly isFallback: boolean;
  readonly hasAccess: boolean;
  /** Present exactly when access is denied. An open set: reasons unknown to this client pass through. */
  readonly accessDeniedReason?: string;
  /** Absent in fallbacks and for a feature the customer has no entitlement to. */
  readonly feature?: Feature;
}

/** What `getBooleanEntitlement` gives. */
export interface BooleanEntitlement extends Answer {}

/** What `getNumericEntitlement` gives. */
export interface NumericEntitlement extends Answer {
  readonly isUnlimited: boolean;
  readonly value?: number;
}

/** What `getMeteredEntitlement` gives. */
export interface MeteredEntitlement extends Answer {
  readonly isUnlimited: boolean;
  readonly usageLimit?: number;
  readonly currentUsage: number;
  readonly requestedUsage: number;
  readonly resetPeriod?: string;
  readonly usagePeriodAnchor?: Date;
  readonly usagePeriodStart?: Date;
  readonly usagePeriodEnd?: Date;
}

/** What `getEnumEntitlement` gives. */
export interface EnumEntitlement extends Answer {
  readonly values?: readonly string[];
}

/** What to answer where nothing is known. */
export interface Fallback {
  /** For all checks. */
  readonly hasAccess: boolean;
  /** For numeric checks. */
  readonly value?: number;
  /** For metered checks. */
  readonly usageLimit?: number;
  /** For numeric and metered checks. Default: `false`. */
  readonly isUnlimited?: boolean;
  /** For enum checks. */
  readonly values?: readonly string[];
}

/** An element of `getEntitlements()` made from a fallback: the feature's type is not known. */
export interface FallbackEntitlement extends Fallback {
  readonly isFallback: true;
  readonly accessDeniedReason?: string;
  readonly feature: { readonly id: string };
}

export type Entitled = BooleanEntitlement | NumericEntitlement | MeteredEntitlement | EnumEntitlement;

/** Whatever an answer of some kind may hold. */
export type AnyAnswer = Answer &
  Partial<Omit<NumericEntitlement & MeteredEntitlement & EnumEntitlement, keyof Answer>>;

export interface AnswerByKind {
  readonly boolean: BooleanEntitlement;
  readonly numeric: NumericEntitlement;
  readonly metered: MeteredEntitlement;
  readonly enum: EnumEntitlement;
}

export type QuestionKind = keyof AnswerByKind;

export interface Question {
  readonly kind: QuestionKind;
  readonly featureId: string;
  /** What is asked for on top of the present usage; only metered questions ask for any. */
  readonly requestedUsage: number;
}
