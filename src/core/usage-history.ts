/** What `getUsageHistory` gives. */
export interface UsageHistory {
  /** Where usage went back: by period, or by a change of the plan. */
  readonly markers: readonly { readonly type: string; readonly timestamp: Date }[];
  readonly series: readonly UsageSeries[];
}

/** One for each group that was asked for; one without tags otherwise. */
export interface UsageSeries {
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly points: readonly UsagePoint[];
}

/** Usage at a moment. */
export interface UsagePoint {
  readonly timestamp: Date;
  readonly value: number;
  readonly isResetPoint: boolean;
}
