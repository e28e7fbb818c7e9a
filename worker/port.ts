// A port: the engine's end of a connection to one client. It speaks Comlink, keeps what it knows of the client,
// and notices when the client is gone. What the calls do is the hub's.
import { type Endpoint, expose } from 'comlink';
import { type Failure, failure } from '../src/core/failure.js';
import type { SessionKey } from '../src/core/identity.js';
import {
  type AwaitCheckout,
  BYE,
  type DataCall,
  type EngineApi,
  type EngineEvent,
  type Hello,
  type OpenSession,
  PROTOCOL_VERSION,
  type Received,
  type Reply,
  type Requester,
  type Surroundings,
  type Tombstone,
  type Welcome,
} from '../src/core/protocol.js';
import type { Subscription } from '../src/core/subscription.js';
import type { TrackedCheck } from '../src/core/tracked-check.js';
import { watchLock } from '../src/core/web-lock.js';
import type { Subscriber } from './audience.js';
import { fits, helloShape, isCall } from './call-shapes.js';
import type { Answered } from './data-calls.js';

/** A port of a client, or the worker itself where it serves one client only. */
export type ClientEndpoint = Pick<
  MessagePort,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>;

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
  /** @param leaving the client gives up, or is gone */
  ask(call: DataCall, leaving: AbortSignal): Promise<Answered<unknown>>;
  awaitCheckout(call: AwaitCheckout, leaving: AbortSignal): Promise<Answered<Subscription>>;
  track(requester: Requester, checks: readonly TrackedCheck[]): Promise<void>;
  /** Runs work after a while. @returns what cancels it */
  after(ms: number, work: () => void): () => void;
  /** The client is gone. */
  left(port: Port): void;
}

/** A page that is frozen answers no echo; nobody waits longer for it than this. */
const ECHO_MS = 1_000;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export class Port {
  readonly #endpoint: ClientEndpoint;
  readonly #desk: PortDesk;
  readonly #subscribers = new Map<SessionKey, Subscriber>();
  readonly #watch = new AbortController();
  readonly #calls = new Map<number, AbortController>();
  readonly #echoes = new Map<number, () => void>();
  #lastEcho = 0;
  /** `null` before the handshake. */
  #surroundings: Surroundings | null = null;
  #gone = false;

  constructor(endpoint: ClientEndpoint, desk: PortDesk) {
    this.#endpoint = endpoint;
    this.#desk = desk;
    expose(this.#guarded(), gated(endpoint));
    endpoint.addEventListener('message', ({ data }) => {
      if (data === BYE) this.leave();
    });
  }

  /** Posts an event, unless the client is gone: nothing may reach a page in the back/forward cache. */
  post(event: Without<EngineEvent, 'boot'>): void {
    if (!this.#gone) this.#endpoint.postMessage({ ...event, boot: this.#desk.boot });
  }

  serves(key: SessionKey): boolean {
    return [...this.#subscribers.values()].some(({ options }) => options.customerKey === key);
  }

  /** Resolves when the client has heard all that was posted to it so far, or does not listen. */
  echo(): Promise<void> {
    if (this.#gone) return Promise.resolve();
    const id = ++this.#lastEcho;
    return new Promise<void>((resolve) => {
      const cancel = this.#desk.after(ECHO_MS, resolve);
      this.#echoes.set(id, () => {
        cancel();
        resolve();
      });
      this.post({ event: 'echo', id });
    }).finally(() => this.#echoes.delete(id));
  }

  /** Lets go of the client. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#watch.abort();
    for (const call of this.#calls.values()) call.abort();
    for (const heard of this.#echoes.values()) heard();
    for (const key of [...this.#subscribers.keys()]) this.#close(key);
    this.#desk.left(this);
    this.#endpoint.close();
  }

  /** The calls, for arguments of any kind. */
  #guarded(): object {
    const calls = Object.entries(this.#api) as [keyof EngineApi, (...given: unknown[]) => unknown][];
    return Object.fromEntries(
      calls.map(([name, call]) => [
        name,
        async (...given: unknown[]) => (fits(name, given) ? call(...given) : this.#fail(MISUNDERSTOOD)),
      ]),
    );
  }

  readonly #api: EngineApi = {
    hello: async (hello) => {
      if (hello.protocol !== PROTOCOL_VERSION) {
        return this.#fail(failure('ENGINE_LOST', `The engine speaks protocol ${PROTOCOL_VERSION}.`));
      }
      if (!helloShape(hello)) return this.#fail(MISUNDERSTOOD);
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
    ask: (call) => this.#answer(call.id, (leaving) => this.#desk.ask(call, leaving)),
    awaitCheckout: (call) => this.#answer(call.id, (leaving) => this.#desk.awaitCheckout(call, leaving)),
    abandon: (id) => this.#reply(() => this.#calls.get(id)?.abort()),
    track: (requester, checks) => this.#reply(() => this.#desk.track(requester, checks)),
    answerEcho: (id) => this.#reply(() => this.#echoes.get(id)?.()),
  };

  #open(options: OpenSession): void {
    const { key, generation } = options;
    const before = this.#subscribers.get(key);
    const subscriber: Subscriber = {
      options,
      surroundings: () => this.#surroundings ?? { visible: false, online: true },
      publish: (update) => this.post({ event: 'session', key, generation, update }),
      wantToken: (refused) => this.post({ event: 'tokenWanted', key, refused }),
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

  async #reply(work: () => unknown): Promise<Reply<null>> {
    if (!this.#surroundings) return this.#fail(UNGREETED);
    const failed = (await work()) as Failure | null | undefined;
    return failed ? this.#fail(failed) : { boot: this.#desk.boot, value: null };
  }

  async #answer<Result>(
    id: number,
    work: (leaving: AbortSignal) => Promise<Answered<Result>>,
  ): Promise<Reply<Received<Result>>> {
    if (!this.#surroundings) return this.#fail(UNGREETED);
    const call = new AbortController();
    this.#calls.set(id, call);
    try {
      const answered = await work(call.signal);
      return 'failure' in answered
        ? this.#fail(answered.failure)
        : { boot: this.#desk.boot, value: answered };
    } finally {
      this.#calls.delete(id);
    }
  }

  #fail(plain: Failure): Reply<never> {
    return { boot: this.#desk.boot, failure: plain };
  }
}

/** An endpoint on which Comlink hears nothing but calls. */
function gated(endpoint: ClientEndpoint & { start?(): void }): Endpoint {
  return {
    postMessage: (message, transfer = []) => endpoint.postMessage(message, transfer),
    addEventListener(type, listener) {
      endpoint.addEventListener(type as 'message', (event) => {
        if (isCall(event.data)) (listener as (event: MessageEvent) => void)(event);
      });
    },
    // Asked for only by messages that do not get here.
    removeEventListener() {},
    start: () => endpoint.start?.(),
  };
}

const MISUNDERSTOOD = failure('ENGINE_LOST', 'The engine does not understand the call.');
/** A call before the handshake reached an engine that the page does not know: its own one has died. */
const UNGREETED = failure('ENGINE_LOST', 'The engine was started anew.');
