// What a page knows of its surroundings: whether it is seen, whether there is a network, and whether it is leaving.
import type { Surroundings } from './core/protocol.js';

export interface SurroundingsListener {
  changed(): void;
  /** The page goes away, perhaps into the back/forward cache, or is frozen where it is. */
  left(): void;
  /** The page came back from there. */
  returned(): void;
}

export function surroundings(): Surroundings {
  return { visible: globalThis.document?.visibilityState !== 'hidden', online: isOnline() };
}

/** What the browser believes: `false` is mostly true, `true` says little. */
export function isOnline(): boolean {
  return globalThis.navigator?.onLine !== false;
}

/** @returns what stops the watch */
export function watchSurroundings({ changed, left, returned }: SurroundingsListener): () => void {
  const { document } = globalThis;
  if (!document) return () => {};
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) returned();
  };
  document.addEventListener('visibilitychange', changed);
  addEventListener('online', changed);
  addEventListener('offline', changed);
  addEventListener('pagehide', left);
  addEventListener('pageshow', shown);
  document.addEventListener('freeze', left);
  document.addEventListener('resume', returned);
  return () => {
    document.removeEventListener('visibilitychange', changed);
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
    removeEventListener('pagehide', left);
    removeEventListener('pageshow', shown);
    document.removeEventListener('freeze', left);
    document.removeEventListener('resume', returned);
  };
}
