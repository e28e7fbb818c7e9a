// What a customer may do at the API: granting, revoking and spending, as a back office would.
import { entitlementsOf } from 'stigg-offline/fixtures';
import type { Catalogue } from './catalogue.js';
import { byId, onClick, setOptions } from './element.js';
import type { Emulator } from './emulator.js';
import type { Run } from './run.js';

export class SubscriptionControls {
  readonly #catalogue: Catalogue;
  readonly #emulator: Emulator;
  readonly #subscriber = byId('subscriber', HTMLSelectElement);
  readonly #feature = byId('feature', HTMLSelectElement);
  readonly #meter = byId('meter', HTMLSelectElement);
  #customerId = '';

  constructor(catalogue: Catalogue, emulator: Emulator, run: Run) {
    this.#catalogue = catalogue;
    this.#emulator = emulator;
    this.#subscriber.addEventListener('change', () => this.#fill());
    onClick('grant', () => run(`grant ${this.#feature.value}`, () => this.#setGrant(true)));
    onClick('revoke', () => run(`revoke ${this.#feature.value}`, () => this.#setGrant(false)));
    onClick('spend-1', () => run(`spend 1 of ${this.#meter.value}`, () => this.#spend(1)));
    onClick('spend-10', () => run(`spend 10 of ${this.#meter.value}`, () => this.#spend(10)));
  }

  show(customerId: string, resourceId: string | null): void {
    this.#customerId = customerId;
    const own = { value: '', text: this.#catalogue.customerName(customerId) };
    setOptions(
      this.#subscriber,
      resourceId === null ? [own] : [own, { value: resourceId, text: `Resource ${resourceId}` }],
    );
    this.#fill();
  }

  get #resourceId(): string | null {
    return this.#subscriber.value || null;
  }

  #fill(): void {
    const ids = this.#catalogue.productFeatureIds(this.#customerId, this.#resourceId);
    const options = ids.map((value) => ({ value, text: this.#catalogue.featureName(value) }));
    setOptions(this.#feature, options);
    setOptions(
      this.#meter,
      options.filter(({ value }) => this.#catalogue.kind(value) === 'metered'),
    );
  }

  #setGrant(granted: boolean): Promise<void> {
    const featureId = this.#feature.value;
    const grant = granted && this.#catalogue.grant(this.#customerId, this.#resourceId, featureId);
    return this.#patch({ grants: { [featureId]: grant } });
  }

  async #spend(amount: number): Promise<void> {
    const featureId = this.#meter.value;
    // The present usage as the API would tell it: a count from a former usage period is none any more.
    const state = await this.#emulator.state();
    const listed = entitlementsOf(state, this.#customerId, this.#resourceId, new Date());
    const used = listed.find(({ feature }) => feature?.refId === featureId)?.currentUsage ?? 0;
    await this.#patch({ usage: { [featureId]: used + amount } });
  }

  #patch(subscriber: unknown): Promise<void> {
    const resourceId = this.#resourceId;
    const customer = resourceId === null ? subscriber : { resources: { [resourceId]: subscriber } };
    return this.#emulator.patchState({ customers: { [this.#customerId]: customer } });
  }
}
