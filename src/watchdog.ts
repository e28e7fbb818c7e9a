import type { EngineEndpoint } from './host.js';

/** How often it looks. An engine that says nothing for two looks, and does not answer in between, is given up. */
const LOOK_MS = 5_000;

/**
 * Learns that an engine lives and does not answer any more, which no lock tells.
 *
 * @param ask lets the engine say something, whatever it is
 * @param silent called once, within three looks of the last that was heard
 * @returns what ends it
 */
export function watchForSilence(endpoint: EngineEndpoint, ask: () => void, silent: () => void): () => void {
  let isHeard = true;
  let isAsked = false;
  let lookedAt = Date.now();
  const heard = () => {
    isHeard = true;
  };
  const timer = setInterval(() => {
    const now = Date.now();
    // A page that slept, or whose timers are held back, has not heard yet what was said meanwhile.
    const isLate = now - lookedAt > 2 * LOOK_MS;
    lookedAt = now;
    if (isAsked && !isHeard && !isLate) {
      clearInterval(timer);
      return silent();
    }
    isAsked = !isHeard;
    isHeard = false;
    if (isAsked) ask();
  }, LOOK_MS);
  endpoint.addEventListener('message', heard);
  return () => {
    clearInterval(timer);
    endpoint.removeEventListener('message', heard);
  };
}
