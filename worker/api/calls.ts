// What is behind each data call: its operation, how its parameters become the operation's variables, and how its data
// becomes the result.
import type { DataCallName, ParamsOf, ResultOf } from '../../src/core/data-call.js';
import type { Shape } from '../../src/core/shape.js';
import { readApplied, readCheckoutState } from './checkout.js';
import { readCoupons } from './coupon.js';
import { readCustomer } from './customer.js';
import { readCustomerPortal } from './customer-portal.js';
import { readEstimate, readPreview } from './estimate.js';
import { estimateInput, newSubscriptionInput, only } from './input.js';
import * as operations from './operations.generated.js';
import { readPaywall } from './paywall.js';
import * as shapes from './shapes.generated.js';
import { readSubscription, readSummaries } from './subscription.js';
import { readUsageHistory } from './usage-history.js';

/** Sends one operation. Rejects with a `FetchFailure`, or with an error if the response has not the shape. */
export type Send = <Data, Variables>(
  operation: operations.Operation<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

interface CallDefinition<Name extends DataCallName, Data> {
  /** Whether its last response is kept, and stands in where the API cannot be reached. */
  readonly kept: boolean;
  /** @param customerId empty without a customer */
  fetch(send: Send, params: ParamsOf<Name>, customerId: string): Promise<Data>;
  /** What the data must look like, wherever it comes from, before it is read. */
  readonly shape: Shape;
  /** Pure. Throws, or gives `null` for what does not exist. */
  read(data: Data): ResultOf<Name> | null;
}

/** So that the kept data, which comes back as JSON of any shape, goes through `read` like a response. */
type AnyDefinition<Name extends DataCallName> = CallDefinition<Name, never>;

const define = <Name extends DataCallName, Data>(
  definition: CallDefinition<Name, Data>,
): AnyDefinition<Name> => definition as AnyDefinition<Name>;

/** The API sends at most so many coupons at once. */
const COUPONS_PER_PAGE = 50;
/** A server whose pages never end must not be asked for ever. */
const MOST_PAGES = 200;

export const CALLS: { readonly [Name in DataCallName]: AnyDefinition<Name> } = {
  getPaywall: define<'getPaywall', operations.GetPaywallQuery>({
    kept: true,
    shape: shapes.GetPaywall,
    fetch: (send, params, customerId) =>
      send(operations.GetPaywall, {
        input: {
          ...only(params, 'productId', 'resourceId', 'context', 'billingCountryCode', 'includeHiddenPlans'),
          ...(customerId && { customerId }),
        } as operations.GetPaywallInput,
      }),
    read: readPaywall,
  }),
  getCustomerPortal: define<'getCustomerPortal', operations.GetCustomerPortalQuery>({
    kept: true,
    shape: shapes.GetCustomerPortal,
    fetch: (send, params, customerId) =>
      send(operations.GetCustomerPortal, {
        input: { customerId, ...only(params, 'resourceId', 'productId') },
      }),
    read: readCustomerPortal,
  }),
  getCustomer: define<'getCustomer', operations.GetCustomerQuery>({
    kept: true,
    shape: shapes.GetCustomer,
    fetch: (send, _params, customerId) => send(operations.GetCustomer, { input: { customerId } }),
    read: ({ getCustomerByRefId: customer }) =>
      customer && readCustomer(customer, (customer.subscriptions ?? []).map(readSubscription)),
  }),
  getActiveSubscriptionsList: define<
    'getActiveSubscriptionsList',
    operations.GetActiveSubscriptionsListQuery
  >({
    kept: true,
    shape: shapes.GetActiveSubscriptionsList,
    fetch: (send, params, customerId) =>
      send(operations.GetActiveSubscriptionsList, {
        input: { customerId, ...only(params, 'resourceId', 'resourceIds') },
      }),
    read: readSummaries,
  }),
  getActiveSubscriptions: define<'getActiveSubscriptions', operations.GetActiveSubscriptionsQuery>({
    kept: true,
    shape: shapes.GetActiveSubscriptions,
    fetch: (send, params, customerId) =>
      send(operations.GetActiveSubscriptions, {
        input: { customerId, ...only(params, 'resourceId', 'resourceIds') },
      }),
    read: ({ getActiveSubscriptions }) => getActiveSubscriptions.map(readSubscription),
  }),
  getSubscription: define<'getSubscription', operations.GetSubscriptionQuery>({
    kept: true,
    shape: shapes.GetSubscription,
    fetch: (send, { subscriptionId }) => send(operations.GetSubscription, { input: { subscriptionId } }),
    read: ({ getSubscription }) => readSubscription(getSubscription),
  }),
  getCoupons: define<'getCoupons', operations.GetCouponsQuery>({
    kept: true,
    shape: shapes.GetCoupons,
    fetch: fetchCoupons,
    read: readCoupons,
  }),
  getUsageHistory: define<'getUsageHistory', operations.GetUsageHistoryQuery>({
    kept: true,
    shape: shapes.GetUsageHistory,
    fetch: (send, params, customerId) => {
      const { featureId, startDate, endDate } = params;
      const optional = only(params, 'resourceId', 'groupBy', 'includeInactiveSubscriptions');
      return send(operations.GetUsageHistory, {
        input: {
          customerId,
          featureId,
          startDate: String(startDate),
          ...(endDate !== undefined && { endDate: String(endDate) }),
          ...optional,
        },
      });
    },
    read: readUsageHistory,
  }),
  getCheckoutState: define<'getCheckoutState', operations.GetCheckoutStateQuery>({
    kept: false,
    shape: shapes.GetCheckoutState,
    fetch: (send, params, customerId) => {
      const { planId } = params;
      const optional = only(params, 'resourceId', 'productId', 'billingCountryCode');
      return send(operations.GetCheckoutState, { input: { customerId, planId, ...optional } });
    },
    read: readCheckoutState,
  }),
  estimateSubscription: define<'estimateSubscription', operations.EstimateSubscriptionMutation>({
    kept: false,
    shape: shapes.EstimateSubscription,
    fetch: (send, params, customerId) =>
      send(operations.EstimateSubscription, {
        input: { ...newSubscriptionInput(params, customerId), ...only(params, 'skipTrial') },
      }),
    read: ({ estimateSubscription }) => readEstimate(estimateSubscription),
  }),
  estimateSubscriptionUpdate: define<
    'estimateSubscriptionUpdate',
    operations.EstimateSubscriptionUpdateMutation
  >({
    kept: false,
    shape: shapes.EstimateSubscriptionUpdate,
    fetch: (send, params) =>
      send(operations.EstimateSubscriptionUpdate, {
        input: { subscriptionId: params.subscriptionId, ...estimateInput(params) },
      }),
    read: ({ estimateSubscriptionUpdate }) => readEstimate(estimateSubscriptionUpdate),
  }),
  previewSubscription: define<'previewSubscription', operations.PreviewSubscriptionMutation>({
    kept: false,
    shape: shapes.PreviewSubscription,
    fetch: (send, params, customerId) =>
      send(operations.PreviewSubscription, {
        input: {
          ...newSubscriptionInput(params, customerId),
          ...only(params, 'scheduleStrategy'),
        } as operations.PreviewSubscriptionInput,
      }),
    read: readPreview,
  }),
  applySubscription: define<'applySubscription', operations.ApplySubscriptionMutation>({
    kept: false,
    shape: shapes.ApplySubscription,
    fetch: (send, params, customerId) =>
      send(operations.ApplySubscription, {
        input: {
          ...newSubscriptionInput(params, customerId),
          ...only(params, 'paymentMethodId', 'awaitPaymentConfirmation', 'skipTrial', 'scheduleStrategy'),
          ...(params.metadata && { additionalMetaData: params.metadata }),
        } as operations.ApplySubscriptionInput,
      }),
    read: readApplied,
  }),
};

/** All active ones, page by page, as if they came in one. */
async function fetchCoupons(send: Send): Promise<operations.GetCouponsQuery> {
  const filter = { status: { eq: 'ACTIVE' } } as const;
  const edges = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const paging: operations.CursorPaging = { first: COUPONS_PER_PAGE, ...(after !== null && { after }) };
    const { coupons }: operations.GetCouponsQuery = await send(operations.GetCoupons, { filter, paging });
    edges.push(...(coupons.edges ?? []));
    const { hasNextPage, endCursor } = coupons.pageInfo;
    if (!hasNextPage) return { coupons: { edges, pageInfo: { hasNextPage, endCursor } } };
    if (!endCursor || endCursor === after) break;
    after = endCursor;
  }
  throw new TypeError('the pages do not end');
}
