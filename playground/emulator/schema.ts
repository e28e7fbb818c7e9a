import type { GraphQLFieldMap, GraphQLSchema } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { applySubscription } from './answers/apply-subscription.js';
import type { Arrival } from './answers/arrival.js';
import { reportEntitlementCheckRequested } from './answers/check-report.js';
import { checkoutState } from './answers/checkout-state.js';
import { coupons } from './answers/coupons.js';
import { getCustomerByRefId } from './answers/customer.js';
import { customerPortal } from './answers/customer-portal.js';
import { cachedEntitlements, entitlement, entitlementsState } from './answers/entitlements.js';
import {
  estimateSubscription,
  estimateSubscriptionUpdate,
  previewSubscription,
} from './answers/estimates.js';
import { paywall } from './answers/paywall.js';
import { relations } from './answers/relations.js';
import { getActiveSubscriptions, getSubscription } from './answers/subscriptions.js';
import { usageHistoryV2 } from './answers/usage-history.js';
import { apiError, asApiError } from './api-error.js';
import { isRecord } from './json.js';

const answers = {
  Query: {
    sdkConfiguration: (_args: unknown, { environment }: Arrival) => environment.configuration,
    cachedEntitlements,
    entitlementsState,
    entitlement,
    paywall,
    getCustomerByRefId,
    getActiveSubscriptions,
    getSubscription,
    customerPortal,
    coupons,
    usageHistoryV2,
    checkoutState,
  },
  Mutation: {
    estimateSubscription,
    estimateSubscriptionUpdate,
    previewSubscription,
    applySubscription,
    reportEntitlementCheckRequested,
  },
  Subscription: {},
};

/** Types of which a field that is not answered must not be taken for one that is null. */
const KNOWN_IN_PART = [
  'ApplySubscription',
  'CheckoutState',
  'Coupon',
  'Customer',
  'CustomerPortal',
  'CustomerPortalSubscription',
  'CustomerSubscription',
  'EntitlementsState',
  'ImmediateSubscriptionPreviewInvoice',
  'PackageEntitlement',
  'Paywall',
  'Plan',
  'Price',
  'SubscriptionInvoice',
  'SubscriptionPreview',
  'SubscriptionPreviewV2',
  'SubscriptionPricePreviewDto',
];

/** The API's schema. Root fields without an answer are refused, so that nothing is made up. */
export function emulatorSchema(sdl: string): GraphQLSchema {
  // Made by yoga itself: a schema from another copy of graphql, as a test runner may load it, is refused.
  const schema: GraphQLSchema = createSchema({ typeDefs: sdl });
  for (const [root, answered] of Object.entries(answers)) {
    for (const [name, field] of Object.entries(fieldsOf(schema, root))) {
      field.resolve = field.subscribe = () => refuse(`${root}.${name}`);
    }
    for (const [name, answer] of Object.entries(answered)) {
      const field = fieldsOf(schema, root)[name];
      // The arguments are of the type that the schema has just validated.
      if (field)
        field.resolve = (_root, args, arrival: Arrival) => refusing(() => answer(args as never, arrival));
    }
  }
  for (const type of KNOWN_IN_PART) refuseUnknown(schema, type);
  relate(schema);
  completeFeatures(schema);
  passUnknownEnumValues(schema);
  return schema;
}

/** Null would say that there is none; the fixtures just do not know. */
function refuseUnknown(schema: GraphQLSchema, type: string): void {
  for (const [name, field] of Object.entries(fieldsOf(schema, type))) {
    field.resolve = (source) =>
      isRecord(source) && name in source ? source[name] : refuse(`${type}.${name}`);
  }
}

function relate(schema: GraphQLSchema): void {
  for (const [type, related] of Object.entries(relations)) {
    for (const [name, follow] of Object.entries(related)) {
      const field = fieldsOf(schema, type)[name];
      if (field) field.resolve = (source, _args, arrival) => follow(source, arrival);
    }
  }
}

/** Fields that are never null in the schema and that the fixtures do not have. */
function completeFeatures(schema: GraphQLSchema): void {
  const { id, featureStatus } = fieldsOf(schema, 'EntitlementFeature');
  if (id) id.resolve = (feature) => feature.id ?? feature.refId;
  if (featureStatus) featureStatus.resolve = (feature) => feature.featureStatus ?? 'ACTIVE';
}

/** A newer server sends values that this schema does not have, so fixtures may as well. */
function passUnknownEnumValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if ('getValues' in type && !type.name.startsWith('__')) type.serialize = String;
  }
}

function fieldsOf(schema: GraphQLSchema, name: string): GraphQLFieldMap<Record<string, unknown>, Arrival> {
  const type = schema.getType(name);
  return type && 'getInterfaces' in type ? type.getFields() : {};
}

function refusing<T>(answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    throw asApiError(error);
  }
}

function refuse(field: string): never {
  throw apiError('UnsupportedParameter', `This emulator does not answer ${field} yet`);
}
