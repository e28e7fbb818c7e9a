// The public options, their defaults, and what is wrong with wrong ones.
import type { Fallbacks } from './core/fallback.js';
import type { StaleLimits } from './core/freshness.js';
import type { HostName } from './core/protocol.js';
import type { Vocabulary } from './core/vocabulary.js';
import type { ExportedSnapshot } from './exported-snapshot.js';
import { LEVELS, type LogConfiguration } from './logger.js';

/** Asked for a token at start, and again when the API refused the last one. */
export type TokenSource = string | (() => Promise<string>);

/** The service worker to register. */
export interface ServiceWorkerOptions {
  /** Where the service worker's script is served; its folder must hold, or be above, the engine's script. Same origin. */
  readonly url: string | URL;
  /** The part of the site that it serves. Default: the folder of its script. */
  readonly scope?: string;
  /**
   * Lets it deliver tracked checks and refresh what is known while no tab is open, where the browser can. The API key and
   * the customer's id are then kept on the device; customers with a token are left out. Default: `false`.
   */
  readonly background?: boolean;
}

/** A policy of `trustedTypes.createPolicy`, as far as it is used here. */
export interface ScriptUrlPolicy {
  /** @returns a `TrustedScriptURL`; it throws for an address that must not become a script */
  createScriptURL(url: string): unknown;
}

/** What `Stigg.initialize` takes. */
export interface StiggOptions {
  /** The client API key. Required unless `offline`. */
  readonly apiKey?: string;
  /** The customer whose entitlements are checked. `null`: none yet. Default: none. */
  readonly customerId?: string | null;
  /** The resource, for products with several instances per customer. Default: none. */
  readonly resourceId?: string | null;
  /** Proves to the API who the customer is. Kept in memory only. A function is asked again when a token was refused. */
  readonly customerToken?: TokenSource | null;
  /** Where the API lives; GraphQL is expected at `{baseUri}/graphql`. Default: `https://api.stigg.io`. */
  readonly baseUri?: string;
  /** No request ever: answers come from `entitlementsFallback` alone. Default: `false`. */
  readonly offline?: boolean;
  /** What to answer where nothing is known, by feature id. Default: no access. */
  readonly entitlementsFallback?: Fallbacks;
  /** Milliseconds between refreshes while a tab is visible; 0 = never by timer. Default: 30 000. */
  readonly refreshIntervalMs?: number;
  /** Milliseconds after which an answer that could not be refreshed gives way to the fallback. Default: 7 days. */
  readonly maxStaleMs?: number | StaleLimits;
  /** Milliseconds after which `waitForInitialization` gives up. Default: 10 000. */
  readonly initTimeoutMs?: number;
  /** Milliseconds after which a request is given up. Default: 10 000. */
  readonly requestTimeoutMs?: number;
  /** What is kept on the device. `entitlements`: those only. `false`: nothing. Default: `true`. */
  readonly persist?: boolean | 'entitlements';
  /** From `exportSnapshot()`, for instance on a server: answers before any I/O. */
  readonly bootstrap?: ExportedSnapshot;
  /** Where the engine runs. Default: `auto`, the first of these that works. */
  readonly host?: 'auto' | HostName;
  /** Where the engine's script is served, if not beside this module. Same origin. */
  readonly workerUrl?: string | URL;
  /** Starts pages and engine without a network. Default: none, and nothing is registered. */
  readonly serviceWorker?: ServiceWorkerOptions;
  /**
   * Passes `workerUrl` and the service worker's address where the page has `require-trusted-types-for 'script'`. Without
   * `workerUrl` the engine then runs in the page. Default: none.
   */
  readonly trustedTypesPolicy?: ScriptUrlPolicy;
  /** Load nothing before `setCustomerId`, `getEntitlements` or `refresh` asks for it. Default: `false`. */
  readonly lazyLoad?: boolean;
  /** The spelling in results: as the guide prints it, or as the API sends it. Default: `documented`. */
  readonly vocabulary?: Vocabulary;
  /** Where messages go, and which. Default: the console, errors. */
  readonly logConfiguration?: LogConfiguration;
  /** Accepted as the vendor's client does; nothing is sent of it, because each header of ours needs the API's leave. */
  readonly clientName?: string;
  /** Accepted and not sent, as `clientName`. */
  readonly clientVersion?: string;
}

/** The options with their defaults. */
export type Settings = Readonly<
  Required<
    Omit<
      StiggOptions,
      | 'maxStaleMs'
      | 'bootstrap'
      | 'workerUrl'
      | 'serviceWorker'
      | 'trustedTypesPolicy'
      | 'clientName'
      | 'clientVersion'
    >
  > & {
    maxStaleMs: StaleLimits;
    bootstrap?: ExportedSnapshot;
    workerUrl?: string | URL;
    serviceWorker?: ServiceWorkerOptions;
    trustedTypesPolicy?: ScriptUrlPolicy;
  }
>;

const DAY_MS = 24 * 3_600_000;

type Rule = readonly [holds: (value: unknown) => boolean, demand: string];

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isDuration = (value: unknown) => Number.isFinite(value) && (value as number) >= 0;
/** What timers can count to, twice. */
const isTimeout = (value: unknown) => isDuration(value) && (value as number) < 2 ** 30;
const every = (holds: (value: unknown) => boolean) => (value: unknown) =>
  isObject(value) && Object.values(value).every(holds);
const oneOf = (...allowed: unknown[]): Rule => [
  (value) => allowed.includes(value),
  `one of ${allowed.join(', ')}`,
];
const orNull = ([holds, demand]: Rule): Rule => [(value) => value === null || holds(value), demand];

const TEXT: Rule = [isText, 'a non-empty string'];
const FLAG: Rule = [(value) => typeof value === 'boolean', 'a boolean'];
const MILLISECONDS = 'a number of milliseconds';
const DURATION: Rule = [isDuration, MILLISECONDS];
const TIMEOUT: Rule = [isTimeout, MILLISECONDS];
const ADDRESS: Rule = [(value) => isText(value) || value instanceof URL, 'an address'];
const TOKEN: Rule = [(value) => isText(value) || typeof value === 'function', `${TEXT[1]} or a function`];

const RULES: Readonly<Record<string, Rule>> = {
  apiKey: TEXT,
  customerId: orNull(TEXT),
  resourceId: orNull(TEXT),
  customerToken: orNull(TOKEN),
  baseUri: [
    (value) => isText(value) && URL.canParse(value as string) && /^https?:/.test(value as string),
    'an http(s) address',
  ],
  offline: FLAG,
  entitlementsFallback: [
    every((value) => typeof (value as { hasAccess?: unknown } | null)?.hasAccess === 'boolean'),
    '{[featureId]: {hasAccess: boolean}}',
  ],
  refreshIntervalMs: DURATION,
  maxStaleMs: [
    (value) =>
      isDuration(value) ||
      (isObject(value) &&
        isDuration((value as { default?: unknown }).default) &&
        every(isDuration)((value as { features?: unknown }).features)),
    `${MILLISECONDS} or {default, features}`,
  ],
  initTimeoutMs: TIMEOUT,
  requestTimeoutMs: TIMEOUT,
  persist: oneOf(true, false, 'entitlements'),
  bootstrap: [isObject, 'an object'],
  host: oneOf('auto', 'shared-worker', 'worker', 'page'),
  workerUrl: ADDRESS,
  serviceWorker: [
    (value) => isObject(value) && ADDRESS[0]((value as { url?: unknown }).url),
    '{url, scope?, background?}',
  ],
  trustedTypesPolicy: [
    (value) => typeof (value as Partial<ScriptUrlPolicy> | null)?.createScriptURL === 'function',
    '{createScriptURL}',
  ],
  lazyLoad: FLAG,
  vocabulary: oneOf('documented', 'api'),
  logConfiguration: [
    (value) => {
      const { logger = console, logLevel = 'ALL' } = (
        isObject(value) ? value : { logLevel: null }
      ) as LogConfiguration;
      return (
        typeof logger?.log === 'function' && typeof logger.error === 'function' && LEVELS.includes(logLevel)
      );
    },
    `{logger?: {log, error}, logLevel?: ${LEVELS.join(' | ')}}`,
  ],
};

const DEFAULTS = {
  apiKey: '',
  customerId: null,
  resourceId: null,
  customerToken: null,
  baseUri: 'https://api.stigg.io',
  offline: false,
  entitlementsFallback: {},
  refreshIntervalMs: 30_000,
  maxStaleMs: { default: 7 * DAY_MS, features: {} },
  initTimeoutMs: 10_000,
  requestTimeoutMs: 10_000,
  persist: true,
  host: 'auto',
  lazyLoad: false,
  vocabulary: 'documented',
  logConfiguration: {},
} as const satisfies Settings;

/** @throws TypeError that names the wrong option */
export function readOptions(options: StiggOptions): Settings {
  demand('options', options, [isObject, 'an object']);
  if (!options.offline) requireText('apiKey', options.apiKey);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkArgument(name, value);
  const settings: Settings = { ...DEFAULTS, ...Object.fromEntries(given) };
  const { maxStaleMs } = options;
  return {
    ...settings,
    baseUri: settings.baseUri.replace(/\/+$/, ''),
    ...(typeof maxStaleMs === 'number' && { maxStaleMs: { default: maxStaleMs, features: {} } }),
  };
}

/**
 * Checks an argument that is ruled as the option of its name; `undefined` stands for the default, and a name without
 * a rule for an option of the vendor's client that means nothing here.
 *
 * @throws TypeError that names it
 */
export function checkArgument(name: string, value: unknown): void {
  if (value !== undefined && Object.hasOwn(RULES, name)) demand(name, value, RULES[name] as Rule);
}

/** @throws TypeError that names the argument */
export function requireText(name: string, value: unknown): void {
  demand(name, value, TEXT);
}

function demand(name: string, value: unknown, [holds, wanted]: Rule): void {
  if (!holds(value)) throw new TypeError(`${name} must be ${wanted}.`);
}
