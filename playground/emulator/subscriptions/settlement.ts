// What time does to subscriptions: checkouts are paid for, trials end, cancellations come due.
import type { Account, Environment, FormerSubscription, PendingSubscription } from '../environment.js';
import { subscriptionId } from './held.js';

/** The state once all has happened that had to happen by then. The same object if that is nothing. */
export function settled(environment: Environment, now: Date): Environment {
  const customers = mapped(environment.customers, (customer, customerId) => {
    const account = settledAccount(customer, { customerId, resourceId: null }, now);
    if (!account.resources) return account;
    const resources = mapped(account.resources, (resource, resourceId) =>
      settledAccount(resource, { customerId, resourceId }, now),
    );
    return resources === account.resources ? account : { ...account, resources };
  });
  return customers === environment.customers ? environment : { ...environment, customers };
}

export interface Whose {
  customerId: string;
  resourceId: string | null;
}

/** One event after the other, as each may be what makes the next one possible. */
function settledAccount<T extends Account>(account: T, whose: Whose, now: Date): T {
  const { planId, subscription, pending } = account;
  const ending = planId == null ? undefined : ends(subscription);
  const end = ending && new Date(ending.endDate);
  const activation = pending && new Date(pending.activatesAt);
  if (pending && activation && activation <= now && !(end && end < activation)) {
    return settledAccount(activated(account, pending, whose), whose, now);
  }
  if (ending && end && end <= now) return settledAccount(ended(account, ending, whose), whose, now);
  return account;
}

type Ending = Pick<FormerSubscription, 'status' | 'cancelReason' | 'endDate'>;

function ends(subscription: Account['subscription'] = {}): Ending | undefined {
  const { trialEndDate, trialEndBehavior, cancellationDate } = subscription;
  const endings: Ending[] = [];
  if (trialEndDate !== undefined && trialEndBehavior === 'CANCEL_SUBSCRIPTION') {
    endings.push({ status: 'EXPIRED', cancelReason: 'TrialEnded', endDate: trialEndDate });
  }
  if (cancellationDate !== undefined) {
    endings.push({ status: 'CANCELED', cancelReason: 'ScheduledCancellation', endDate: cancellationDate });
  }
  return endings.sort((a, b) => Date.parse(a.endDate) - Date.parse(b.endDate))[0];
}

/** The pending subscription is in the place of the present one, and paid for. */
function activated<T extends Account>(account: T, pending: PendingSubscription, whose: Whose): T {
  const { activatesAt, planId, ...details } = pending;
  const { latestInvoice } = details;
  const replaced = replacing(account, whose, activatesAt);
  return {
    ...without(replaced, 'pending'),
    planId,
    subscription: {
      ...details,
      paymentCollection: 'NOT_REQUIRED',
      ...(latestInvoice && {
        latestInvoice: {
          ...without(without(latestInvoice, 'paymentUrl'), 'paymentSecret'),
          status: 'PAID',
          requiresAction: false,
          updatedAt: activatesAt,
        },
      }),
    },
  };
}

/** The account as it is when another subscription takes the place of the present one. */
export function replacing<T extends Account>(account: T, whose: Whose, endDate: string): T {
  const { subscription = {} } = account;
  const { trialEndDate } = subscription;
  const inTrial = trialEndDate !== undefined && Date.parse(endDate) < Date.parse(trialEndDate);
  const cancelReason = inTrial ? 'TrialConverted' : 'UpgradeOrDowngrade';
  return ended(account, { status: 'CANCELED', cancelReason, endDate }, whose);
}

function ended<T extends Account>(account: T, ending: Ending, { customerId, resourceId }: Whose): T {
  const { planId, subscription, former = [] } = account;
  if (planId == null) return account;
  const id = subscriptionId(planId, customerId, resourceId);
  return {
    ...without(without(account, 'subscription'), 'planId'),
    former: [...former, { id, ...subscription, planId, ...ending }],
  };
}

/** The record itself if no entry is another one. */
function mapped<T>(record: Record<string, T>, map: (one: T, id: string) => T): Record<string, T> {
  const entries = Object.entries(record).map(([id, one]) => [id, one, map(one, id)] as const);
  if (entries.every(([, one, now]) => one === now)) return record;
  return Object.fromEntries(entries.map(([id, , now]) => [id, now]));
}

function without<T extends object, K extends keyof T>(whole: T, key: K): T {
  const { [key]: _, ...rest } = whole;
  return rest as T;
}
