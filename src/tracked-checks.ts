// Tracked checks on their way to the engine's outbox: those of one moment go together.

import { type Caller, requesterOf } from './caller.js';
import type { Check } from './check.js';
import type { View } from './context.js';
import type { AnyAnswer } from './core/answer.js';
import { present } from './core/present.js';
import type { TrackedCheck } from './core/tracked-check.js';
import { undocumented } from './core/vocabulary.js';
import type { Answer } from './link.js';

export interface AnsweredCheck {
  readonly check: Check;
  readonly answer: AnyAnswer;
}

/** Kept at once or not at all: a page that goes away does not wait. */
const DEADLINE_MS = 30_000;
/** Nobody waits for more. */
const TRACKED = { value: null };
const TAB = Math.random().toString(36).slice(2, 10);

let count = 0;
const waiting = new Map<View, { readonly caller: Caller; readonly checks: TrackedCheck[] }>();

export function track(caller: Caller, { check, answer }: AnsweredCheck): Answer<null> {
  const { context, customer } = caller;
  if (context.settings.offline || !customer || typeof check.featureId !== 'string') return TRACKED;
  const tracked = read(check, answer);
  if (!tracked) return TRACKED;
  const batch = waiting.get(customer) ?? { caller, checks: [] };
  batch.checks.push(tracked);
  if (batch.checks.length > 1) return TRACKED;
  waiting.set(customer, batch);
  queueMicrotask(() => {
    waiting.delete(customer);
    void send(batch.caller, batch.checks);
  });
  return TRACKED;
}

async function send(caller: Caller, checks: readonly TrackedCheck[]): Promise<void> {
  const connection = await caller.context.reach();
  await connection?.link.call((api) => api.track(requesterOf(caller, null, false), checks), DEADLINE_MS);
}

/** `null` for what cannot be sent: an answer from a fallback holds whatever the app put there. */
function read({ featureId, resourceId }: Check, answer: AnyAnswer): TrackedCheck | null {
  const { requestedUsage, isUnlimited, usageLimit, value, usagePeriodEnd } = answer;
  const check = present<TrackedCheck>({
    id: `${String(Date.now()).padStart(15, '0')}-${TAB}-${String(count++).padStart(8, '0')}`,
    featureId,
    resourceId: typeof resourceId === 'string' ? resourceId : undefined,
    requestedUsage,
    entitlementCheckResult: present({
      hasAccess: answer.hasAccess,
      accessDeniedReason: answer.accessDeniedReason && undocumented(answer.accessDeniedReason),
      hasUnlimitedUsage: isUnlimited,
      usageLimit: usageLimit ?? value,
      currentUsage: answer.currentUsage,
      requestedUsage,
      enumValues: answer.values,
      resetPeriod: answer.resetPeriod && undocumented(answer.resetPeriod),
      nextResetDate: usagePeriodEnd?.toISOString(),
    }),
  });
  try {
    return JSON.parse(JSON.stringify(check));
  } catch {
    return null;
  }
}
