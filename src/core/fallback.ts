// What is answered where nothing is known. A fallback is taken whole; two are never merged.
import type { AnyAnswer, Entitled, Fallback, FallbackEntitlement, Question } from './answer.js';
import type { ByFeature } from './features.js';
import { present } from './present.js';

/** What to answer where nothing is known, by feature id. */
export type Fallbacks = ByFeature<Fallback>;

export const NO_ACCESS: Fallback = Object.freeze({ hasAccess: false });

/** The fallback of a check: the call's own, else the client's for this feature, else no access. */
export function chooseFallback(own: Fallback | undefined, all: Fallbacks, featureId: string): Fallback {
  return own ?? (Object.hasOwn(all, featureId) ? all[featureId] : undefined) ?? NO_ACCESS;
}

export function fallbackAnswer({ kind, requestedUsage }: Question, fallback: Fallback): Entitled {
  const metered = kind === 'metered';
  const numeric = kind === 'numeric';
  return present<AnyAnswer>({
    isFallback: true,
    ...access(fallback),
    isUnlimited: metered || numeric ? (fallback.isUnlimited ?? false) : null,
    value: numeric ? fallback.value : null,
    values: kind === 'enum' ? fallback.values : null,
    usageLimit: metered ? fallback.usageLimit : null,
    currentUsage: metered ? 0 : null,
    requestedUsage: metered ? requestedUsage : null,
  });
}

/** A fallback as an element of a list: the feature's type, and so the getter it belongs to, is not known. */
export function fallbackElement(all: Fallbacks, featureId: string): FallbackEntitlement {
  const fallback = chooseFallback(undefined, all, featureId);
  return Object.freeze({
    isFallback: true,
    ...fallback,
    ...access(fallback),
    feature: Object.freeze({ id: featureId }),
  });
}

function access({ hasAccess }: Fallback): { hasAccess: boolean; accessDeniedReason?: string } {
  return hasAccess ? { hasAccess } : { hasAccess, accessDeniedReason: 'Unknown' };
}
