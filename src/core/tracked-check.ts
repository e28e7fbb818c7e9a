/** A check as it is reported to the API, in its spelling. */
export interface TrackedCheck {
  /** Unique and, as text, in the order of the checks. */
  readonly id: string;
  readonly featureId: string;
  readonly resourceId?: string;
  readonly requestedUsage?: number;
  readonly entitlementCheckResult: {
    readonly hasAccess: boolean;
    readonly accessDeniedReason?: string;
    readonly hasUnlimitedUsage?: boolean;
    readonly usageLimit?: number;
    readonly currentUsage?: number;
    readonly requestedUsage?: number;
    readonly enumValues?: readonly string[];
    readonly resetPeriod?: string;
    readonly nextResetDate?: string;
  };
}
