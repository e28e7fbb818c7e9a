import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fixtures } from '../../src/fixtures.js';
import type { Arrival } from './answers/arrival.js';
import { type Api, createApi } from './api.js';
import { errorExtensions } from './api-error.js';
import { createClock } from './clock.js';
import { type Controlled, control } from './control.js';
import { corsHeaders, preflightHeaders } from './cors.js';
import { faultsFor, latencyOf } from './faults.js';
import { faultyReply } from './faulty-reply.js';
import { checkFixtures, readFixtures } from './fixtures-file.js';
import { isBatch, MOST_OPERATIONS, type Operation, operationsIn } from './operation.js';
import { jsonReply, type Reply, send } from './reply.js';
import { createRequestLog } from './request-log.js';
import { createState, type State } from './state.js';

export interface EmulatorOptions {
  /** Default 0: any that is free. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default: fixtures.json beside this module. */
  fixtures?: Fixtures;
  /** Whether a page may read `Date` and `Retry-After`. Default false. */
  exposeHeaders?: boolean;
}

export interface Emulator {
  /** Without a slash at the end; GraphQL is at `${url}/graphql`. */
  url: string;
  port: number;
  /** Drops all connections, also those kept waiting by a fault. */
  close(): Promise<void>;
}

/**
 * Starts an emulator with state of its own; several can run in one process.
 *
 * @throws {BadInput} fixtures that are none
 * @throws the error of `listen`, with its `code`, such as EADDRINUSE
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, host = '127.0.0.1', exposeHeaders = false } = options;
  const fixtures = options.fixtures
    ? checkFixtures(options.fixtures)
    : readFixtures(new URL('./fixtures.json', import.meta.url));
  const api = createApi();
  const on: Controlled = {
    clock: createClock(),
    state: createState(fixtures),
    log: createRequestLog(),
    faults: { current: { mode: 'none' } },
  };
  const server = createServer((request, response) => {
    // A browser sends a POST again by itself when a reused socket turns out to be closed; a fresh one it does not.
    response.setHeader('connection', 'close');
    response.setHeader('date', on.clock.now().toUTCString());
    for (const [name, value] of Object.entries(corsHeaders(exposeHeaders))) response.setHeader(name, value);
    answer(request, response, api, on).catch((error: unknown) => {
      // A client that left in the middle of its request is no failure of ours.
      if (!request.complete) return;
      console.error(error);
      send(response, jsonReply(500, { error: String(error) }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  api: Api,
  on: Controlled,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const path = url.replace(/\?.*/, '');
  if (method === 'OPTIONS') return send(response, { status: 204, headers: preflightHeaders, body: '' });
  const body = await read(request);
  if (path.startsWith('/control/')) return send(response, control(method, path, body, on));
  if (path !== '/graphql') return send(response, jsonReply(404, { error: `there is no ${path}` }));
  if (method !== 'POST')
    return send(response, jsonReply(405, { error: '/graphql takes POST' }, { allow: 'POST' }));
  await graphql(request, response, body, api, on);
}

async function graphql(
  { headers }: IncomingMessage,
  response: ServerResponse,
  body: string,
  api: Api,
  { clock, state, log, faults }: Controlled,
): Promise<void> {
  const operations = operationsIn(body);
  const answered = log.arrived(operations, headers, isBatch(body));
  const fault = faultsFor(faults.current, operations);
  const arrival = arrivalOf(state, clock.now(), headers);
  // Computed now and sent late: a late answer carries old data.
  const reply = await faultyReply(fault, () =>
    operations.length > MOST_OPERATIONS ? Promise.resolve(tooMany(operations)) : api(body, arrival),
  );
  // close() may come first, and then this must not keep the process alive.
  if (latencyOf(fault) > 0) await delay(latencyOf(fault), undefined, { ref: false });
  if (reply === 'hang' || response.destroyed) return;
  answered(reply === 'drop' ? 0 : reply.status);
  if (reply === 'drop') response.destroy();
  else send(response, reply);
}

/** Reads the state each time, so that an operation of a batch sees what those before it have changed. */
function arrivalOf(state: State, now: Date, headers: IncomingHttpHeaders): Arrival {
  return {
    get environment() {
      return state.at(now);
    },
    now,
    headers,
    change: (next) => state.put(next),
  };
}

function tooMany({ length }: readonly Operation[]): Reply {
  const message = `${length} operations in a request; ${MOST_OPERATIONS} are the most`;
  const extensions = errorExtensions('GraphQLBatchedOperationsLimitExceeded');
  return jsonReply(400, { errors: [{ message, extensions }] });
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
