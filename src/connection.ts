// The connection of a context to its engine: which host, with which tokens, and what the engine is told and says.
import type { Context, View } from './context.js';
import { CopyKeeper } from './copy-keeper.js';
import { staleLimits } from './core/freshness.js';
import type { SessionKey } from './core/identity.js';
import { namedIn, patched } from './core/patch.js';
import type { EngineEvent, OpenSession, SessionUpdate } from './core/protocol.js';
import { readText } from './core/snapshot-text.js';
import { dedicatedWorkerHost } from './dedicated-worker-host.js';
import type { Host } from './host.js';
import { Link } from './link.js';
import type { Logger } from './logger.js';
import type { Settings, TokenSource } from './options.js';
import { pageHost } from './page-host.js';
import { sharedWorkerHost } from './shared-worker-host.js';
import { knownSignOuts, watchSignOuts } from './sign-out-watch.js';
import { surroundings, watchSurroundings } from './surroundings.js';
import { Tokens } from './tokens.js';

export interface Connection {
  readonly link: Pick<Link, 'call' | 'tell'>;
  readonly tokens: Pick<Tokens, 'isExpected' | 'current' | 'renewed' | 'forget'>;
  /** Asks the engine to serve a session. */
  open(view: View): void;
  disconnect(): void;
}

/** Connects a context to an engine, and keeps it connected: each new engine is told what the context wants of it. */
export function connect(context: Context, logger: Logger): Connection {
  const { settings, signOuts } = context;
  const tokens = new Tokens(context, logger);
  // Node may have a storage, but no page to come.
  const copies = globalThis.document && new CopyKeeper(context);
  const link: Link = new Link(hostsOf(settings), {
    greeted() {
      for (const view of context.opened) open(view);
    },
    connected({ host, build }) {
      logger.log(`Engine ${build} runs in host ${host}.`);
      context.engineChanged(host, build, false);
    },
    disconnected({ stranded }) {
      if (stranded) logger.error('No engine could be started. It is tried again in a minute.');
      context.engineChanged('none', context.build, stranded);
    },
    heard(event) {
      try {
        heard(event);
      } catch (error) {
        // What was known before it stays.
        logger.error('An event of the engine could not be read.', error);
      }
    },
    log: (message) => logger.log(message),
    tombstones: () => knownSignOuts(signOuts),
    surroundings,
  });

  function open(view: View) {
    link.tell((api) => api.open(openSession(view, settings, context.token)));
  }

  function heard(event: EngineEvent) {
    if (event.event === 'session') updated(event, event.update);
    else if (event.event === 'signedOut') context.heardSignOut(event.tombstone);
    else if (event.event === 'tokenWanted') void provideToken(event.key, event.refused);
    else if (event.event === 'echo') link.tell((api) => api.answerEcho(event.id));
    else logger[event.level](event.message);
  }

  function updated(
    { key, generation }: Pick<View, 'key' | 'generation'>,
    { text, patch, ...update }: SessionUpdate,
  ) {
    const view = context.opened.find((one) => one.key === key && one.generation === generation);
    if (!view) return;
    // What an engine wrote has no unreadable lines.
    const sent = text === undefined ? undefined : readText(text, () => {});
    if (sent === null) throw new TypeError('no snapshot');
    const next = patch && patched(view.mirror.sent, patch);
    // One was missed: opened anew, the engine sends it whole.
    if (next === null) return open(view);
    const snapshot = sent ?? next;
    const changed = patch && { changed: namedIn(patch) };
    const whole = snapshot ? { ...update, snapshot, ...changed } : update;
    context.updated(key, whole);
    copies?.heard(key, whole);
  }

  /** What other tabs signed out while nobody listened here. */
  function hearSignOuts() {
    for (const tombstone of knownSignOuts(signOuts)) context.heardSignOut(tombstone);
  }

  const serves = (key: SessionKey) => context.opened.some((view) => view.key === key);

  async function provideToken(key: SessionKey, refused: string | null) {
    // Asked for a customer that was left meanwhile: another one's token is none of its business.
    if (!serves(key)) return;
    const token = await (refused === null ? tokens.current() : tokens.renewed(refused));
    if (serves(key)) link.tell((api) => api.provideToken(key, token));
  }

  const ends = [
    () => copies?.write(),
    () => link.close(),
    watchSignOuts((tombstone) => {
      context.heardSignOut(tombstone);
      // A tab of another release may have done it, whose engine writes to another database.
      link.tell((api) => api.signOut(tombstone));
    }),
    watchSurroundings({
      changed() {
        copies?.changed();
        link.retry();
        link.tell((api) => api.observe(surroundings()));
        context.listener.noted();
      },
      left() {
        copies?.write();
        link.pause();
      },
      returned() {
        link.resume();
        hearSignOuts();
      },
    }),
  ];
  hearSignOuts();
  return {
    link,
    tokens,
    open,
    disconnect() {
      for (const end of ends) end();
    },
  };
}

function hostsOf(settings: Settings): readonly Host[] {
  const shared = sharedWorkerHost(settings);
  const dedicated = dedicatedWorkerHost(settings);
  const inOrder = [
    ...(typeof SharedWorker === 'function' ? [shared] : []),
    ...(typeof Worker === 'function' ? [dedicated] : []),
    pageHost,
  ];
  return { auto: inOrder, 'shared-worker': [shared], worker: [dedicated], page: [pageHost] }[settings.host];
}

function openSession(view: View, settings: Settings, token: TokenSource | null): OpenSession {
  const { key, customerKey, identity, generation } = view;
  const { refreshIntervalMs, requestTimeoutMs, persist, serviceWorker, maxStaleMs } = settings;
  const staleMs = staleLimits(maxStaleMs);
  return {
    key,
    customerKey,
    identity,
    generation,
    token: typeof token === 'string' ? token : null,
    renewable: typeof token === 'function',
    intervalMs: refreshIntervalMs,
    requestTimeoutMs,
    persist: persist !== false,
    background: serviceWorker?.background === true,
    keepMs: Math.max(...staleMs),
    staleMs,
  };
}
