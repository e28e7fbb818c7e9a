// The page of a walk: a client, and a sampler that asks it all the time and keeps what it was answered.
import Stigg, { type StiggClient, type StiggOptions } from 'stigg-offline';
import { FALLBACK_STAMP, type Sample, STAMP, SWITCH } from '../sample.js';

export interface TabStart {
  readonly apiKey: string;
  readonly baseUri: string;
  readonly customer: string | null;
  readonly resource: string | null;
  /** A token; `null`: to be asked for where the driver gives them out. */
  readonly token: string | null;
  readonly fallback: boolean;
  readonly options: Pick<StiggOptions, 'host' | 'persist' | 'serviceWorker'>;
  readonly times: Pick<
    StiggOptions,
    'refreshIntervalMs' | 'requestTimeoutMs' | 'initTimeoutMs' | 'maxStaleMs'
  >;
}

export interface Glimpse {
  readonly samples: readonly Sample[];
  readonly status: {
    readonly phase: string;
    readonly host: string;
    readonly source: string;
    readonly code: string | undefined;
  };
  /** What the client logged, the last few. */
  readonly log: readonly string[];
}

export interface ChaosPage {
  readonly isStarted: boolean;
  start(start: TabStart): void;
  setCustomer(customer: string, token: string | null, resource: string | null): void;
  /** The same customer, with a token. */
  setToken(token: string): void;
  setResource(resource: string | null): void;
  signOut(everywhere: boolean): Promise<string>;
  refresh(): void;
  setOnline(isOnline: boolean): void;
  /** What was answered since the last glimpse, now included. */
  glimpse(): Glimpse;
}

declare global {
  interface Window {
    chaos: ChaosPage;
  }
}

const SAMPLE_MS = 25;
const LOG_LINES = 40;
/** What the log never says of a client that is whole, whatever it meets. */
const DEFECTS = /^(A listener threw|A check cannot be read|An event of the engine could not be read)/;

// The page's clock may be set, but this one is real.
const now = () => performance.timeOrigin + performance.now();
const log: string[] = [];
let stigg: StiggClient | undefined;
let asked: { customer: string | null; resource: string | null; since: number };
let samples: Sample[] = [];
let isOnline = true;
const reach = window.fetch.bind(window);
// Of an engine in the page. One in a worker meets an API that is down.
window.fetch = (...request) =>
  isOnline ? reach(...request) : Promise.reject(new TypeError('Failed to fetch'));
Object.defineProperty(navigator, 'onLine', { get: () => isOnline });

function report(text: string): void {
  reach(`${chaosControl}/problem`, { method: 'POST', body: JSON.stringify({ realm: 'page', text }) }).catch(
    () => {},
  );
}

function note(level: string, message: string, error?: unknown): void {
  log.push(`${level}: ${message} ${error ?? ''}`);
  if (log.length > LOG_LINES) log.shift();
  if (DEFECTS.test(message)) report(`${message} ${error instanceof Error ? error.stack : error}`);
}

function ask(customer: string | null, resource: string | null): void {
  asked = { customer, resource, since: now() };
}

async function tokenOf(customer: string): Promise<string> {
  const response = await reach(`${chaosControl}/token?${new URLSearchParams({ customer })}`);
  if (!response.ok) throw new Error('no token is given out');
  return response.text();
}

/** The client, which the driver has made before it asks anything of it. */
function client(): StiggClient {
  if (!stigg) throw new Error('there is no client yet');
  return stigg;
}

const tokenSource = (customer: string, token: string | null) => token ?? (() => tokenOf(customer));

function sample(): void {
  if (!stigg) return;
  for (const resource of asked.resource === null ? [null] : [null, asked.resource]) {
    const about = resource === null ? {} : { resourceId: resource };
    const stamp = stigg.getNumericEntitlement({ featureId: STAMP, ...about });
    const access = stigg.getBooleanEntitlement({ featureId: SWITCH, ...about });
    const { ageMs } = stigg.freshnessOf(stamp);
    const at = now();
    add({
      customer: asked.customer,
      resource,
      since: asked.since,
      stamp: { value: stamp.value ?? null, isFallback: stamp.isFallback },
      access: { hasAccess: access.hasAccess, isFallback: access.isFallback },
      confirmedAt: ageMs === null ? null : at - ageMs,
      firstAt: at,
      lastAt: at,
    });
  }
}

function add(next: Sample): void {
  const essence = ({ confirmedAt, firstAt, lastAt, ...rest }: Sample) => JSON.stringify(rest);
  const last = samples.filter(({ resource }) => resource === next.resource).at(-1);
  if (!last || essence(last) !== essence(next)) return void samples.push(next);
  last.lastAt = next.lastAt;
  if (last.confirmedAt !== null) last.confirmedAt = Math.max(last.confirmedAt, next.confirmedAt ?? 0);
}

/** A call whose failure is the caller's to know, and nobody's here. */
function ignoring(call: Promise<unknown>): void {
  call.catch((error) => note('call', String(error)));
}

window.chaos = {
  get isStarted() {
    return stigg !== undefined;
  },
  start({ apiKey, baseUri, customer, resource, token, fallback, options, times }) {
    ask(customer, resource);
    stigg = Stigg.initialize({
      apiKey,
      baseUri,
      customerId: customer,
      resourceId: resource,
      ...(customer !== null && { customerToken: tokenSource(customer, token) }),
      ...options,
      ...times,
      entitlementsFallback: {
        [STAMP]: { hasAccess: true, value: FALLBACK_STAMP },
        [SWITCH]: { hasAccess: fallback },
      },
      logConfiguration: {
        logLevel: 'LOG',
        logger: {
          log: (message: string) => note('log', message),
          error: (message: string, error?: unknown) => note('error', message, error),
        },
      },
    });
    stigg.addListener('signedOut', () => ask(null, null));
    ignoring(stigg.waitForInitialization());
    sample();
    setInterval(sample, SAMPLE_MS);
  },
  setCustomer(customer, token, resource) {
    ignoring(client().setCustomerId(customer, tokenSource(customer, token), resource));
    ask(customer, resource);
    sample();
  },
  setToken(token) {
    if (asked.customer !== null) ignoring(client().setCustomerId(asked.customer, token));
  },
  setResource(resource) {
    if (resource === null) client().clearResource();
    else ignoring(client().setResource(resource));
    asked = { ...asked, resource };
    sample();
  },
  signOut(everywhere) {
    const deleted = client().clearCustomer({ everywhere });
    ask(null, null);
    sample();
    return deleted.then(
      () => 'deleted',
      ({ code }) => String(code),
    );
  },
  refresh: () => ignoring(client().refresh()),
  setOnline(next) {
    isOnline = next;
    dispatchEvent(new Event(next ? 'online' : 'offline'));
  },
  glimpse() {
    sample();
    const { phase, host, source, error } = client().status;
    const taken = samples;
    samples = [];
    return { samples: taken, status: { phase, host, source, code: error?.code }, log };
  },
};
