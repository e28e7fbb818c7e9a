// What data calls are answered from.
import type { DataCallName, ParamsOf, ResultOf } from '../core/data-call.js';
import { type Failure, failure } from '../core/failure.js';
import { elapsed, type Instant } from '../core/freshness.js';
import type { Received } from '../core/protocol.js';
import { isOnline, pageClock } from './device.js';

/** For each data call its result, in the API's spelling, or what makes it of the call's parameters. */
export type TestData = {
  readonly [Name in DataCallName]?:
    | ResultOf<Name>
    | ((params: ParamsOf<Name>) => ResultOf<Name> | Promise<ResultOf<Name>>);
};

/** Those whose last response stands in where the API is not reached. */
const KEPT: ReadonlySet<DataCallName> = new Set([
  'getPaywall',
  'getCustomerPortal',
  'getCustomer',
  'getActiveSubscriptionsList',
  'getActiveSubscriptions',
  'getSubscription',
  'getCoupons',
  'getUsageHistory',
]);

export const NO_NETWORK = failure('NETWORK', 'The test client is offline.');

export type DataAnswer = { readonly value: Received<unknown> } | { readonly failure: Failure };

export class TestDataCalls {
  readonly #data: TestData;
  readonly #kept = new Map<string, { readonly result: unknown; readonly at: Instant }>();

  constructor(data: TestData) {
    this.#data = data;
  }

  /** @param whose names the customer */
  async answer(name: DataCallName, params: object, whose: string): Promise<DataAnswer> {
    const key = JSON.stringify([whose, name, params]);
    if (!isOnline()) {
      const kept = this.#kept.get(key);
      if (!kept) return { failure: NO_NETWORK };
      const ageMs = elapsed(kept.at, pageClock());
      return { value: { result: copy(kept.result), source: 'store', ageMs } };
    }
    const given = this.#data[name] as unknown;
    if (given === undefined) {
      return { failure: failure('NOT_FOUND', `createTestClient was given no data.${name}.`) };
    }
    try {
      const result = copy(typeof given === 'function' ? await given(params) : given);
      if (KEPT.has(name)) this.#kept.set(key, { result, at: pageClock() });
      return { value: { result: copy(result), source: 'network', ageMs: 0 } };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  forget(): void {
    this.#kept.clear();
  }
}

/** A test that throws a `StiggError` means that one. */
function failureOf(error: unknown): Failure {
  const { code, message, retryable, serverCode } = error as Partial<Failure>;
  if (!code || retryable === undefined) return failure('SERVER', String(message ?? error));
  return { code, message: String(message), retryable, ...(serverCode !== undefined && { serverCode }) };
}

/** The client respells what it is given. */
function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(copy);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item)]));
}
