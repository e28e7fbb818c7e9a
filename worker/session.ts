// A session: the life of one identity's snapshot in this engine. It loads the record, serves it, refreshes it and
// publishes what changed. All it does is a move of one state machine.
import { type Failure, failure } from '../src/core/failure.js';
import { HIDDEN_SLOWDOWN, nextRefreshAt } from '../src/core/freshness.js';
import { type LogEventLevel, type OpenSession, refreshLockName } from '../src/core/protocol.js';
import { isSameSnapshot } from '../src/core/snapshot.js';
import { type AgeWatch, createAgeWatch } from './age-watch.js';
import { Audience, type Subscriber } from './audience.js';
import type { Clock } from './clock.js';
import { Credential } from './credential.js';
import { type Fetched, fetchEntitlements, notFetched } from './fetch-entitlements.js';
import { startsWithRefresh } from './first-refresh.js';
import type { Outbox } from './outbox.js';
import {
  emptyRecord,
  isOlder,
  type RecordOwner,
  recordAge,
  recordOutcome,
  type SessionRecord,
} from './record.js';
import { underLock } from './refresh-lock.js';
import { createScheduler, type Scheduler } from './scheduler.js';
import { Served } from './served.js';
import { MOVES, type Move, type Phase } from './session-phase.js';
import type { Store } from './store.js';
import type { Caller, Transport } from './transport.js';

export interface SessionTools {
  readonly clock: Clock;
  readonly locks: LockManager | null;
  readonly store: Store;
  readonly transport: Transport;
  readonly outbox: Pick<Outbox, 'waiting' | 'hurry'>;
  /** Whether no other engine serves this origin: then starting to serve is a reason to refresh. */
  readonly sole: boolean;
  log(level: LogEventLevel, message: string): void;
  /** The record has news for other engines. */
  stored(session: Session): void;
  /** The API denies this customer as such. */
  denied(owner: RecordOwner): void;
  /** The store knows of a sign-out that came after this owner's generation. */
  signedOut(owner: RecordOwner): void;
}

/** Waiting for another engine's refresh takes at most as long as that may take, and this for the hand-over. */
const HANDOVER_MS = 1_000;

/** How often a function whose token was refused is asked whether it has another. */
const ASK_AGAIN_MS = 60_000;

/** Why a refresh begins: by timer, by a connection that came back, or by a call, which needs no other reason. */
type Reason = 'due' | 'online' | 'asked';

export class Session {
  readonly audience = new Audience();
  readonly #first: OpenSession;
  readonly #tools: SessionTools;
  readonly #credential: Credential;
  readonly #scheduler: Scheduler;
  readonly #ageWatch: AgeWatch;
  readonly #closing = new AbortController();
  readonly #served: Served;
  #phase: Phase = 'loading';
  #settled = false;
  #configurationAsked = false;
  #leftOut = 0;
  #chance: number;
  /** Ends with the present load or refresh. */
  #running: Promise<Failure | null>;
  /** A refresh that was asked for during the present one, and starts after it. */
  #queued: Promise<Failure | null> | null = null;

  constructor(first: Subscriber, tools: SessionTools) {
    const { clock } = tools;
    this.#first = first.options;
    this.#tools = tools;
    this.#credential = new Credential(first.options.token, clock, (refused) =>
      this.audience.wantToken(refused),
    );
    this.#scheduler = createScheduler(clock, () => void this.#due());
    this.#ageWatch = createAgeWatch(clock, () => void this.#storeAge());
    this.#chance = clock.chance();
    this.audience.add(first);
    this.#served = new Served(emptyRecord(this.owner, this.audience.keepMs), clock);
    this.#running = this.#load().then(() => null);
  }

  get owner(): RecordOwner {
    const { key, customerKey, generation } = this.#first;
    return { key, customerKey, generation: this.audience.isEmpty ? generation : this.audience.generation };
  }

  /** Whether the API may be asked: not while key or token are refused, nor before there is a token where one is due. */
  get maySend(): boolean {
    return this.#phase !== 'halted' && !(this.#renewable && this.#credential.token === null);
  }

  get customerId(): string {
    return this.#first.identity.customerId;
  }

  /** As whom it asks the API, as things are. */
  get caller(): Caller {
    return { identity: this.#first.identity, token: this.#credential.token };
  }

  attach(member: Subscriber): void {
    this.audience.add(member);
    if (member.options.token !== null) this.provideToken(member.options.token);
    // Somebody who can be asked for a token is a new chance.
    if (this.#phase === 'halted' && member.options.renewable) void this.refresh();
    this.#schedule();
    this.publish();
  }

  detach(member: Subscriber): void {
    this.audience.remove(member);
    this.#schedule();
    this.publish();
  }

  /** Fetches with a request sent after this call; calls that wait for the same request share it. */
  refresh(): Promise<Failure | null> {
    if (this.#phase === 'closed') return Promise.resolve(CLOSED);
    if (this.#phase === 'idle') return this.#start('asked');
    if (this.#phase === 'halted') {
      // With a function to ask, this is a new chance; without, the refused token would only be refused again.
      if (!this.#renewable) return Promise.resolve(this.#served.record.failure ?? REFUSED);
      this.#move('renew');
      return this.#start('asked');
    }
    this.#queued ??= this.#running.then(() => {
      this.#queued = null;
      return this.refresh();
    });
    return this.#queued;
  }

  provideToken(token: string | null): void {
    if (!this.#credential.provide(token)) return;
    if (this.#phase === 'halted') this.#move('renew');
    if (this.#phase !== 'loading') void this.refresh();
  }

  /** Some client's visibility or connection changed. */
  observe({ cameOnline }: { readonly cameOnline: boolean }): void {
    const code = this.#served.record.failure?.code;
    const cutOff = code === 'NETWORK' || code === 'TIMEOUT';
    if (cameOnline && cutOff && this.#phase === 'idle') void this.#start('online');
    else this.#schedule();
    // When the next refresh will be may be another moment now.
    this.publish();
  }

  /** Another engine wrote the record. */
  async reread(): Promise<void> {
    if (this.#phase === 'closed' || this.#phase === 'loading' || !this.audience.persist) return;
    const { owner } = this;
    const record = await this.#tools.store.read(owner, this.#served.record.snapshot);
    if (this.#is('closed')) return;
    if (record === 'signed-out') return this.#tools.signedOut(owner);
    if (record && this.#served.adopt(record, 'network')) {
      // What another engine's key or token gets, this one's may get again, too.
      if (this.#is('halted') && record.failure === null) this.#move('renew');
      this.#schedule();
      this.#publish();
    }
  }

  close(): void {
    if (this.#phase === 'closed') return;
    this.#move('close');
    this.#scheduler.set(null);
    this.#ageWatch.end();
    this.#closing.abort();
    this.#credential.abandon();
    this.audience.clear();
  }

  async #load(): Promise<void> {
    const { owner } = this;
    // Awaited in any case: the constructor has to have returned before anything starts.
    const record = await (this.audience.persist ? this.#tools.store.read(owner) : null);
    if (this.#is('closed')) return;
    if (record === 'signed-out') return this.#tools.signedOut(owner);
    this.#move('loaded');
    if (record) this.#served.adopt(record, 'store');
    this.#settled = this.#served.record.snapshot !== null;
    const unwatched = this.audience.rhythm.intervalMs === 0;
    const { sole } = this.#tools;
    if (startsWithRefresh(this.#served.record, { sole, unwatched }, this.#now)) void this.#start('asked');
    else this.#schedule();
    this.#publish();
  }

  /** The moment is there to refresh or, where the token was refused, to ask for another one: nobody would tell of it. */
  async #due(): Promise<void> {
    if (this.#phase !== 'halted') return void this.#start('due');
    const { requestTimeoutMs } = this.audience;
    const renewed = await this.#credential.renew(requestTimeoutMs, this.#credential.refused);
    if (!this.#is('halted')) return;
    if (!renewed) return this.#schedule();
    this.#move('renew');
    void this.#start('asked');
  }

  #start(reason: Reason): Promise<Failure | null> {
    this.#move('start');
    this.#scheduler.set(null);
    const { locks, clock } = this.#tools;
    const patience = this.audience.requestTimeoutMs + HANDOVER_MS;
    const name = refreshLockName(this.#first.key);
    const { signal } = this.#closing;
    this.#running = underLock(locks, name, patience, clock, signal, () => this.#refresh(reason));
    return this.#running;
  }

  async #refresh(reason: Reason): Promise<Failure | null> {
    if (this.#is('closed')) return CLOSED;
    const { store, clock } = this.#tools;
    const { owner } = this;
    // Somebody else may have refreshed, or failed, while this engine waited for the lock.
    const stored = this.audience.persist ? await store.read(owner, this.#served.record.snapshot) : null;
    if (this.#is('closed')) return CLOSED;
    if (stored === 'signed-out') return this.#buried(owner);
    if (stored && this.#served.adopt(stored, 'network')) this.#publish();
    const cutOff = reason === 'online' && this.#served.record.failures > 0;
    if (reason !== 'asked' && !cutOff && !this.#isDue()) return this.#end('end', null);

    const before = this.#served.record;
    const fetched = await this.#fetch();
    if (this.#is('closed')) return CLOSED;
    const { ageMs } = this.#served;
    const outcome = {
      fetched,
      base: before.confirmations,
      ageMs,
      paceMs: this.#pace,
      chance: clock.chance(),
    };
    const written = await this.#write(owner, (record) => this.#serve(recordOutcome(record, outcome)));
    if (written === 'signed-out') return this.#is('closed') ? CLOSED : this.#buried(owner);
    this.#served.adopt(written, 'network');
    // Also where the page has left over the news: for others they are news, too.
    if (this.#served.record !== before) this.#tools.stored(this);
    if (fetched.failed?.denied && owner.key === owner.customerKey) this.#tools.denied(owner);
    if (this.#is('closed')) return CLOSED;
    this.#logLeftOut(fetched.response?.leftOut ?? this.#leftOut);
    if (!fetched.failed) this.#tools.outbox.hurry(this.#first.customerKey);
    return this.#end(fetched.failed?.refused ? 'refuse' : 'end', fetched.failed?.failure ?? null);
  }

  async #fetch(): Promise<Fetched> {
    const { identity } = this.#first;
    const { transport, clock } = this.#tools;
    const { signal } = this.#closing;
    const { requestTimeoutMs: timeoutMs } = this.audience;
    const fetched = await this.#credential.spend(
      timeoutMs,
      () => this.#renewable,
      (token) => {
        const withConfiguration = !this.#configurationAsked && identity.resourceId === null;
        const request = { identity, token, withConfiguration, timeoutMs, signal };
        return fetchEntitlements(transport, clock, request);
      },
    );
    if (!fetched) return notFetched(failure('NETWORK', 'customerToken gave no token.'), this.#now);
    if (!fetched.failed) this.#configurationAsked = true;
    return fetched;
  }

  async #write(
    owner: RecordOwner,
    change: (record: SessionRecord) => SessionRecord,
  ): Promise<SessionRecord | 'signed-out'> {
    const { keepMs, persist } = this.audience;
    const served = this.#served.record;
    if (!persist) return change(served);
    const background = this.audience.background ? this.#first.identity : null;
    return this.#tools.store.update(
      owner,
      (stored) => change({ ...(stored && !isOlder(stored, served) ? stored : served), keepMs, background }),
      served.snapshot,
    );
  }

  /** News are served from within the transaction that writes them: nobody waits for the disk. */
  #serve(record: SessionRecord): SessionRecord {
    const isNews = !this.#is('closed') && !isSameSnapshot(record.snapshot, this.#served.record.snapshot);
    if (isNews && this.#served.adopt(record, 'network')) this.#publish();
    return record;
  }

  /** The snapshot has grown too old for somebody. */
  async #storeAge(): Promise<void> {
    const { owner } = this;
    const { record, ageMs } = this.#served;
    const { confirmations } = record;
    const written = await this.#write(owner, (stored) =>
      recordAge(stored, stored.confirmations === confirmations ? ageMs : 0, this.#now),
    );
    if (this.#is('closed')) return;
    if (written === 'signed-out') this.#tools.signedOut(owner);
    else if (this.#served.adopt(written, 'store')) this.#publish();
  }

  #end(move: 'end' | 'refuse', result: Failure | null): Failure | null {
    this.#move(move);
    this.#settled = true;
    // Not before: what was due by the last draw must still be due when the lock is there.
    this.#chance = this.#tools.clock.chance();
    this.#schedule();
    this.#publish();
    return result;
  }

  /** Once for each number: the same unreadable entries come with every refresh. */
  #logLeftOut(count: number): void {
    if (count === this.#leftOut) return;
    this.#leftOut = count;
    if (count > 0) this.#tools.log('error', `${count} entitlements could not be read and were left out.`);
  }

  #buried(owner: RecordOwner): Failure {
    this.#tools.signedOut(owner);
    return CLOSED;
  }

  /** Tells each client what it does not know yet. */
  publish(): void {
    if (this.#phase !== 'loading' && this.#phase !== 'closed') this.#publish();
  }

  #publish(): void {
    const { record, source, ageMs, serverNow, patch } = this.#served;
    const update = {
      source,
      ageMs: record.snapshot && ageMs,
      serverNow,
      nextRefreshInMs: this.#phase === 'halted' ? null : this.#scheduler.remainingMs(),
      persistence: this.audience.persist ? this.#tools.store.persistence() : ('none' as const),
      failure: record.failure,
      settled: this.#settled,
      ...this.#tools.outbox.waiting(this.#first.customerKey),
      // Said each time: a page may hold a snapshot from an engine before this one.
      ...(record.denied && { snapshot: null }),
    };
    this.audience.publish(update, record.snapshot, patch);
    this.#ageWatch.set(record, ageMs, this.audience.staleMs);
  }

  #schedule(): void {
    if (this.audience.isEmpty) return;
    const isAsking = this.#phase === 'halted' && this.#renewable;
    if (isAsking && this.#scheduler.remainingMs() === null) this.#scheduler.set(ASK_AGAIN_MS);
    if (this.#phase !== 'idle') return;
    const at = nextRefreshAt(this.#served.record, this.#rhythm, this.#now);
    this.#scheduler.set(at === null ? null : at - this.#now);
  }

  #isDue(): boolean {
    const at = nextRefreshAt(this.#served.record, this.#rhythm, this.#now);
    return at !== null && at <= this.#now;
  }

  get #rhythm() {
    return { ...this.audience.rhythm, chance: this.#chance, serving: this.#served.record.snapshot !== null };
  }

  /** Milliseconds between refreshes, as things are; 0 for none by timer. */
  get #pace(): number {
    const { intervalMs, visible } = this.audience.rhythm;
    return visible ? intervalMs : intervalMs * HIDDEN_SLOWDOWN;
  }

  get #renewable(): boolean {
    return this.audience.members.some(({ options }) => options.renewable);
  }

  get #now(): number {
    return this.#tools.clock.now().wall;
  }

  /** As a call, because a check of the field would be narrowed away across an `await`. */
  #is(phase: Phase): boolean {
    return this.#phase === phase;
  }

  #move(move: Move): void {
    const next = MOVES[this.#phase][move];
    if (!next) throw new Error(`A session that is ${this.#phase} cannot ${move}.`);
    this.#phase = next;
  }
}

const CLOSED = failure('CLOSED', 'The session is closed.');
const REFUSED = failure('UNAUTHENTICATED', 'The API refused the key or the token.');
