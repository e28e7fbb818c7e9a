// A snapshot outside of the client: made by `exportSnapshot()`, for instance while a server renders, and given to
// `bootstrap`. Plain JSON with a digest: what came through HTML and networks is taken as it was made, or not at all.
import type { SessionKey } from './core/identity.js';
import { SNAPSHOT_FORMAT, type Snapshot } from './core/snapshot.js';
import type { Mirror } from './mirror.js';
import { pageClock } from './page-clock.js';
import { sha256 } from './sha256.js';

/** What `exportSnapshot` gives and the option `bootstrap` takes: plain JSON, to be passed on as it is. */
export interface ExportedSnapshot {
  readonly format: number;
  /** The wall clock, in milliseconds since the epoch, when it was exported. */
  readonly exportedAt: number;
  readonly sessions: readonly ExportedSession[];
  readonly digest: string;
}

export interface ExportedSession {
  /** Another identity's is ignored. */
  readonly key: SessionKey;
  readonly snapshot: Snapshot;
  /** Milliseconds since the API confirmed it, at `exportedAt`. */
  readonly ageMs: number;
}

/** What is known of views; `null` if nothing is. */
export function exportViews(
  views: readonly { readonly key: SessionKey; readonly mirror: Pick<Mirror, 'snapshot' | 'ageMs'> }[],
): ExportedSnapshot | null {
  const sessions = views.flatMap(({ key, mirror }) =>
    mirror.snapshot ? [{ key, snapshot: mirror.snapshot, ageMs: mirror.ageMs() }] : [],
  );
  return sessions.length > 0 ? exportSessions(pageClock().wall, sessions) : null;
}

export function exportSessions(exportedAt: number, sessions: readonly ExportedSession[]): ExportedSnapshot {
  const content = { format: SNAPSHOT_FORMAT, exportedAt, sessions };
  return { ...content, digest: sha256(JSON.stringify(content)) };
}

/** The session of this key, with its age now. @throws if there is none in it, or if it is not what was exported */
export function importSession(exported: ExportedSnapshot, key: SessionKey, now: number): ExportedSession {
  const { format, exportedAt, sessions, digest } = exported;
  const whole =
    format === SNAPSHOT_FORMAT && sha256(JSON.stringify({ format, exportedAt, sessions })) === digest;
  const session = whole && sessions.find((candidate) => candidate.key === key);
  if (!session) throw new TypeError();
  return { ...session, ageMs: Math.max(0, session.ageMs) + Math.max(0, now - exportedAt) };
}
