// What the fixture file says there is: the page can name and ask features of which the client knows nothing.
import type { FixtureFeature, Fixtures, Grant, Subscriber } from 'stigg-offline/fixtures';

export type Kind = 'boolean' | 'numeric' | 'metered' | 'enum';

export class Catalogue {
  readonly #fixtures: Fixtures;

  constructor(fixtures: Fixtures) {
    this.#fixtures = fixtures;
  }

  get fixtures(): Fixtures {
    return this.#fixtures;
  }

  get apiKey(): string {
    return this.#fixtures.apiKeys[0] ?? '';
  }

  get featureIds(): readonly string[] {
    return Object.keys(this.#fixtures.features);
  }

  get customerIds(): readonly string[] {
    return Object.keys(this.#fixtures.customers);
  }

  customerName(customerId: string): string {
    const customer = this.#fixtures.customers[customerId];
    return customer ? `${customer.name}${customer.archived ? ' (archived)' : ''}` : customerId;
  }

  resourceIds(customerId: string): readonly string[] {
    return Object.keys(this.#fixtures.customers[customerId]?.resources ?? {});
  }

  feature(featureId: string): FixtureFeature | undefined {
    return this.#fixtures.features[featureId];
  }

  featureName(featureId: string): string {
    return this.feature(featureId)?.displayName ?? featureId;
  }

  kind(featureId: string): Kind {
    const { featureType, meterType } = this.feature(featureId) ?? {};
    if (featureType === 'NUMBER') return meterType === 'None' ? 'numeric' : 'metered';
    return featureType === 'ENUM' ? 'enum' : 'boolean';
  }

  /** All features of the product that is subscribed to, also those that the plan does not hold. */
  productFeatureIds(customerId: string, resourceId: string | null): readonly string[] {
    const plans = this.#plansOfProduct(customerId, resourceId);
    return this.featureIds.filter((id) => plans.some((plan) => plan.entitlements[id]));
  }

  /** A grant of a feature: as it was at first, else as some plan of the product has it. */
  grant(customerId: string, resourceId: string | null, featureId: string): Grant {
    const { planId, grants } = this.#subscriber(customerId, resourceId) ?? {};
    const own = this.#fixtures.plans[planId ?? '']?.entitlements[featureId];
    const other = this.#plansOfProduct(customerId, resourceId).find((plan) => plan.entitlements[featureId]);
    return { isGranted: true, ...(own ?? other?.entitlements[featureId]), ...(grants?.[featureId] || {}) };
  }

  #subscriber(customerId: string, resourceId: string | null): Subscriber | undefined {
    const customer = this.#fixtures.customers[customerId];
    return resourceId === null ? customer : customer?.resources?.[resourceId];
  }

  #plansOfProduct(customerId: string, resourceId: string | null) {
    const { plans } = this.#fixtures;
    const productId = plans[this.#subscriber(customerId, resourceId)?.planId ?? '']?.productId;
    return Object.values(plans).filter((plan) => plan.productId === productId);
  }
}
