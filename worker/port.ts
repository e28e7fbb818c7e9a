// A port: the engine's end of a connection to one client. It speaks Comlink, keeps what it knows of the client,
// and notices when the client is gone. What the calls do is the hub's.
import { expose } from 'comlink';
import { type Failure, failure } from '../src/core/failure.js';
import type { SessionKey } from '../src/core/identity.js';
import {
  BYE,
  type EngineApi,
  type EngineEvent,
  type Hello,
  type OpenSession,
  PROTOCOL_VERSION,
  type Reply,
  type Surroundings,
  type Tombstone,
  type Welcome,
} from '../src/core/protocol.js';
import { watchLock } from '../src/core/web-lock.js';
import type { Subscriber } from './audience.js';

/** What a port asks of the hub. */
export interface PortDesk {
  readonly boot: string;
  readonly locks: LockManager | null;
  welcome(port: Port, hello: Hello): Promise<Welcome>;
  open(subscriber: Subscriber): void;
  close(subscriber: Subscriber): void;
  refresh(key: SessionKey): Promise<Failure | null>;
  provideToken(key: SessionKey, token: string | null): void;
  /** The surroundings of a port changed. */
  observed(before: Surroundings, after: Surroundings): void;
  signOut(tombstone: Tombstone): Promise<void>;
  /** The client is gone. */
  left(port: Port): void;
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export class Port {
  readonly #endpoint: MessagePort;
  readonly #desk: PortDesk;
  readonly #subscribers = new Map<SessionKey, Subscriber>();
  readonly #watch = new AbortController();
  /** `null` before the handshake. */
  #surroundings: Surroundings | null = null;
  #gone = false;

  constructor(endpoint: MessagePort, desk: PortDesk) {
    this.#endpoint = endpoint;
    this.#desk = desk;
    expose(this.#api, endpoint);
    endpoint.addEventListener('message', ({ data }) => {
      if (data === BYE) this.leave();
    });
  }

  /** Posts an event, unless the client is gone: nothing may reach a page in the back/forward cache. */
  post(event: Without<EngineEvent, 'boot'>): void {
    if (!this.#gone) this.#endpoint.postMessage({ ...event, boot: this.#desk.boot });
  }

  /** Lets go of the client. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#watch.abort();
    for (const key of [...this.#subscribers.keys()]) this.#close(key);
    this.#desk.left(this);
    this.#endpoint.close();
  }

  readonly #api: EngineApi = {
    hello: async (hello) => {
      if (hello.protocol !== PROTOCOL_VERSION) {
        return this.#fail(failure('ENGINE_LOST', `The engine speaks protocol ${PROTOCOL_VERSION}.`));
      }
      this.#surroundings = hello.surroundings;
      const value = await this.#desk.welcome(this, hello);
      // The tab took its lock before it said hello: once it is granted here, the tab is gone.
      watchLock(this.#desk.locks, hello.tabLock, this.#watch.signal, () => this.leave());
      return { boot: this.#desk.boot, value };
    },
    open: (options) => this.#reply(() => this.#open(options)),
    close: (key) => this.#reply(() => this.#close(key)),
    refresh: (key) => this.#reply(() => this.#refresh(key)),
    provideToken: (key, token) => this.#reply(() => this.#provideToken(key, token)),
    observe: (surroundings) => this.#reply(() => this.#observe(surroundings)),
    signOut: (tombstone) => this.#reply(() => this.#desk.signOut(tombstone)),
  };

  #open(options: OpenSession): void {
    const { key } = options;
    const before = this.#subscribers.get(key);
    const subscriber: Subscriber = {
      options,
      surroundings: () => this.#surroundings ?? { visible: false, online: true },
      publish: (update) => this.post({ event: 'session', key, update }),
      wantToken: () => this.post({ event: 'tokenWanted', key }),
      signedOut: (tombstone) => {
        if (this.#subscribers.get(key) === subscriber) this.#subscribers.delete(key);
        this.post({ event: 'signedOut', tombstone });
      },
    };
    this.#subscribers.set(key, subscriber);
    this.#desk.open(subscriber);
    // Only now, so that the session never is without anybody in between.
    if (before) this.#desk.close(before);
  }

  #close(key: SessionKey): void {
    const subscriber = this.#subscribers.get(key);
    if (!subscriber) return;
    this.#subscribers.delete(key);
    this.#desk.close(subscriber);
  }

  // Only of its own sessions may a client say anything: it may have left this one for another customer's meanwhile.

  #refresh(key: SessionKey): Promise<Failure | null> | Failure {
    return this.#subscribers.has(key) ? this.#desk.refresh(key) : failure('CLOSED', 'The session is closed.');
  }

  #provideToken(key: SessionKey, token: string | null): void {
    if (this.#subscribers.has(key)) this.#desk.provideToken(key, token);
  }

  #observe(surroundings: Surroundings): void {
    const before = this.#surroundings ?? surroundings;
    this.#surroundings = surroundings;
    this.#desk.observed(before, surroundings);
  }

  /** A call before the handshake reached an engine that the page does not know: its own one has died. */
  async #reply(work: () => unknown): Promise<Reply<null>> {
    if (!this.#surroundings) return this.#fail(failure('ENGINE_LOST', 'The engine was started anew.'));
    const failed = (await work()) as Failure | null | undefined;
    return failed ? this.#fail(failed) : { boot: this.#desk.boot, value: null };
  }

  #fail(plain: Failure): Reply<never> {
    return { boot: this.#desk.boot, failure: plain };
  }
}
