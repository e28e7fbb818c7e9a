// A client in the vendor's forms, in Node, closed after each test.
import Compat, { type CompatOptions, type StiggClient } from 'stigg-offline/compat';
import { afterEach } from 'vitest';
import { API_KEY, type Api } from './api.js';
import { CUSTOMER, setNodeStage } from './node-client.js';

export interface CompatStage {
  readonly api: Api;
  /** Makes a client of the usual options; it asks nothing by timer and logs nothing unless told to. */
  client(options?: CompatOptions): StiggClient;
}

export function setCompatStage(): CompatStage {
  const stage = setNodeStage();
  let clients: StiggClient[] = [];
  afterEach(() => {
    for (const client of clients) client.close();
    clients = [];
  });
  return {
    get api() {
      return stage.api;
    },
    client(options = {}) {
      const client = Compat.initialize({
        apiKey: API_KEY,
        baseUri: stage.api.url,
        customerId: CUSTOMER,
        cacheTtlMs: Number.POSITIVE_INFINITY,
        logConfiguration: { logLevel: 'NONE' },
        ...options,
      });
      clients.push(client);
      return client;
    },
  };
}
