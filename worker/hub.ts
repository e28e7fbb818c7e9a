// The hub: sessions by key, each alive while somebody is attached, and the ports of all clients.
import { type Failure, failure } from '../src/core/failure.js';
import type { SessionKey } from '../src/core/identity.js';
import {
  engineLockName,
  type Hello,
  type LogEventLevel,
  type Surroundings,
  signedOutBy,
  type Tombstone,
  type Welcome,
} from '../src/core/protocol.js';
import { holdLock } from '../src/core/web-lock.js';
import type { Subscriber } from './audience.js';
import { awaitCheckout } from './checkout.js';
import { DataCalls } from './data-calls.js';
import type { Environment } from './environment.js';
import { dropFormerFormats, holdFormat } from './formats.js';
import { type NoticeChannel, openNoticeChannel } from './notice.js';
import { Outbox } from './outbox.js';
import { type ClientEndpoint, Port, type PortDesk } from './port.js';
import { reportChecks } from './report-checks.js';
import { Session, type SessionTools } from './session.js';
import { createStore } from './store.js';
import { createTransport } from './transport.js';

/** An engine that runs. */
export interface Hub {
  /** Names this engine: a reply with another id came from another one. */
  readonly boot: string;
  connect(endpoint: ClientEndpoint): void;
  close(): void;
}

/** Below what the page adds to the time of a write. */
const REFRESH_PATIENCE_MS = 20_000;

/** Starts an engine on a platform. */
export function createHub(environment: Environment): Hub {
  const { clock, locks, host, boot, build } = environment;
  const sessions = new Map<SessionKey, Session>();
  const ports = new Set<Port>();
  // A page host dies with its page, so nobody is left to learn of it.
  const engineLock = host === 'page' ? null : engineLockName(boot);
  const alive = engineLock === null ? Promise.resolve(null) : holdLock(locks, engineLock);
  const using = holdFormat(locks);
  /** Those whose record was written: each may be one too many. */
  const written = new Set<SessionKey>();
  const closing = new AbortController();
  let notices: NoticeChannel | null = null;

  const store = createStore(environment.indexedDB, clock, (reason) =>
    log('error', `IndexedDB failed (${reason}): what is known is kept in memory only.`),
  );

  /** Open only while somebody is there: a page in the back/forward cache must hear nothing. */
  function listen() {
    notices ??= openNoticeChannel(environment.BroadcastChannel, (notice) => {
      if (notice.notice === 'revision') void sessions.get(notice.key)?.reread();
      else {
        dismiss(notice.tombstone);
        // What this engine keeps in memory only, nobody else can delete.
        void store.bury([notice.tombstone]);
      }
    });
  }

  const transport = createTransport(clock, environment.fetch);
  const calls = new DataCalls({ clock, store, transport });
  const outbox = new Outbox({
    clock,
    locks,
    store,
    async send(customerKey, checks) {
      const session = sessionsOf(customerKey).find(({ maySend }) => maySend);
      if (!session) return null;
      const { caller, audience, customerId } = session;
      const { requestTimeoutMs: timeoutMs } = audience;
      return reportChecks(transport, { caller, timeoutMs, signal: closing.signal }, customerId, checks);
    },
    changed(customerKey) {
      for (const session of sessionsOf(customerKey)) session.publish();
    },
    refused: (count, code) =>
      log('error', `The API refused ${count} tracked checks (${code}): they are gone.`),
  });

  const tools: SessionTools = {
    clock,
    locks,
    store,
    transport,
    outbox,
    sole: host === 'shared-worker',
    log,
    stored(session) {
      if (!session.audience.persist) return;
      const { key } = session.owner;
      notices?.post({ notice: 'revision', key });
      // In memory there are none; and Chromium leaves a rejection of its own unhandled when they are asked for in a sandbox.
      if (written.size === 0 && store.persistence() === 'indexeddb') {
        void dropFormerFormats(environment.indexedDB, locks);
      }
      if (!written.has(key)) void store.prune();
      written.add(key);
    },
    denied: (owner) => void calls.forget(owner),
    signedOut({ customerKey, generation }) {
      dismiss({ customerKey, generation: generation + 1 });
      // The clock may be behind that sign-out, and localStorage without it: told, pages open what comes next above it.
      void store.lastSignOut(customerKey).then((last) => {
        const tombstone = { customerKey, generation: last };
        for (const port of ports) port.post({ event: 'signedOut', tombstone });
      });
    },
  };

  function log(level: LogEventLevel, message: string) {
    for (const port of ports) port.post({ event: 'log', level, message });
  }

  function attach(subscriber: Subscriber) {
    const { key, persist } = subscriber.options;
    const session = sessions.get(key);
    if (session) session.attach(subscriber);
    else sessions.set(key, new Session(subscriber, tools));
    void outbox.open(subscriber.options, persist);
  }

  function sessionsOf(customerKey: SessionKey): Session[] {
    return [...sessions.values()].filter(({ owner }) => owner.customerKey === customerKey);
  }

  /**
   * Fetches all that is known of a customer anew. Resolves when each tab has heard of it; at the latest after `patienceMs`.
   *
   * @returns how it went for the customer's own list
   */
  function refreshCustomer(customerKey: SessionKey, patienceMs: number): Promise<Failure | null> {
    const refreshing = async () => {
      const refreshes = sessionsOf(customerKey).map(async (session) => {
        const failed = await session.refresh();
        // A resource may be unknown, or left meanwhile: that is its own business.
        return session.owner.key === customerKey && failed?.code !== 'CLOSED' ? failed : null;
      });
      const results = await Promise.all(refreshes);
      await Promise.all([...ports].filter((port) => port.serves(customerKey)).map((port) => port.echo()));
      return results.find((result) => result !== null) ?? null;
    };
    return new Promise((resolve) => {
      const late = () => resolve(failure('TIMEOUT', `No refresh within ${patienceMs} ms.`));
      const cancel = clock.after(patienceMs, late);
      void refreshing().then((result) => {
        cancel();
        resolve(result);
      });
    });
  }

  /** Ends the sessions of a customer who signed out. Whoever signed in again since then starts anew. */
  function dismiss(tombstone: Tombstone) {
    outbox.forget(tombstone);
    for (const [key, session] of sessions) {
      const { members } = session.audience;
      const leaves = ({ options }: Subscriber) =>
        signedOutBy(tombstone, options.customerKey, options.generation);
      if (!members.some(leaves)) continue;
      session.close();
      sessions.delete(key);
      for (const member of members) {
        if (leaves(member)) member.signedOut(tombstone);
        else attach(member);
      }
    }
  }

  const desk: PortDesk = {
    boot,
    locks,
    async welcome(port: Port, { tombstones }: Hello): Promise<Welcome> {
      ports.add(port);
      listen();
      // Not awaited: a sign-out that is already buried is the usual case, and the store refuses late writes.
      if (tombstones.length > 0) void store.bury(tombstones);
      for (const tombstone of tombstones) dismiss(tombstone);
      const held = await alive;
      return { build, engineLock: held && engineLock };
    },
    open: attach,
    close(subscriber) {
      const { key } = subscriber.options;
      const session = sessions.get(key);
      session?.detach(subscriber);
      if (!session?.audience.isEmpty) return;
      session.close();
      sessions.delete(key);
    },
    async refresh(key): Promise<Failure | null> {
      return sessions.get(key)?.refresh() ?? failure('CLOSED', 'The session is closed.');
    },
    provideToken(key, token) {
      sessions.get(key)?.provideToken(token);
    },
    observed(before: Surroundings, after: Surroundings) {
      const cameOnline = after.online && !before.online;
      for (const { owner } of cameOnline ? sessions.values() : []) outbox.hurry(owner.customerKey);
      for (const session of sessions.values()) session.observe({ cameOnline });
    },
    async signOut(tombstone) {
      dismiss(tombstone);
      // First, as a disk that hangs must not keep it from the others.
      notices?.post({ notice: 'signedOut', tombstone });
      await store.bury([tombstone]);
    },
    async ask(call, leaving) {
      if (call.name !== 'applySubscription') return calls.ask(call, leaving);
      const answered = await calls.write(call);
      // It was applied, whether or not the tabs could be told in time.
      if ('result' in answered) await refreshCustomer(call.requester.customerKey, REFRESH_PATIENCE_MS);
      // In doubt, what the API says of the customer tells more than anything else.
      else void refreshCustomer(call.requester.customerKey, REFRESH_PATIENCE_MS);
      return answered;
    },
    async awaitCheckout(call, leaving) {
      const { requester } = call;
      const refresh = (patienceMs: number) => refreshCustomer(requester.customerKey, patienceMs);
      const answered = await awaitCheckout(call, leaving, { clock, calls, refresh });
      // What was kept is from before it.
      if ('result' in answered) await calls.forget(requester);
      return answered;
    },
    track: (requester, checks) => outbox.add(requester, !requester.persistChecks, checks),
    after: (ms, work) => clock.after(ms, work),
    left(port) {
      ports.delete(port);
      if (ports.size > 0) return;
      outbox.close();
      notices?.close();
      notices = null;
      store.close();
    },
  };

  return {
    boot,
    connect(endpoint) {
      new Port(endpoint, desk);
    },
    close() {
      closing.abort();
      for (const port of [...ports]) port.leave();
      for (const held of [alive, using]) void held.then((release) => release?.());
    },
  };
}
