import { beforeAll, beforeEach } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../playground/emulator/server.js';

export const LIST = `query GetEntitlements($query: FetchEntitlementsQuery!) {
  entitlements: cachedEntitlements(query: $query) {
    isGranted accessDeniedReason usageLimit hasUnlimitedUsage hasSoftLimit currentUsage requestedUsage enumValues
    entitlementUpdatedAt usageUpdatedAt usagePeriodAnchor usagePeriodStart usagePeriodEnd resetPeriod
    feature { refId displayName featureType meterType featureUnits featureUnitsPlural description }
  }
  sdkConfiguration { isWidgetWatermarkEnabled showWatermark }
}`;

export interface Result {
  data: Record<string, unknown> | null;
  errors?: Array<{ message: string; path?: string[]; extensions: { code: string; traceId: string } }>;
}

/** The error codes of an answer; undefined if it has no errors. */
export const codes = ({ errors }: Result) => errors?.map(({ extensions }) => extensions.code);

type Listed = { feature: { refId: string } } & Record<string, unknown>;

/** An emulator for the tests of one file, reset before each. */
export function runningEmulator(options: EmulatorOptions = {}) {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator(options);
    return () => emulator.close();
  });
  const url = (path: string) => `${emulator.url}${path}`;

  /** Sends JSON to a control path; gives the status and the answer. */
  async function control(method: string, path: string, body?: unknown) {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(url(`/control/${path}`), init);
    return { status: response.status, body: await response.json() };
  }
  beforeEach(async () => {
    await control('PUT', 'reset');
  });

  const post = (body: unknown, headers: Record<string, string> = {}, signal: AbortSignal | null = null) =>
    fetch(url('/graphql'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'client-playground', ...headers },
      body: JSON.stringify(body),
      signal,
    });

  async function query(text: string, variables: unknown = {}, headers = {}): Promise<Result> {
    const response = await post({ query: text, variables }, headers);
    return (await response.json()) as Result;
  }

  /** The customer's entitlements by feature id. */
  async function entitlements(customerId: string, resourceId?: string) {
    const { data, errors } = await query(LIST, { query: { customerId, resourceId } });
    if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
    const listed = data?.entitlements as Listed[];
    return Object.fromEntries(listed.map((one) => [one.feature.refId, one]));
  }
  return { url, control, post, query, entitlements };
}
