// The amender: puts overrides in the place of what the API has said, before a check is evaluated. So each getter
// answers as it would if the API had said so.
import type { Amended } from '../checks.js';
import type { StiggClient } from '../client.js';
import type { Question, QuestionKind } from '../core/answer.js';
import type { Entitlement } from '../core/entitlement.js';
import type { Freshness } from '../provenance.js';
import type { Override, Overrides } from './overrides.js';

const FRESHNESS: Freshness = Object.freeze({
  source: 'override',
  fetchedAt: null,
  ageMs: null,
  stale: true,
});

/** An app may ask for any number of features that nobody knows. */
const MOST_ASKED = 200;

export class Amender {
  readonly #client: StiggClient;
  readonly #overrides: Overrides;
  readonly #kept = new Map<string, { readonly from: Entitlement | undefined; readonly amended: Amended }>();
  /** The features that were asked for since, and how. */
  readonly asked = new Map<string, QuestionKind>();

  constructor(client: StiggClient, overrides: Overrides) {
    this.#client = client;
    this.#overrides = overrides;
    client.contextOf().checks.amend = (question, list) =>
      this.#amend(question, list?.get(question.featureId));
    this.renew(overrides.featureIds);
  }

  /** The overrides of these features are others now. */
  renew(featureIds: readonly string[]): void {
    this.#kept.clear();
    if (featureIds.length === 0) return;
    const context = this.#client.contextOf();
    // Without a customer checks are answered, too, and a view is needed to say so.
    const views = context.customer ? context.views : [context.view('', null)];
    for (const view of views) context.listener.changed(view, () => featureIds);
  }

  /** Checks are answered from what the API says again. */
  remove(): void {
    delete this.#client.contextOf().checks.amend;
    this.renew(this.#overrides.featureIds);
  }

  #amend({ featureId, kind }: Question, from: Entitlement | undefined): Amended | undefined {
    if (featureId && (this.asked.has(featureId) || this.asked.size < MOST_ASKED)) {
      this.asked.set(featureId, kind);
    }
    const override = this.#overrides.of(featureId);
    if (!override) return undefined;
    // Of a feature that is not known, each getter is given one of its own type.
    const name = from ? featureId : `${kind} ${featureId}`;
    const kept = this.#kept.get(name);
    if (kept?.from === from && kept) return kept.amended;
    const entitlement = overridden(from ?? imagined(featureId, kind), override);
    const amended = { list: new Map([[featureId, entitlement]]), freshness: FRESHNESS };
    this.#kept.set(name, { from, amended });
    return amended;
  }
}

function overridden(from: Entitlement, { access, usage, limit }: Override): Entitlement {
  return Object.freeze({
    ...from,
    ...(usage !== undefined && { currentUsage: usage }),
    ...(limit !== undefined && { usageLimit: limit, hasUnlimitedUsage: false }),
    // Granted whatever the usage is: as with a limit that is only told.
    ...(access === 'granted' && { isGranted: true, accessDeniedReason: null, hasSoftLimit: true }),
    // As a plan without the feature.
    ...(access === 'denied' && {
      isGranted: false,
      accessDeniedReason: 'NoFeatureEntitlementInSubscription',
    }),
  });
}

/** What the API would say of a feature that the customer has; it says nothing of others. */
function imagined(featureId: string, kind: QuestionKind): Entitlement {
  return {
    isGranted: true,
    accessDeniedReason: null,
    usageLimit: null,
    hasUnlimitedUsage: false,
    hasSoftLimit: false,
    currentUsage: 0,
    enumValues: null,
    resetPeriod: null,
    usagePeriodAnchor: null,
    usagePeriodStart: null,
    usagePeriodEnd: null,
    feature: {
      refId: featureId,
      displayName: '',
      description: '',
      featureType: kind === 'boolean' ? 'BOOLEAN' : kind === 'enum' ? 'ENUM' : 'NUMBER',
      meterType: kind === 'metered' ? 'Fluctuating' : kind === 'numeric' ? 'None' : null,
      featureUnits: null,
      featureUnitsPlural: null,
    },
  };
}
