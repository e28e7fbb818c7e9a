// A client in Node, its engine in the page host, closed after each test.
import Stigg, { type StiggClient, StiggError, type StiggEvents, type StiggOptions } from 'stigg-offline';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { EmulatorOptions } from '../../playground/emulator/server.js';
import { API_KEY, type Api, startApi } from './api.js';

export const CUSTOMER = 'customer-acme';

export interface NodeStage {
  readonly api: Api;
  /** Makes a client of the usual options; it logs nothing unless told to. */
  client(options?: StiggOptions): StiggClient;
  /** The requests of an operation that the API has had. */
  sent(operation: string): Promise<Awaited<ReturnType<Api['requests']>>>;
}

export function setNodeStage(emulator: EmulatorOptions = {}): NodeStage {
  let api: Api;
  let clients: StiggClient[] = [];
  beforeAll(async () => {
    api = await startApi(emulator);
  });
  afterAll(() => api.close());
  beforeEach(() => api.reset());
  afterEach(() => {
    for (const client of clients) client.close();
    clients = [];
  });
  return {
    get api() {
      return api;
    },
    client(options = {}) {
      const client = Stigg.initialize({
        apiKey: API_KEY,
        baseUri: api.url,
        customerId: CUSTOMER,
        refreshIntervalMs: 0,
        logConfiguration: { logLevel: 'NONE' },
        ...options,
      });
      clients.push(client);
      return client;
    },
    sent: async (operation) =>
      (await api.requests()).filter(({ operationName }) => operationName === operation),
  };
}

/** Collects the payloads of an event. */
export function listen<Name extends keyof StiggEvents>(client: StiggClient, name: Name): StiggEvents[Name][] {
  const heard: StiggEvents[Name][] = [];
  client.addListener(name, (payload) => heard.push(payload));
  return heard;
}

/** The code that a promise rejects with, or `resolved`. */
export const outcomeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error) => (error as { code?: string }).code ?? String(error),
  );

/** The error that a call rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<StiggError> {
  const error = await promise.then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(StiggError);
  return error;
}
