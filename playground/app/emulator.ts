// The control endpoints of the local API.
import type { Fixtures } from 'stigg-offline/fixtures';

export interface Faults {
  readonly mode: string;
  readonly latencyMs?: number;
  readonly retryAfterS?: number;
}

interface LoggedRequest {
  readonly operationName: string | null;
}

const TIMEOUT_MS = 3000;

export class Emulator {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  faults(): Promise<Faults> {
    return this.#ask<Faults>('GET', 'faults');
  }

  async setFaults(faults: Faults): Promise<void> {
    await this.#ask('PUT', 'faults', faults);
  }

  state(): Promise<Fixtures> {
    return this.#ask<Fixtures>('GET', 'state');
  }

  /** @param patch a JSON merge patch of the state */
  async patchState(patch: unknown): Promise<void> {
    await this.#ask('PATCH', 'state', patch);
  }

  /** How many requests for entitlements arrived since it started. */
  async countRequests(): Promise<number> {
    const requests = await this.#ask<readonly LoggedRequest[]>('GET', 'requests');
    return requests.filter(({ operationName }) => operationName === 'GetEntitlements').length;
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#url}/control/${path}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as T;
  }
}
