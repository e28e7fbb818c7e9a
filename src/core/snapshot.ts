// The snapshot: all that is needed to answer checks for one identity, immutable, in the API's spelling.
import { type Entitlement, parseEntitlement } from './entitlement.js';

/**
 * The format of what is stored and of what crosses the link. It is part of the names of database, locks and
 * notices, so two formats never meet.
 */
export const SNAPSHOT_FORMAT = 1;

export interface Snapshot {
  readonly format: typeof SNAPSHOT_FORMAT;
  /** One more for each response that changed something. */
  readonly revision: number;
  /** The wall clock, in milliseconds since the epoch, when the response arrived that made this revision. */
  readonly receivedAt: number;
  /** `null` until the API was asked for its configuration. */
  readonly isWidgetWatermarkEnabled: boolean | null;
  readonly entitlements: readonly Entitlement[];
}

/** Which snapshot it is, of those of its session. By the time, too: where a store was wiped, the numbers begin anew. */
export type SnapshotName = Pick<Snapshot, 'revision' | 'receivedAt'>;

export function nameOf(snapshot: Snapshot | null): SnapshotName | null {
  return snapshot && { revision: snapshot.revision, receivedAt: snapshot.receivedAt };
}

export function isSameSnapshot(one: SnapshotName | null, other: SnapshotName | null): boolean {
  return one?.revision === other?.revision && one?.receivedAt === other?.receivedAt;
}

/** By feature, in the API's order. */
export interface Entitlements {
  get(featureId: string): Entitlement | undefined;
  keys(): Iterable<string>;
  values(): Iterable<Entitlement>;
  /** Of one that is read as it is asked: the features that somebody asked for. */
  readonly asked?: ReadonlySet<string>;
  /** Of such a one: its snapshot's text, until all of it is read. */
  readonly text?: string | null;
}

export interface ParsedEntitlements {
  readonly entitlements: readonly Entitlement[];
  /** How many entries were left out: unreadable, or of a feature that a later entry names again. */
  readonly leftOut: number;
}

/** Reads a list from outside. A bad entry is left out and counted; `null` if it is no list at all. */
export function parseEntitlements(list: unknown): ParsedEntitlements | null {
  if (!Array.isArray(list)) return null;
  const byFeature = new Map<string, Entitlement>();
  for (const entry of list) {
    const entitlement = parseEntitlement(entry);
    if (entitlement) byFeature.set(entitlement.feature.refId, entitlement);
  }
  return { entitlements: Object.freeze([...byFeature.values()]), leftOut: list.length - byFeature.size };
}

/** Reads a whole snapshot from outside (store, bootstrap). Refused as a whole (`null`) unless every part is readable. */
export function parseSnapshot(value: unknown): Snapshot | null {
  if (typeof value !== 'object' || value === null) return null;
  const from = value as Record<string, unknown>;
  const parsed = parseEntitlements(from.entitlements);
  const watermark = from.isWidgetWatermarkEnabled;
  if (
    from.format !== SNAPSHOT_FORMAT ||
    !Number.isSafeInteger(from.revision) ||
    (from.revision as number) < 1 ||
    !Number.isFinite(from.receivedAt) ||
    (watermark !== null && typeof watermark !== 'boolean') ||
    parsed === null ||
    parsed.leftOut > 0
  ) {
    return null;
  }
  return Object.freeze({
    format: SNAPSHOT_FORMAT,
    revision: from.revision as number,
    receivedAt: from.receivedAt as number,
    isWidgetWatermarkEnabled: watermark as boolean | null,
    entitlements: parsed.entitlements,
  });
}

export function indexByFeature(snapshot: Snapshot): ReadonlyMap<string, Entitlement> {
  // Not of pairs: they are a thousand lists that live for a moment, while a page starts.
  const index = new Map<string, Entitlement>();
  for (const entitlement of snapshot.entitlements) index.set(entitlement.feature.refId, entitlement);
  return index;
}
