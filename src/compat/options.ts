// The options of the vendor's client: those that mean something here become ours, the rest is accepted.
import type { StiggOptions } from '../index.js';

interface VendorOptions {
  /** Milliseconds between refreshes, at least 1000; `Infinity`: never by timer. Default: 30 000. */
  readonly cacheTtlMs?: number;
  /** The former name of `cacheTtlMs`, which goes before it unless it is 0. */
  readonly entitlementPollingInterval?: number;
  /** Ignored. */
  readonly useEntitlementPolling?: boolean;
  /** Ignored: all is asked of `baseUri`. */
  readonly enableEdge?: boolean;
  /** Ignored. */
  readonly baseEdgeUri?: string;
}

type Either = VendorOptions & Omit<StiggOptions, 'vocabulary'>;

/** Those of the vendor's client, and ours. `null` and `undefined` stand for the default. */
export type CompatOptions = { readonly [Name in keyof Either]?: Either[Name] | null | undefined };

const IGNORED = [
  'useEntitlementPolling',
  'enableEdge',
  'baseEdgeUri',
  'clientName',
  'clientVersion',
] as const;
/** The vendor's client asks again when something is read; a timer needs a floor. */
const SHORTEST_INTERVAL_MS = 1_000;

/** Our options for what is given, and the names of those that mean nothing here. */
export function readVendorOptions(options: CompatOptions): {
  readonly own: StiggOptions;
  readonly ignored: readonly string[];
} {
  const given = Object.entries(options ?? {}).filter(
    ([name, value]) => value != null && !isBlankId(name, value),
  );
  const { cacheTtlMs, entitlementPollingInterval, ...own } = Object.fromEntries(given) as Either;
  const ttlMs = cacheTtlMs || (entitlementPollingInterval ?? cacheTtlMs);
  return {
    own: {
      ...(ttlMs !== undefined && { refreshIntervalMs: intervalOf(ttlMs) }),
      ...own,
      vocabulary: 'api',
    },
    ignored: IGNORED.filter((name) => name in own),
  };
}

function intervalOf(ttlMs: number): number {
  return ttlMs === Number.POSITIVE_INFINITY ? 0 : Math.max(ttlMs, SHORTEST_INTERVAL_MS);
}

/** Apps say "nobody yet" with an empty string. */
function isBlankId(name: string, value: unknown): boolean {
  return value === '' && ['customerId', 'customerToken', 'resourceId'].includes(name);
}
