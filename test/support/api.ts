// The API for tests: the emulator behind real HTTP, steered through its control endpoints.
import type { WireEntitlement } from 'stigg-offline/fixtures';
import { type EmulatorOptions, startEmulator } from '../../playground/emulator/server.js';

export interface LoggedRequest {
  /** ISO 8601, real time. */
  readonly time: string;
  readonly operationName: string | null;
  readonly variables: {
    readonly query?: { readonly customerId?: string; readonly resourceId?: string };
    readonly input?: { readonly customerId?: string; readonly resourceId?: string };
    readonly entitlementCheckRequested?: { readonly requestedUsage?: number };
  };
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number | null;
  /** The request, where several operations came in one. */
  readonly batch?: number;
}

export interface Fault {
  readonly mode: string;
  readonly latencyMs?: number;
  readonly retryAfterS?: number;
  readonly operations?: readonly string[];
  readonly variables?: unknown;
}

export interface Api {
  readonly url: string;
  requests(): Promise<readonly LoggedRequest[]>;
  forgetRequests(): Promise<void>;
  fault(fault: Fault): Promise<void>;
  heal(): Promise<void>;
  /** Stops the API's clock there; `null` for the real time. */
  clock(now: string | null): Promise<void>;
  /** JSON merge patch of the state. */
  patch(state: unknown): Promise<void>;
  /** Replaces the answer for a customer, or for a customer's resource. */
  answer(customerId: string, entitlements: readonly WireEntitlement[], resourceId?: string): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export const API_KEY = 'client-playground';

export async function startApi(options: EmulatorOptions = {}): Promise<Api> {
  const emulator = await startEmulator(options);
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${emulator.url}/control/${path}`, init);
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
  const patch = async (state: unknown) => void (await control('PATCH', 'state', state));
  return {
    url: emulator.url,
    requests: async () => (await control('GET', 'requests')) as LoggedRequest[],
    forgetRequests: async () => void (await control('DELETE', 'requests')),
    fault: async (fault) => void (await control('PUT', 'faults', fault)),
    heal: async () => void (await control('PUT', 'faults', { mode: 'none' })),
    clock: async (now) => void (await control('PUT', 'clock', { now })),
    patch,
    async answer(customerId, entitlements, resourceId) {
      const whole = { entitlements };
      const customer = resourceId ? { resources: { [resourceId]: whole } } : whole;
      const basics = { name: customerId, subscribedAt: '2025-01-01T00:00:00.000Z' };
      await patch({ customers: { [customerId]: { ...basics, ...customer } } });
    },
    reset: async () => void (await control('PUT', 'reset')),
    close: () => emulator.close(),
  };
}
