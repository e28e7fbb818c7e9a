// Whether a session begins with a refresh. Pure: what is known and the time are arguments.
import type { SessionRecord } from './record.js';

/** What another engine asked for within the usual interval need not be asked again. */
const FRESH_MS = 30_000;

/**
 * What was stored is served at once; whether it is confirmed at once, too, depends on who else may do it.
 *
 * @param sole whether no other engine serves this origin
 * @param unwatched whether nobody asks by timer
 * @param now milliseconds since the epoch
 */
export function startsWithRefresh(
  { snapshot, failure, failures, notBefore, lastAttemptAt }: SessionRecord,
  { sole, unwatched }: { readonly sole: boolean; readonly unwatched: boolean },
  now: number,
): boolean {
  // Another key or token has come with this start, as far as anybody can tell.
  if (failure?.code === 'UNAUTHENTICATED') return true;
  const heldBack = failures > 0 && notBefore !== null && notBefore > now;
  // With nothing to serve, whoever reloads gets one try; but what the API asked for is kept.
  if (heldBack) return sole && snapshot === null && failure?.code !== 'RATE_LIMITED';
  const lately = lastAttemptAt !== null && now - lastAttemptAt < FRESH_MS;
  // Without a timer, this is the only time that anybody looks.
  return sole || (unwatched && !lately);
}
