// The context of a client: whose entitlements it checks, and the sessions that the engine serves for it. It keeps
// the mirrors up to date and knows nothing of the public API.

import { Checks, type ChecksOptions } from './checks.js';
import { type Connection, connect } from './connection.js';
import { dropCopies, readCopy } from './copies.js';
import type { DataCallName } from './core/data-call.js';
import { type Failure, failure } from './core/failure.js';
import { staleLimits } from './core/freshness.js';
import type { Identity, SessionKey } from './core/identity.js';
import { type HostName, type SessionUpdate, signedOutBy, type Tombstone } from './core/protocol.js';
import { CLOSED, STRANDED } from './error.js';
import { type ExportedSnapshot, importSession } from './exported-snapshot.js';
import type { Answer, Call } from './link.js';
import type { Logger } from './logger.js';
import { type Changed, Mirror } from './mirror.js';
import type { Settings, TokenSource } from './options.js';
import { pageClock } from './page-clock.js';
import type { Origin } from './provenance.js';
import { sessionKey } from './session-key.js';
import { SignOuts } from './sign-outs.js';

/** One session as the page sees it. */
export interface View {
  readonly identity: Identity;
  readonly key: SessionKey;
  readonly customerKey: SessionKey;
  readonly generation: number;
  readonly mirror: Mirror;
  readonly checks: Checks;
  /** Whether the engine is asked to serve it. */
  opened: boolean;
}

export interface ContextListener {
  /** The answer of these features is another now. */
  changed(view: View, features: Changed): void;
  /** Anything else that `status` tells may have changed. */
  noted(): void;
  /** A data call gave a result. */
  received(result: object, origin: Origin | null): void;
  /** The customer signed out, here or in another tab; the context is empty by now. */
  signedOut(customerId: string): void;
}

type DataCallsModule = typeof import('./data-calls.js');
/** What the chunk of the data calls can be asked. */
export type Asked = DataCallName | 'waitForCheckoutCompleted' | 'track';

/** A refresh may have to wait for the one before it; this is for the way to the engine and back. */
const CALL_SLACK_MS = 5_000;
const SIGN_OUT_DEADLINE_MS = 15_000;

export class Context {
  readonly settings: Settings;
  readonly checks: ChecksOptions;
  readonly #logger: Logger;
  readonly listener: ContextListener;
  readonly signOuts = new SignOuts();
  #connection: Promise<Connection | null> | null = null;
  #calls: Promise<DataCallsModule | null> | null = null;
  closed = false;
  token: TokenSource | null = null;
  customer: View | null = null;
  resource: View | null = null;
  host: HostName | 'none' = 'none';
  build = '';
  /** No host works for now. */
  stranded = false;
  /** Only for what is set while the client is made: later it could bring back what was revoked since. */
  bootstrap: ExportedSnapshot | undefined;

  constructor(settings: Settings, checks: ChecksOptions, logger: Logger, listener: ContextListener) {
    this.settings = settings;
    this.bootstrap = settings.bootstrap;
    this.checks = checks;
    this.#logger = logger;
    this.listener = listener;
  }

  /** The customer's list first. */
  get views(): View[] {
    return [this.customer, this.resource].filter((view) => view !== null);
  }

  /** The view that answers for a resource (`null`: for the customer itself); `null` if it is not the current one. */
  viewOf(resourceId: string | null): View | null {
    if (resourceId === null) return this.customer;
    return this.resource?.identity.resourceId === resourceId ? this.resource : null;
  }

  /** Changes the customer. What was known of the former one is out of sight at once. */
  setCustomer(customerId: string, token: TokenSource | null): void {
    this.#leaveCustomer();
    this.token = token;
    this.customer = this.view(customerId, null);
  }

  /** A token that replaces the present one refreshes the sessions; it does not start others. */
  setToken(token: TokenSource | null): void {
    if (token === this.token) return;
    this.token = token;
    for (const view of this.opened) this.open(view);
  }

  setResource(resourceId: string): void {
    this.clearResource();
    if (this.customer) this.resource = this.view(this.customer.identity.customerId, resourceId);
  }

  clearResource(): void {
    if (this.resource) this.#close(this.resource);
    this.resource = null;
  }

  /**
   * Signs out: what is known is out of sight, and all tabs are told, before this returns.
   *
   * @returns how the deletion on the device went
   */
  signOut(everywhere: boolean): Promise<Failure | null> {
    const { customer } = this;
    if (!customer && !everywhere) return Promise.resolve(null);
    const tombstone = this.signOuts.bury(everywhere || !customer ? '*' : customer.customerKey);
    dropCopies(tombstone.customerKey);
    const { offline } = this.settings;
    const say: Call<null> = (api) => api.signOut(tombstone);
    // All before what is opened when it is heard. To an engine that has not answered yet no call is made, but it is told.
    if (!offline && this.host === 'none') this.#tell(say);
    const deleted = offline ? Promise.resolve(null) : this.#call(say, SIGN_OUT_DEADLINE_MS);
    this.heardSignOut(tombstone);
    return deleted;
  }

  /** Asks the engine to serve a session. */
  open(view: View): void {
    if (this.settings.offline) return;
    if (!view.opened) this.#seedFromCopy(view);
    view.opened = true;
    void this.reach().then((connection) => {
      // Not sooner, as in a cold tab this write takes milliseconds; before any engine goes by it.
      this.signOuts.note(view.generation);
      connection?.open(view);
    });
  }

  refresh(view: View): Promise<Failure | null> {
    const deadlineMs = 2 * this.settings.requestTimeoutMs + CALL_SLACK_MS;
    return this.#call((api) => api.refresh(view.key), deadlineMs);
  }

  close(): void {
    this.closed = true;
    void this.#connection?.then((connection) => connection?.disconnect());
  }

  /** Makes a data call for the customer as it is set now, with the chunk that knows how. */
  async ask(asked: Asked, given: unknown): Promise<Answer<unknown>> {
    const { customer, resource } = this;
    const caller = { context: this, customer, resource, search: globalThis.location?.search };
    // One promise for all, so that what is asked in one moment is handled in its order.
    this.#calls ??= import('./data-calls.js').catch(() => {
      this.#calls = null;
      return null;
    });
    const calls = await this.#calls;
    // What is kept of the response goes by it, too, though no session is opened.
    if (customer) this.signOuts.note(customer.generation);
    return calls
      ? calls.respond(caller, asked, given)
      : { failure: failure('NETWORK', 'data-calls.js did not load.') };
  }

  async #call(make: Call<null>, deadlineMs: number): Promise<Failure | null> {
    const connection = await this.reach();
    if (!connection) return this.closed ? CLOSED : STRANDED;
    return (await connection.link.call(make, deadlineMs)).failure ?? null;
  }

  #tell(make: Call<null>): void {
    void this.reach().then((connection) => connection?.link.tell(make));
  }

  /** The connection to the engine; `null` for a client that is closed before it is made. */
  reach(): Promise<Connection | null> {
    // Not at once: what is asked in the task in which the client is made shall not wait for a worker to be made.
    this.#connection ??= Promise.resolve().then(() => (this.closed ? null : connect(this, this.#logger)));
    return this.#connection;
  }

  /** Another engine answers, or none. @param stranded no host works */
  engineChanged(host: HostName | 'none', build: string, stranded: boolean): void {
    Object.assign(this, { host, build, stranded });
    this.listener.noted();
  }

  /** The engine has news of a session. */
  updated(key: SessionKey, update: SessionUpdate): void {
    const view = this.opened.find((candidate) => candidate.key === key);
    const changed = view?.mirror.apply(update);
    if (view && changed) this.listener.changed(view, changed);
    this.listener.noted();
  }

  /** Somebody signed out, here or in another tab. */
  heardSignOut(tombstone: Tombstone): void {
    const { customer } = this;
    this.signOuts.note(tombstone.generation);
    if (!customer || !signedOutBy(tombstone, customer.customerKey, customer.generation)) return;
    // A tab that had not heard of it yet may have written one since.
    dropCopies(tombstone.customerKey);
    this.#leaveCustomer();
    this.listener.signedOut(customer.identity.customerId);
  }

  #leaveCustomer(): void {
    this.clearResource();
    if (this.customer) this.#close(this.customer);
    this.customer = null;
    this.token = null;
  }

  /** @param customerId empty for a view that names nobody, of what is asked without a customer */
  view(customerId: string, resourceId: string | null): View {
    const { baseUri, apiKey } = this.settings;
    const identity = { baseUri, apiKey, customerId, resourceId };
    const key = sessionKey(identity);
    const customerKey = resourceId === null ? key : sessionKey({ ...identity, resourceId: null });
    const generation = this.customer?.generation ?? this.signOuts.openGeneration(customerKey);
    const mirror = new Mirror(pageClock);
    if (!this.settings.offline) this.#seed(key, mirror);
    const checks = new Checks(mirror, this.checks);
    return { identity, key, customerKey, generation, mirror, checks, opened: false };
  }

  #seed(key: SessionKey, mirror: Mirror): void {
    if (!this.bootstrap) return;
    try {
      const { snapshot, ageMs } = importSession(this.bootstrap, key, pageClock().wall);
      mirror.seed(snapshot, 'bootstrap', ageMs);
    } catch {
      this.#logger.error('bootstrap was ignored.');
    }
  }

  /** What an engine said before answers until one says something now; or what a server did, if that is younger. */
  #seedFromCopy(view: View): void {
    const { persist, maxStaleMs } = this.settings;
    if (persist === false) return;
    const copy = readCopy(view, this.signOuts, Math.min(...staleLimits(maxStaleMs)), pageClock().wall);
    if (copy && copy.ageMs < view.mirror.ageMs()) view.mirror.seed(copy.snapshot, 'store', copy.ageMs);
  }

  #close(view: View): void {
    if (view.opened) this.#tell((api) => api.close(view.key));
    view.opened = false;
    view.mirror.clear();
  }

  get opened(): View[] {
    return this.views.filter((view) => view.opened);
  }
}
