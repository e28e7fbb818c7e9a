// A feature as the devtools show it: what a check of it answers, and why.
import type { StiggClient } from '../client.js';
import type { AnyAnswer, QuestionKind } from '../core/answer.js';
import { ownQuestion } from '../core/evaluator.js';
import { NO_ACCESS } from '../core/fallback.js';
import type { Amender } from './amender.js';
import type { Overrides } from './overrides.js';

export interface Feature {
  readonly id: string;
  readonly name: string;
  readonly kind: QuestionKind;
}

export interface Told {
  readonly granted: boolean;
  readonly text: string;
  /** Why, and from where. */
  readonly reason: string;
}

/** All that are known: by the API, by fallbacks, by an override, and those that the app has asked for. */
export function featuresOf(client: StiggClient, amender: Amender, overrides: Overrides): Feature[] {
  const { views, settings } = client.contextOf();
  const lists = [...views].reverse().flatMap(({ mirror }) => [...(mirror.entitlements?.values() ?? [])]);
  const known = new Map(lists.map((entitlement) => [entitlement.feature.refId, entitlement]));
  const others = [
    ...Object.keys(settings.entitlementsFallback),
    ...overrides.featureIds,
    ...amender.asked.keys(),
  ];
  return [...new Set([...known.keys(), ...others])].map((id) => {
    const entitlement = known.get(id);
    const kind = entitlement ? ownQuestion(entitlement).kind : amender.asked.get(id);
    return {
      id,
      name: entitlement?.feature.displayName || id,
      kind: kind ?? (overrides.of(id)?.usage === undefined ? 'boolean' : 'metered'),
    };
  });
}

export function answerOf(client: StiggClient, { id, kind }: Feature, resourceId: string | null): Told {
  const { entitlementsFallback: all } = client.contextOf().settings;
  // Given, so that nothing is logged of what only the devtools have asked.
  const fallback = Object.hasOwn(all, id) ? (all[id] ?? NO_ACCESS) : NO_ACCESS;
  const check = { featureId: id as never, resourceId, options: { fallback } };
  const ask = {
    boolean: () => client.getBooleanEntitlement(check),
    numeric: () => client.getNumericEntitlement(check),
    metered: () => client.getMeteredEntitlement(check),
    enum: () => client.getEnumEntitlement(check),
  }[kind];
  const answer: AnyAnswer = ask();
  const { source, stale } = client.freshnessOf(answer);
  const from = stale && (source === 'network' || source === 'store') ? `${source}, stale` : source;
  return {
    granted: answer.hasAccess,
    text: [answer.hasAccess ? 'granted' : 'denied', amountOf(answer, kind)].filter(Boolean).join(', '),
    reason: [answer.accessDeniedReason, from].filter(Boolean).join(' · '),
  };
}

function amountOf(answer: AnyAnswer, kind: QuestionKind): string {
  const { isUnlimited, value, values, usageLimit = 0, currentUsage } = answer;
  if (kind === 'enum') return values?.join(' ') ?? '';
  if (kind === 'numeric') return isUnlimited ? 'unlimited' : String(value ?? '');
  if (kind === 'metered')
    return `${currentUsage} ${isUnlimited ? 'used, unlimited' : `of ${usageLimit} used`}`;
  return '';
}
