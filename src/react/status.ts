import type { Status } from '../status.js';
import { useSupply } from './provider.js';
import { useCallback, useSyncExternalStore } from './react.js';

/** What is known, from where and how old. Renders again with each new status; the durations in it change by themselves. */
export function useStatus(): Status {
  const { client, still } = useSupply();
  const subscribe = useCallback(
    (listener: () => void) => client.addListener('statusChanged', () => listener()),
    [client],
  );
  return useSyncExternalStore(
    subscribe,
    () => client.status,
    () => renderedStatus(still().status),
  );
}

const rendered = new WeakMap<Status, Status>();

/** Only what the page can know of it while it hydrates, so that both render the same. */
function renderedStatus(status: Status): Status {
  const known = status.source !== 'fallback';
  const made = rendered.get(status) ?? {
    phase: known ? 'ready' : 'starting',
    source: known ? 'bootstrap' : 'fallback',
    ageMs: null,
    stale: true,
    online: true,
    host: 'none',
    build: '',
    revision: status.revision,
    nextRefreshInMs: null,
    persistence: 'none',
    outboxLength: 0,
    outboxDropped: 0,
  };
  rendered.set(status, made);
  return made;
}
