// Everything that contestants fetch features from. The repository's emulator answers for the Stigg API; each of its answers
// is kept and sent again, so that a figure is about the client and not about how fast the emulator computes.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireEntitlement } from 'stigg-offline/fixtures';
import { startApi } from '../../support/api.js';
import { configcatConfig, growthbookFeatures, type Variant, wireEntitlements } from '../load.js';
import { type Listening, listen } from './listening.js';

export const CUSTOMER = 'customer-bench';

export interface Origin extends Listening {
  /** What is served from now on. */
  serve(entitlements: number, variant?: Variant): void;
  /** Serves the other variant with each answer, or stops to. */
  alternate(on: boolean): void;
  delay(latencyMs: number): void;
  /** Drops every request, as a network that is gone. */
  down(on: boolean): void;
  /** Requests for features, preflights left out, since the last call. */
  takeCount(): number;
  /** Milliseconds since the epoch at which the first answer after the last `serve` began to leave. */
  readonly firstSentAt: number;
}

/** Beyond these the emulator takes minutes. The others are added to its answer, in the same shape. */
const MOST_EMULATED = 1000;

interface Kept {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export async function startOrigin(): Promise<Origin> {
  const api = await startApi();
  const kept = new Map<string, Promise<Kept>>();
  let entitlements = 10;
  let variant: Variant = 0;
  let alternating = false;
  let latencyMs = 0;
  let isDown = false;
  let count = 0;
  let firstSentAt = 0;
  let emulated = '';
  // One at a time, as the emulator has one state.
  let queue: Promise<unknown> = Promise.resolve();

  const emulate = (load: string, request: IncomingMessage, body: string): Promise<Kept> => {
    const asked = queue.then(async () => {
      const [size, which] = load.split(' ').map(Number);
      const all = wireEntitlements(size ?? 0, which ? 1 : 0);
      const some = all.slice(0, MOST_EMULATED);
      if (emulated !== load) await api.answer(CUSTOMER, some);
      emulated = load;
      const headers: Record<string, string> = {};
      for (const name of ['content-type', 'x-api-key', 'source', 'access-control-request-method']) {
        const value = request.headers[name];
        if (typeof value === 'string') headers[name] = value;
      }
      const method = request.method ?? 'POST';
      const answer = await fetch(`${api.url}/graphql`, { method, headers, ...(body && { body }) });
      const text = await answer.text();
      const sent: Record<string, string> = {};
      for (const [name, value] of answer.headers) {
        if (/^(access-control-|content-type)/.test(name)) sent[name] = value;
      }
      return {
        status: answer.status,
        headers: sent,
        body: all.length > some.length ? withAll(text, all) : text,
      };
    });
    queue = asked.catch(() => {});
    return asked;
  };

  const keep = (key: string, make: () => Promise<Kept>) => {
    const known = kept.get(key) ?? make();
    kept.set(key, known);
    return known;
  };

  const json = (value: unknown, tag: string): Kept => ({
    status: 200,
    headers: {
      'content-type': 'application/json',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag',
      'cache-control': 'no-cache',
      etag: `"${tag}"`,
    },
    body: JSON.stringify(value),
  });

  const server = await listen(async (request: IncomingMessage, response: ServerResponse) => {
    const body = await read(request);
    if (isDown) return void request.socket.destroy();
    const preflight = request.method === 'OPTIONS';
    if (!preflight) {
      count++;
      if (alternating) variant = variant === 0 ? 1 : 0;
    }
    const load = `${entitlements} ${variant}`;
    const path = request.url ?? '/';
    const answer = await keep(`${load} ${request.method} ${path.replace(/\?.*/, '')} ${body}`, async () => {
      const [size, which] = [entitlements, variant];
      if (path.startsWith('/api/features/')) return json(growthbookFeatures(size, which), `g${load}`);
      if (path.startsWith('/configuration-files/'))
        return json(configcatConfig(size, which, server.url), `c${load}`);
      return emulate(load, request, body);
    });
    if (!preflight && latencyMs > 0) await sleep(latencyMs);
    // Not after it: on a busy machine the answer may be in use before this process gets to look at the clock.
    if (!preflight && load === `${entitlements} ${variant}`) firstSentAt ||= Date.now();
    if (answer.headers.etag && request.headers['if-none-match'] === answer.headers.etag) {
      response.writeHead(304, answer.headers).end();
    } else {
      response.writeHead(answer.status, answer.headers).end(answer.body);
    }
  });

  return {
    url: server.url,
    serve: (size, which = 0) => {
      entitlements = size;
      variant = which;
      firstSentAt = 0;
    },
    alternate: (on) => {
      alternating = on;
    },
    delay: (ms) => {
      latencyMs = ms;
    },
    down: (on) => {
      isDown = on;
    },
    takeCount: () => {
      const taken = count;
      count = 0;
      return taken;
    },
    get firstSentAt() {
      return firstSentAt;
    },
    close: async () => {
      await server.close();
      await api.close();
    },
  };
}

function withAll(answer: string, all: readonly WireEntitlement[]): string {
  if (answer === '') return answer;
  const parsed = JSON.parse(answer) as { data?: { entitlements?: WireEntitlement[] } };
  const emulated = parsed.data?.entitlements;
  if (!emulated) return answer;
  emulated.push(...all.slice(emulated.length));
  return JSON.stringify(parsed);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
