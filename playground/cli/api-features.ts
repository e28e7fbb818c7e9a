// The features that the API tells of: those of a customer's entitlements, and those of the plans on its paywall.
import { isRecord } from '../emulator/json.js';
import { Failed, messageOf } from './command.js';
import type { FeatureType, FeatureTypes } from './feature-declarations.js';

export interface Source {
  readonly baseUri: string;
  readonly apiKey: string;
  readonly customerId: string;
  readonly customerToken: string | undefined;
}

const FEATURE = 'feature { refId featureType meterType }';
const ENTITLEMENTS = `query GetEntitlements($query: FetchEntitlementsQuery!) {
  entitlements: cachedEntitlements(query: $query) { ${FEATURE} }
}`;
const PAYWALL = `query GetPaywall($input: GetPaywallInput!) {
  paywall(input: $input) { plans { entitlements { ${FEATURE} } } }
}`;
const DEADLINE_MS = 30_000;

/** @throws {Failed} the API was not reached, or refused */
export async function apiFeatures(source: Source): Promise<FeatureTypes> {
  const { customerId } = source;
  const { entitlements } = await ask(source, ENTITLEMENTS, { query: { customerId } });
  // What the customer could buy. An app without a paywall has the features of the customer alone.
  const { paywall } = await ask(source, PAYWALL, { input: { customerId } }).catch((error: unknown) => {
    console.error(`only the customer's own features are known: ${messageOf(error)}`);
    return { paywall: null };
  });
  const plans = isRecord(paywall) ? listOf(paywall.plans) : [];
  const listed = [...listOf(entitlements), ...plans.flatMap((plan) => listOf(plan.entitlements))];
  return new Map(listed.flatMap(({ feature }) => (isFeature(feature) ? [[feature.refId, feature]] : [])));
}

async function ask(
  { baseUri, apiKey, customerToken }: Source,
  query: string,
  variables: object,
): Promise<Record<string, unknown>> {
  const address = `${baseUri.replace(/\/+$/, '')}/graphql`;
  const { status, text } = await send(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': apiKey,
      ...(customerToken !== undefined && { 'x-customer-key': customerToken }),
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const body = parsed(text);
  const [error] = listOf(body.errors);
  if (error) throw new Failed(`the API refused: ${error.message}`);
  if (!isRecord(body.data)) throw new Failed(`${address} answered ${status} and no GraphQL`);
  return body.data;
}

async function send(address: string, request: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(address, request);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    throw new Failed(`cannot reach ${address}: ${messageOf(cause ?? error)}`);
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? body : {};
  } catch {
    return {};
  }
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isFeature(value: unknown): value is FeatureType & { readonly refId: string } {
  return (
    isRecord(value) &&
    typeof value.refId === 'string' &&
    ['BOOLEAN', 'NUMBER', 'ENUM'].includes(String(value.featureType))
  );
}
