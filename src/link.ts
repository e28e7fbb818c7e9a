// The link: the page's end of the connection to the engine. It finds a host, shakes hands, gives every call a
// deadline, learns that the engine died and starts another. Comlink does none of this by itself.
//
// The handshake:
//  1. The tab takes a Web Lock of its own, which it holds while it lives.
//  2. Meanwhile it starts a host, or reaches the engine that runs there, and gets a port.
//  3. It says hello: protocol, the lock's name, surroundings, known sign-outs.
//  4. The engine waits for the tab's lock: once granted, the tab is gone. It answers with its boot id, its build
//     and the name of a lock that it holds while it lives.
//  5. The tab waits for the engine's lock: once granted, the engine is dead. One that is dead, or lives and does not answer,
//     is left behind: the tab begins again at 2, with the next epoch.
// Right after its hello the tab opens its sessions; what is said of them before the welcome is heard after it.
import { type Remote, wrap } from 'comlink';
import { type Failure, failure } from './core/failure.js';
import {
  BYE,
  type EngineApi,
  type EngineEvent,
  type HostName,
  PROTOCOL_VERSION,
  type Reply,
  type Surroundings,
  type Tombstone,
  tabLockName,
  type Welcome,
} from './core/protocol.js';
import { holdLock, watchLock } from './core/web-lock.js';
import { CLOSED, STRANDED } from './error.js';
import type { Host, HostConnection } from './host.js';
import { watchForSilence } from './watchdog.js';

export interface LinkListener {
  /** Hello was said to a new engine: what the page wants of it is to be told again. It may not answer. */
  greeted(): void;
  /** The engine has answered. */
  connected(connection: { readonly host: HostName; readonly build: string }): void;
  /** The engine died, and another one is started; or no host works (`stranded`), and they are tried again in a while. */
  disconnected(reason: { readonly stranded: boolean }): void;
  heard(event: EngineEvent): void;
  log(message: string): void;
  surroundings(): Surroundings;
  tombstones(): readonly Tombstone[];
}

/** A cold worker took about 100 ms on two busy cores, so this is far from any that still starts. */
const HANDSHAKE_MS = 3_000;
const TRIES_PER_HOST = 2;
/** Engines that die at once, one after another, must not keep the processor busy. */
const RESTART_MS = 50;
/** A host whose engines die sooner than this, twenty times in a row, is given up. */
const SHORTEST_LIFE_MS = 1_000;
/** A host whose engines fall silent sooner than this, twice in a row, too. */
const SHORTEST_SPEECH_MS = 60_000;
/** When no host works. A busy machine or a network that is gone may have been to blame, and nothing tells when it is over. */
const TRY_AGAIN_MS = 60_000;

export type Call<T> = (api: Remote<EngineApi>) => Promise<Reply<T>>;
/** Of a call: what the engine said, or why it said nothing. */
export type Answer<T> =
  | { readonly value: T; readonly failure?: never }
  | { readonly failure: Failure; readonly value?: never };

const GIVEN_UP = failure('ABORTED', 'The call was given up.');

interface EngineConnection {
  readonly api: Remote<EngineApi>;
  readonly boot: string;
  /** Resolves when this engine is of no use any more. */
  readonly lost: Promise<void>;
  lose(): void;
}

export class Link {
  readonly #hosts: readonly Host[];
  readonly #listener: LinkListener;
  #connection: EngineConnection | null = null;
  /** Of the engine that was said hello to last. */
  #api: Remote<EngineApi> | null = null;
  /** Resolved with each new connection, and with `null` when there will be none. */
  #waiting: ((connection: EngineConnection | null) => void)[] = [];
  #state: 'connecting' | 'connected' | 'paused' | 'nowhere' | 'closed' = 'connecting';
  #endLife = new AbortController();
  #left = () => {};
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(hosts: readonly Host[], listener: LinkListener) {
    this.#hosts = hosts;
    this.#listener = listener;
    this.#begin();
  }

  /**
   * Makes one call; once more, of the next engine, if the first one died over it. Never rejects, never hangs.
   *
   * @param deadlineMs milliseconds after which it fails with `TIMEOUT`
   * @param tries 1 for what must not be said twice
   * @param isOver whether nobody waits for it any more: then nothing is said
   */
  call<T>(make: Call<T>, deadlineMs: number, tries = 2, isOver = () => false): Promise<Answer<T>> {
    return new Promise((resolve) => {
      let isLate = false;
      const late = () => {
        isLate = true;
        resolve({ failure: failure('TIMEOUT', `No answer within ${deadlineMs} ms.`) });
      };
      const timer = setTimeout(late, deadlineMs);
      void this.#attempt(make, tries, () => isLate || isOver()).then((result) => {
        clearTimeout(timer);
        resolve(result);
      });
    });
  }

  /** Tells the engine something that needs no answer, if there is one. */
  tell(make: Call<null>): void {
    if (this.#api) make(this.#api).catch(() => {});
  }

  /** The page goes away, perhaps into the back/forward cache: lets go of everything and forgets the engine. */
  pause(): void {
    if (this.#state !== 'closed') this.#end('paused');
  }

  /** The page is back: begins the handshake anew. */
  resume(): void {
    if (this.#state !== 'paused') return;
    this.#left();
    this.#left = () => {};
    this.#begin();
  }

  /** Where no host worked: tries them again. */
  retry(): void {
    if (this.#state === 'nowhere') this.#begin();
  }

  #begin() {
    clearTimeout(this.#again);
    this.#state = 'connecting';
    this.#endLife = new AbortController();
    void this.#live(this.#endLife.signal);
  }

  close(): void {
    this.#end('closed');
  }

  #end(state: 'paused' | 'closed') {
    this.#state = state;
    clearTimeout(this.#again);
    this.#endLife.abort();
    this.#connection = null;
    this.#api = null;
    if (state === 'closed') this.#answerWaiting(null);
  }

  async #attempt<T>(make: Call<T>, tries: number, isOver: () => boolean): Promise<Answer<T>> {
    // Not awaited where there is one: calls must keep their order with what `tell` posts.
    const connection = this.#connection ?? (await this.#connected());
    if (!connection) {
      return { failure: this.#state === 'closed' ? CLOSED : STRANDED };
    }
    // What is said after its promise was settled would be done behind the caller's back.
    if (isOver()) return { failure: GIVEN_UP };
    const reply = await Promise.race([
      make(connection.api).catch(() => null),
      connection.lost.then(() => null),
    ]);
    if (reply && reply.boot === connection.boot) return reply;
    connection.lose();
    // By then it is forgotten, so the next try takes another.
    await connection.lost;
    return tries > 1
      ? this.#attempt(make, tries - 1, isOver)
      : { failure: failure('ENGINE_LOST', 'The engine died during the call.') };
  }

  #connected(): Promise<EngineConnection | null> {
    if (this.#state === 'closed') return Promise.resolve(null);
    this.retry();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #answerWaiting(connection: EngineConnection | null) {
    for (const resolve of this.#waiting.splice(0)) resolve(connection);
  }

  /** One life of the page, from its start or its return to its end: engines one after another, host by host. */
  async #live(life: AbortSignal): Promise<void> {
    const locks = globalThis.navigator?.locks ?? null;
    const lockName = tabLockName(randomId());
    // Not waited for yet: the host starts meanwhile.
    const held = holdLock(locks, lockName).then((release) => {
      if (life.aborted) release?.();
      else if (release) life.addEventListener('abort', release);
      return release;
    });
    const tabLock = held.then((release) => release && lockName);
    for (const host of this.#hosts) {
      for (let tries = 0; tries < TRIES_PER_HOST && !life.aborted; ) {
        try {
          const since = Date.now();
          const end = await this.#connect(host, tabLock, locks, life);
          const livedMs = Date.now() - since;
          // An engine that dies, or falls silent, as soon as it lives is as good as one that does not start.
          if (end === 'silent') tries = livedMs > SHORTEST_SPEECH_MS ? 1 : tries + 1;
          else tries = livedMs > SHORTEST_LIFE_MS ? 0 : tries + 0.1;
          if (!life.aborted) await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
        } catch (error) {
          // What is this tab's own was not kept silent by anybody else, and will be so again.
          tries += error instanceof Silence && !host.leaveBehind ? TRIES_PER_HOST : 1;
          if (!life.aborted) this.#listener.log(`Host ${host.name} failed: ${reasonOf(error)}.`);
        }
      }
    }
    if (life.aborted) return;
    this.#state = 'nowhere';
    this.#again = setTimeout(() => this.retry(), TRY_AGAIN_MS);
    void held.then((release) => release?.());
    this.#listener.disconnected({ stranded: true });
    this.#answerWaiting(null);
  }

  /** Connects, and resolves when the engine is lost again, with how it went. Rejects if it did not start. */
  async #connect(
    host: Host,
    tabLock: Promise<string | null>,
    locks: LockManager | null,
    life: AbortSignal,
  ): Promise<'died' | 'silent'> {
    const started = await host.start();
    // Waited for only once there is a lock: it may have failed by then.
    started.broken.catch(() => {});
    const { endpoint } = started;
    const api = wrap<EngineApi>(endpoint);
    try {
      const { surroundings, tombstones } = this.#listener;
      const lockName = await tabLock;
      if (life.aborted) return 'died';
      const hello = {
        protocol: PROTOCOL_VERSION,
        tabLock: lockName,
        surroundings: surroundings(),
        tombstones: tombstones(),
      };
      let connection: EngineConnection | null = null;
      const early: EngineEvent[] = [];
      const hear = (event: EngineEvent) => {
        if (!connection) early.push(event);
        // WebKit restarts a killed worker by itself: the port then speaks for an engine that knows nothing.
        else if (event.boot !== connection.boot) connection.lose();
        else if (this.#connection === connection) this.#listener.heard(event);
      };
      endpoint.addEventListener('message', ({ data }: MessageEvent<Partial<EngineEvent>>) => {
        if (data?.event) hear(data as EngineEvent);
      });
      const welcomed = api.hello(hello);
      this.#api = api;
      this.#listener.greeted();
      const reply = await this.#shakeHands(welcomed, started, life);
      if (life.aborted) return 'died';
      if (!reply) {
        host.leaveBehind?.();
        throw new Silence('the engine did not answer');
      }
      if (reply.failure) throw new Error(reply.failure.message);
      const { boot, value: welcome } = reply;

      const { promise: lost, resolve: lose } = deferred();
      const watch = new AbortController();
      watchLock(locks, welcome.engineLock, watch.signal, lose);
      let end: 'died' | 'silent' = 'died';
      const endWatch = watchForSilence(
        endpoint,
        () => void api.observe(surroundings()).catch(() => {}),
        () => {
          end = 'silent';
          this.#listener.log(`The engine in host ${host.name} lives and does not answer.`);
          lose();
        },
      );
      life.addEventListener('abort', lose);
      connection = { api, boot, lost, lose };
      this.#connection = connection;
      this.#state = 'connected';
      this.#listener.connected({ host: host.name, build: welcome.build });
      this.#answerWaiting(connection);
      for (const event of early.splice(0)) hear(event);
      await lost;
      endWatch();
      watch.abort();
      life.removeEventListener('abort', lose);
      if (life.aborted) return end;
      // The successor has a name of its own: Firefox leads a new port to a worker that is just closing, which never answers.
      host.leaveBehind?.();
      this.#connection = null;
      this.#state = 'connecting';
      this.#listener.disconnected({ stranded: false });
      return end;
    } finally {
      if (this.#api === api) this.#api = null;
      endpoint.postMessage(BYE);
      // Firefox caches no page that closes a port as it goes; so a paused one is closed when the page is back.
      if (this.#state === 'paused') this.#left = started.release;
      else started.release();
    }
  }

  /** The reply to hello; nothing if none came in time. */
  async #shakeHands(
    hello: Promise<Reply<Welcome>>,
    { broken }: HostConnection,
    life: AbortSignal,
  ): Promise<Reply<Welcome> | undefined> {
    const { promise: ended, resolve: end } = deferred();
    const timer = setTimeout(end, HANDSHAKE_MS);
    life.addEventListener('abort', end);
    try {
      return (await Promise.race([hello, broken, ended])) ?? undefined;
    } finally {
      clearTimeout(timer);
      life.removeEventListener('abort', end);
    }
  }
}

class Silence extends Error {}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Not `crypto.randomUUID`, which plain http lacks. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join('');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
