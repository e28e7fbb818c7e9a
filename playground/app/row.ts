// One row of a table: what the client's own getter for a feature answers, in words.
import type { Fallback, Freshness, MeteredEntitlement, StiggClient } from 'stigg-offline';
import type { Catalogue, Kind } from './catalogue.js';
import { formatAmount, formatNumber, formatPeriod, NOTHING } from './words.js';

export interface Row {
  readonly featureId: string;
  readonly name: string;
  readonly kind: Kind;
  readonly hasAccess: boolean;
  readonly reason: string;
  readonly value: string;
  /** Said below the value. */
  readonly note: string;
  /** Used part of the limit, with what is requested on top; `null` where there is nothing to measure. */
  readonly meter: { readonly used: number; readonly requested: number } | null;
  readonly period: string;
  readonly reset: string;
  readonly freshness: Freshness;
}

export interface RowQuestion {
  readonly featureId: string;
  readonly resourceId: string | null;
  readonly requestedUsage: number;
  readonly fallback: Fallback | undefined;
}

type Content = Pick<Row, 'value'> & Partial<Pick<Row, 'note' | 'meter' | 'period' | 'reset'>>;

export function askRow(client: StiggClient, catalogue: Catalogue, question: RowQuestion): Row {
  const { featureId } = question;
  const kind = catalogue.kind(featureId);
  const { answer, content } = ask(client, catalogue, question, kind);
  return {
    featureId,
    name: answer.feature?.displayName ?? catalogue.featureName(featureId),
    kind,
    hasAccess: answer.hasAccess,
    reason: answer.accessDeniedReason ?? '',
    note: '',
    meter: null,
    period: NOTHING,
    reset: '',
    ...content,
    freshness: client.freshnessOf(answer),
  };
}

function ask(client: StiggClient, catalogue: Catalogue, question: RowQuestion, kind: Kind) {
  const { featureId, resourceId, requestedUsage, fallback } = question;
  const options = fallback ? { fallback } : {};
  const check = { featureId, resourceId, options };
  const { featureUnits, featureUnitsPlural } = catalogue.feature(featureId) ?? {};
  const amount = (value: number) => formatAmount(value, featureUnits, featureUnitsPlural);
  switch (kind) {
    case 'boolean': {
      const answer = client.getBooleanEntitlement(check);
      return { answer, content: { value: NOTHING } satisfies Content };
    }
    case 'enum': {
      const answer = client.getEnumEntitlement(check);
      return { answer, content: { value: answer.values?.join(', ') || NOTHING } satisfies Content };
    }
    case 'numeric': {
      const answer = client.getNumericEntitlement(check);
      const known = answer.value === undefined ? NOTHING : amount(answer.value);
      return { answer, content: { value: answer.isUnlimited ? 'Unlimited' : known } satisfies Content };
    }
    case 'metered': {
      const answer = client.getMeteredEntitlement({
        featureId,
        resourceId,
        options: { ...options, requestedUsage },
      });
      return { answer, content: metered(answer, amount) };
    }
  }
}

function metered(answer: MeteredEntitlement, amount: (value: number) => string): Content {
  const { currentUsage, requestedUsage, usageLimit, isUnlimited, resetPeriod = '' } = answer;
  const { usagePeriodStart: start, usagePeriodEnd: end } = answer;
  const limited = !isUnlimited && usageLimit !== undefined;
  const unlimited = isUnlimited ? `${amount(currentUsage)}, unlimited` : NOTHING;
  return {
    value: limited ? `${formatNumber(currentUsage)} of ${amount(usageLimit)}` : unlimited,
    note: requestedUsage > 0 ? `+ ${formatNumber(requestedUsage)} requested` : '',
    meter: limited
      ? { used: share(currentUsage, usageLimit), requested: share(requestedUsage, usageLimit) }
      : null,
    period: start && end ? formatPeriod(start, end) : NOTHING,
    reset: resetPeriod && `${resetPeriod}, UTC`,
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : part > 0 ? 1 : 0;
}
