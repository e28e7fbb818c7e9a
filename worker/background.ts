// What an engine does while no tab is open, for a service worker: one refresh of what is known, one delivery of what
// waits. The same store, locks and notices as any engine; no sessions, no timer, nobody to publish to.
import type { Identity } from '../src/core/identity.js';
import { refreshLockName, type Tombstone } from '../src/core/protocol.js';
import type { Environment } from './environment.js';
import { fetchEntitlements } from './fetch-entitlements.js';
import { holdFormat } from './formats.js';
import { openNoticeChannel } from './notice.js';
import { Outbox } from './outbox.js';
import { recordOutcome, type SessionRecord, type StoredRecord } from './record.js';
import { underLock } from './refresh-lock.js';
import { reportChecks } from './report-checks.js';
import { clearShelf } from './shelf.js';
import { createStore } from './store.js';
import { createTransport } from './transport.js';

type Known = StoredRecord & { readonly background: Identity };

export interface Background {
  /** Refreshes each known identity that a tab does not keep fresh. @returns whether nothing is left to be tried again */
  refreshOnce(): Promise<boolean>;
  /** Sends the tracked checks that wait. @returns whether nothing is left to be tried again */
  deliver(): Promise<boolean>;
  close(): void;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** What was asked within this time, a tab keeps fresh, or another such event has just refreshed. */
const FRESH_MS = 30_000;

export function createBackground(environment: Environment): Background {
  const { clock, locks } = environment;
  const store = createStore(environment.indexedDB, clock, () => {});
  const transport = createTransport(clock, environment.fetch);
  const closing = new AbortController();
  const using = holdFormat(locks);
  const { signal } = closing;
  const bury = (tombstone: Tombstone) => void store.bury([tombstone]);
  const notices = openNoticeChannel(environment.BroadcastChannel, (notice) => {
    if (notice.notice === 'signedOut') bury(notice.tombstone);
  });

  async function refresh(known: Known): Promise<boolean> {
    const name = refreshLockName(known.key);
    return underLock(locks, name, REQUEST_TIMEOUT_MS, clock, signal, async () => {
      const stored = await store.read(known);
      if (stored === null || stored === 'signed-out' || !isDue(stored, clock.now().wall)) return true;
      const { confirmations: base } = stored;
      const fetched = await fetchEntitlements(transport, clock, {
        identity: known.background,
        token: null,
        withConfiguration: false,
        timeoutMs: REQUEST_TIMEOUT_MS,
        signal,
      });
      const outcome = { fetched, base, ageMs: 0, paceMs: 0, chance: clock.chance() };
      const { key, customerKey, generation } = stored;
      const owner = { key, customerKey, generation };
      const written = await store.update(
        owner,
        (record) => recordOutcome(record ?? stored, outcome),
        stored.snapshot,
      );
      if (written === 'signed-out') return true;
      notices.post({ notice: 'revision', key: known.key });
      if (fetched.failed?.denied && known.key === known.customerKey) {
        await store.besides(known, false, (tables) => clearShelf(tables, known.customerKey));
      }
      return !fetched.failed?.failure.retryable;
    });
  }

  async function deliver(known: Known): Promise<boolean> {
    const outbox = new Outbox({
      clock,
      locks,
      store,
      send: (_, checks) => {
        const how = {
          caller: { identity: known.background, token: null },
          timeoutMs: REQUEST_TIMEOUT_MS,
          signal,
        };
        return reportChecks(transport, how, known.background.customerId, checks);
      },
      changed() {},
      refused() {},
    });
    return outbox.deliver(known);
  }

  async function each(work: (known: Known) => Promise<boolean>, which: (known: Known) => boolean) {
    const known = await store.inBackground();
    const done = await Promise.all(known.filter(which).map(work));
    return done.every(Boolean);
  }

  return {
    refreshOnce: () => each(refresh, () => true),
    deliver: () => each(deliver, ({ key, customerKey }) => key === customerKey),
    close() {
      closing.abort();
      notices.close();
      store.close();
      void using.then((release) => release?.());
    },
  };
}

/** Not while the API asked to be left alone, or refuses the key. */
function isDue({ failure, failures, notBefore, lastAttemptAt }: SessionRecord, now: number): boolean {
  if (failure?.code === 'UNAUTHENTICATED') return false;
  if (failures > 0 && notBefore !== null && notBefore > now) return false;
  return lastAttemptAt === null || Math.abs(now - lastAttemptAt) >= FRESH_MS;
}
