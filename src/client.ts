// The client: the public API. Its checks are answered here and now, from the mirror of what the engine knows.
import { type Check, type CheckOptions, type MeteredCheckOptions, readCheck } from './check.js';
import { Checks, type ChecksOptions } from './checks.js';
import { Context, type View } from './context.js';
import type {
  BooleanEntitlement,
  Entitled,
  EnumEntitlement,
  MeteredEntitlement,
  NumericEntitlement,
  QuestionKind,
} from './core/answer.js';
import { NO_ACCESS } from './core/fallback.js';
import { LONGEST_TIMER_MS } from './core/freshness.js';
import { DataMethods } from './data-methods.js';
import { Emitter, type Listener } from './emitter.js';
import { CLOSED, NO_CUSTOMER, StiggError } from './error.js';
import type { AnyEntitlement, StiggEvents } from './events.js';
import { type ExportedSnapshot, exportViews } from './exported-snapshot.js';
import { createLogger, type Logger, unansweredLog } from './logger.js';
import { type Changed, Mirror } from './mirror.js';
import { checkArgument, requireText, type Settings, type TokenSource } from './options.js';
import { outcome, refused } from './outcome.js';
import { pageClock } from './page-clock.js';
import { type Freshness, Provenance } from './provenance.js';
import { Readiness } from './readiness.js';
import { registerServiceWorker } from './service-worker.js';
import { CurrentStatus, createStatus, type Phase, type Status } from './status.js';

/** The client: `Stigg.initialize` makes it. */
export class StiggClient extends DataMethods {
  readonly #settings: Settings;
  readonly #logger: Logger;
  readonly #context: Context;
  readonly #emitter: Emitter<StiggEvents & { answersMayDiffer: undefined }>;
  readonly #provenance: Provenance;
  readonly #readiness: Readiness;
  readonly #fallbackChecks: Checks;
  #phase: Phase = 'starting';
  #version = 0;
  /** Whether answers may differ, and nobody was told yet. */
  #differs = false;
  #clockwork: ReturnType<typeof setTimeout> | undefined;
  readonly #status: CurrentStatus;

  /** @internal use `Stigg.initialize` */
  constructor(settings: Settings) {
    super(() => this.#context);
    this.#settings = settings;
    this.#logger = createLogger(settings.logConfiguration);
    this.#emitter = new Emitter((error) => this.#logger.error('A listener threw.', error));
    this.#provenance = new Provenance(settings.refreshIntervalMs);
    const checks: ChecksOptions = {
      clock: pageClock,
      fallbacks: settings.entitlementsFallback,
      maxStale: settings.maxStaleMs,
      vocabulary: settings.vocabulary,
      unanswered: unansweredLog(this.#logger),
      provenance: (answer, origin) => this.#provenance.note(answer, origin),
    };
    this.#fallbackChecks = new Checks(new Mirror(pageClock), checks);
    this.#context = new Context(settings, checks, this.#logger, {
      changed: (view, features) => this.#changed(view, features),
      noted: () => this.#note(),
      signedOut: (customerId) => this.#signedOut(customerId),
      received: (result, origin) => this.#provenance.note(result, origin),
    });
    this.#readiness = new Readiness(settings.initTimeoutMs, this.#context, (it) => this.#decided(it));
    const makeStatus = () => createStatus(this.#phase, this.#context, this.#provenance);
    this.#status = new CurrentStatus(makeStatus, () => this.#emitter.hears('statusChanged'));
    const { customerId, customerToken, resourceId, lazyLoad } = settings;
    if (customerId === null) this.#readiness.settle('ready');
    else this.#enter(customerId, customerToken, resourceId, lazyLoad || settings.offline);
    this.#context.bootstrap = undefined;
    const found = (update: StiggEvents['updateFound']) => this.#emitter.emit('updateFound', () => update);
    void registerServiceWorker(settings, this.#logger, this, found);
  }

  /**
   * Resolves with the client as soon as checks can be answered: from the device, however the network is, or from
   * the first response; if a resource is set, once that was tried, too. At once without a customer, with `lazyLoad`, and
   * in offline mode.
   *
   * @param options.signal gives up the wait, and nothing else
   * @throws StiggError with the last code after `initTimeoutMs`, at once if the API refuses; `ABORTED`, `CLOSED`. A later
   *   wait may resolve
   */
  waitForInitialization({ signal }: { readonly signal?: AbortSignal } = {}): Promise<this> {
    return this.#readiness.wait(signal).then(() => this);
  }

  /**
   * Sets the customer. Checks no longer see the former one when this returns; what is stored of the former one stays.
   * The same customer again tries again what has failed.
   *
   * @param customerToken see the option of this name. Default: the present one if the customer stays, else none
   * @param resourceId also sets the resource. Default: the present one if the customer stays, else none
   * @returns a promise of the end of the load, well or badly (`status` and events tell), after `initTimeoutMs` at the latest
   * @throws TypeError at once for a wrong argument; StiggError `CLOSED`
   */
  setCustomerId(
    customerId: string,
    customerToken?: TokenSource | null,
    resourceId?: string | null,
  ): Promise<void> {
    requireText('customerId', customerId);
    checkArgument('customerToken', customerToken);
    checkArgument('resourceId', resourceId);
    if (this.#isClosed) return refused(CLOSED);
    const { customer, resource } = this.#context;
    if (customer?.identity.customerId === customerId) {
      if (customerToken !== undefined) this.#context.setToken(customerToken);
      if (resourceId === null) this.clearResource();
      else if (resourceId && resourceId !== resource?.identity.resourceId) this.#enterResource(resourceId);
    } else this.#enter(customerId, customerToken ?? null, resourceId ?? null, this.#settings.offline);
    return this.#load();
  }

  /**
   * Signs out: all tabs of this customer answer from fallbacks from now on, and what is stored of it is deleted,
   * also by an engine that starts later.
   *
   * @param options.everywhere all customers of this origin. Default: `false`
   * @returns a promise of the deletion
   * @throws StiggError `ENGINE_LOST` or `TIMEOUT` if no engine has deleted it yet (the next one will); `CLOSED`
   */
  clearCustomer({ everywhere = false }: { readonly everywhere?: boolean } = {}): Promise<void> {
    return outcome(this.#isClosed ? Promise.resolve(CLOSED) : this.#context.signOut(everywhere));
  }

  /**
   * Sets the resource that checks with `resourceId` may ask.
   *
   * @returns a promise of the end of its load, well or badly, after `initTimeoutMs` at the latest
   * @throws TypeError at once for a wrong argument; StiggError `NO_CUSTOMER` if none is set, `CLOSED`
   */
  setResource(resourceId: string): Promise<void> {
    requireText('resourceId', resourceId);
    if (this.#isClosed) return refused(CLOSED);
    if (!this.#context.customer) return refused(NO_CUSTOMER);
    if (this.#context.resource?.identity.resourceId !== resourceId) this.#enterResource(resourceId);
    return this.#load();
  }

  /** Leaves the resource. What is stored of it stays. */
  clearResource(): void {
    if (this.#isClosed) return;
    this.#context.clearResource();
    this.#note(true);
  }

  /**
   * All entitlements of the customer, each as its own getter answers; the fallbacks, where there is no list that may
   * be used. Waits for the first load or its failure.
   *
   * @param resourceId asks the current resource's list. Default: the customer's own
   * @throws StiggError `NO_CUSTOMER` if none is set, or none is any more; `CLOSED`
   */
  async getEntitlements(resourceId: string | null = null): Promise<readonly AnyEntitlement[]> {
    checkArgument('resourceId', resourceId);
    if (this.#isClosed) return refused(CLOSED);
    let customer: View | null = null;
    while (!this.#settings.offline && customer !== this.#context.customer) {
      customer = this.#context.customer;
      this.#openAll();
      await this.#readiness.loaded();
      if (this.#isClosed) return refused(CLOSED);
    }
    if (!this.#settings.offline && !customer) throw new StiggError(NO_CUSTOMER);
    return this.listOf(this.#context.viewOf(resourceId));
  }

  /**
   * Whether the customer may use a feature. Never throws, never waits: where nothing is known, or the feature is of
   * another type, the fallback answers (`isFallback`). The same answer is the same frozen object.
   *
   * @param check.featureId the feature's id in the vendor's console
   * @param check.resourceId asks this resource, which must be the current one. Default: the customer itself
   * @param check.options.fallback goes before the client's `entitlementsFallback`. Default: that, else no access
   */
  getBooleanEntitlement(check: Check<CheckOptions, 'boolean'>): BooleanEntitlement {
    return this.#check('boolean', check);
  }

  /**
   * The number that is configured for the customer, as `value`. Takes any number feature; of a metered one it tells
   * whether the limit is kept. See `getBooleanEntitlement`.
   */
  getNumericEntitlement(check: Check<CheckOptions, 'numeric' | 'metered'>): NumericEntitlement {
    return this.#check('numeric', check) as NumericEntitlement;
  }

  /**
   * Whether the usage, with what is requested on top, is within the quota. Usage of a period that is over counts as 0.
   * See `getBooleanEntitlement`.
   *
   * @param check.options.requestedUsage in units of the feature. Default: 0
   */
  getMeteredEntitlement(check: Check<MeteredCheckOptions, 'metered'>): MeteredEntitlement {
    return this.#check('metered', check) as MeteredEntitlement;
  }

  /** The values that the customer may choose from, as `values`. See `getBooleanEntitlement`. */
  getEnumEntitlement(check: Check<CheckOptions, 'enum'>): EnumEntitlement {
    return this.#check('enum', check);
  }

  /**
   * Fetches entitlements and usage now, with requests sent after this call. Nothing happens without a customer and
   * in offline mode.
   *
   * @throws StiggError if the API did not answer (any code); `TIMEOUT`, `ENGINE_LOST`, `CLOSED`. What was known stays
   */
  async refresh(): Promise<void> {
    if (this.#isClosed) return refused(CLOSED);
    if (this.#settings.offline) return;
    this.#openAll();
    await Promise.all(
      this.#context.views.map(async (view) => {
        const failed = await this.#context.refresh(view);
        // Of a session that was left meanwhile nothing is expected any more.
        if (failed && this.#context.views.includes(view)) throw new StiggError(failed);
      }),
    );
  }

  /**
   * Calls a function whenever an event happens. One that throws is logged and breaks nothing.
   *
   * @returns what removes the listener again
   */
  addListener<Name extends keyof StiggEvents>(
    event: Name,
    listener: Listener<StiggEvents[Name]>,
  ): () => void {
    // Read, as it is told of another one than this.
    if (event === 'statusChanged') this.#status.read();
    return this.#emitter.on(event, listener);
  }

  /** Removes a listener that `addListener` added. */
  removeListener<Name extends keyof StiggEvents>(event: Name, listener: Listener<StiggEvents[Name]>): void {
    this.#emitter.off(event, listener);
  }

  /** Whether the customer's entitlements are known. */
  get isCustomerLoaded(): boolean {
    return !!this.#context.customer?.mirror.snapshot;
  }

  /** Whether the current resource's entitlements are known. */
  get isResourceLoaded(): boolean {
    return !!this.#context.resource?.mirror.snapshot;
  }

  /** Whether widgets shall show the vendor's mark; `false` until the API has told. */
  get isWidgetWatermarkEnabled(): boolean {
    return this.#context.customer?.mirror.snapshot?.isWidgetWatermarkEnabled ?? false;
  }

  /** What is known, from where and how old. See `Status`; `statusChanged` tells of a new one. */
  get status(): Status {
    return this.#status.read();
  }

  /** Calls `listener` whenever an answer may be another. For `useSyncExternalStore`. @returns what ends that */
  readonly subscribe = (listener: () => void): (() => void) =>
    // A wrapper of its own for each call: the same function may subscribe twice.
    this.#emitter.on('answersMayDiffer', () => listener());

  /** A revision of what checks are answered from: another number whenever an answer may be another. */
  readonly getSnapshot = (): number => this.#version;

  /**
   * Tells when a result of this client was last confirmed by the API.
   *
   * @throws TypeError for anything else
   */
  freshnessOf(result: object): Freshness {
    return this.#provenance.freshnessOf(result);
  }

  /** What is known now, as plain JSON for the option `bootstrap`; `null` if nothing is. It contains entitlements and usage. */
  exportSnapshot(): ExportedSnapshot | null {
    return exportViews(this.#context.views);
  }

  /** Ends everything: no request, no event, no handle stays. Checks go on answering from what is known. */
  close(): void {
    if (this.#isClosed) return;
    this.#phase = 'closed';
    this.#context.close();
    this.#readiness.close(new StiggError(CLOSED));
    this.#note();
  }

  #check(kind: QuestionKind, check: Check<MeteredCheckOptions>): Entitled {
    try {
      const { featureId, resourceId = null, options } = check ?? {};
      const { fallback, requestedUsage = 0 } = options ?? {};
      const checks = this.#context.viewOf(resourceId)?.checks ?? this.#fallbackChecks;
      // What names no feature is complained of each time.
      const answer =
        (featureId && checks.again(kind, featureId, requestedUsage, fallback)) ||
        checks.ask(...readCheck(kind, check, (wrong) => this.#logger.error(wrong)));
      if (options?.shouldTrack) this.#context.ask('track', { check, answer }).catch(() => {});
      return answer;
    } catch (error) {
      // A getter that throws, a fallback that contains itself: what cannot be read gives no access.
      this.#logger.error('A check cannot be read.', error);
      return this.#fallbackChecks.ask({ kind, featureId: '', requestedUsage: 0 }, NO_ACCESS);
    }
  }

  /** @internal the list as it is now, for hooks */
  listOf(view: View | null): readonly AnyEntitlement[] {
    return (view?.checks ?? this.#fallbackChecks).list();
  }

  #enter(customerId: string, token: TokenSource | null, resourceId: string | null, lazily: boolean): void {
    // Its code is on the way while keys are made and copies read.
    if (!lazily) void this.#context.reach();
    this.#context.setCustomer(customerId, token);
    if (resourceId !== null) this.#context.setResource(resourceId);
    this.#phase = 'starting';
    this.#readiness.begin();
    if (lazily) this.#readiness.settle('ready');
    else this.#openAll();
    this.#note(true);
  }

  #enterResource(resourceId: string): void {
    this.#context.setResource(resourceId);
    this.#note(true);
  }

  /** Opens what is not open yet, tries again what has failed, and resolves at the end of that. */
  #load(): Promise<void> {
    const failed = this.#context.views.filter(({ mirror }) => mirror.failure);
    this.#openAll();
    if (failed.length === 0) return this.#readiness.loaded();
    const attempt = Promise.all(failed.map((view) => this.#context.refresh(view)));
    if (this.#readiness.outcome !== 'ready') this.#readiness.begin(attempt);
    return attempt.then(() => this.#readiness.loaded());
  }

  #openAll(): void {
    for (const view of this.#context.views) if (!view.opened) this.#context.open(view);
  }

  #decided(outcome: 'ready' | StiggError): void {
    const phase = outcome === 'ready' ? 'ready' : 'failed';
    this.#phase = phase;
    this.#note();
    // A moment later, so that whoever made the client can still listen.
    queueMicrotask(() => {
      if (this.#phase !== phase || this.#readiness.outcome !== outcome) return;
      if (outcome === 'ready') this.#emitter.emit('initializeSuccessfully', () => undefined);
      else this.#emitter.emit('initializeFailed', () => ({ error: outcome }));
    });
  }

  #changed(view: View, changed: Changed): void {
    this.#note(true);
    this.#emitter.emit('entitlementsUpdated', () => {
      return { entitlements: this.listOf(view), changed: changed(), resourceId: view.identity.resourceId };
    });
  }

  #signedOut(customerId: string): void {
    this.#readiness.settle('ready');
    this.#phase = 'signed-out';
    this.#note(true);
    this.#emitter.emit('signedOut', () => ({ customerId }));
  }

  /** Looks at what is known of engine, snapshot and time, and tells what is new of it. @param differs answers may be others */
  #note(differs = false): void {
    this.#differs ||= differs;
    if (!this.#isClosed) this.#readiness.judge();
    // Only now: what is judged may end up here again, and one clockwork is enough.
    clearTimeout(this.#clockwork);
    const looks = this.#context.views.map(({ checks }) => checks.look());
    // The clockwork is late on a busy page, and the engine may say something before it runs.
    const mayDiffer = this.#differs || looks.some(([turned]) => turned);
    this.#differs = false;
    const steadyMs = Math.min(...looks.map(([, ms]) => ms));
    if (!this.#isClosed && steadyMs <= LONGEST_TIMER_MS) {
      this.#clockwork = setTimeout(() => this.#note(), steadyMs);
    }
    if (mayDiffer) this.#version++;
    if (this.#status.look()) this.#emitter.emit('statusChanged', () => ({ status: this.status }));
    // Then, so that who is told of an answer finds the status that goes with it.
    if (mayDiffer) this.#emitter.emit('answersMayDiffer', () => undefined);
  }

  get #isClosed(): boolean {
    return this.#phase === 'closed';
  }
}
