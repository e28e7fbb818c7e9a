import type { GraphQLFieldMap, GraphQLSchema } from 'graphql';
import { createSchema } from 'graphql-yoga';
import {
  type Arrival,
  cachedEntitlements,
  entitlement,
  entitlementsState,
  getCustomerByRefId,
  sdkConfiguration,
} from './answers.js';
import { apiError } from './api-error.js';
import { isRecord } from './json.js';

const answers = { sdkConfiguration, cachedEntitlements, entitlementsState, entitlement, getCustomerByRefId };

/** The API's schema. Root fields without an answer are refused, so that nothing is made up. */
export function emulatorSchema(sdl: string): GraphQLSchema {
  // Made by yoga itself: a schema from another copy of graphql, as a test runner may load it, is refused.
  const schema: GraphQLSchema = createSchema({ typeDefs: sdl });
  for (const root of ['Query', 'Mutation', 'Subscription']) {
    for (const [name, field] of Object.entries(fieldsOf(schema, root))) {
      field.resolve = field.subscribe = () => refuse(`${root}.${name}`);
    }
  }
  for (const [name, answer] of Object.entries(answers)) {
    const field = fieldsOf(schema, 'Query')[name];
    // The arguments are of the type that the schema has just validated.
    if (field) field.resolve = (_root, args, arrival: Arrival) => answer(args as never, arrival);
  }
  refuseUnknown(schema, 'Customer');
  refuseUnknown(schema, 'EntitlementsState');
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

function refuse(field: string): never {
  throw apiError('UnsupportedParameter', `This emulator does not answer ${field} yet`);
}
