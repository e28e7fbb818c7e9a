import type { StiggClient } from '../client.js';
import Stigg from '../index.js';
import type { StiggOptions, TokenSource } from '../options.js';
import type { Status } from '../status.js';
import { flagOf, type Reading, readBoolean, readNumber, readObject, readString } from './flag.js';
import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from './web-sdk.js';

/** Either a client or the options to make one of. */
export type StiggWebProviderOptions =
  | {
      /** A client that the app has made, and closes. */
      readonly client: StiggClient;
      /** Asked for the token of each customer that the context names. Default: none. */
      readonly customerToken?: () => Promise<string>;
      readonly options?: never;
    }
  | {
      /** Of which a client is made when OpenFeature takes the provider, and closed when it drops it. */
      readonly options: StiggOptions;
      readonly client?: never;
      readonly customerToken?: never;
    };

type State = ProviderEvents.Ready | ProviderEvents.Stale | ProviderEvents.Error;

/**
 * A provider for OpenFeature's web SDK. A flag key is a feature's id; of the evaluation context, `targetingKey` is the
 * customer, and `resourceId` the resource, if any. Without a `targetingKey` from the beginning, the client's own customer
 * stays.
 */
export class StiggWebProvider implements Provider {
  /** The provider's name. */
  readonly metadata = { name: 'stigg-offline' } as const;
  /** One customer at a time. */
  readonly runsOn = 'client';
  /** It knows of one context. */
  readonly domainScoped = true;
  /** By which the SDK hears of ready, stale, error and changed configuration. */
  readonly events = new OpenFeatureEventEmitter();
  readonly #given: StiggWebProviderOptions;
  #client: StiggClient | undefined;
  #listening: readonly (() => void)[] = [];
  #resourceId: string | null = null;
  #hasLeft = false;
  /** How often the SDK waits for a context: of what changes meanwhile it tells by itself. */
  #waits = 0;
  /** The same, until it has told. */
  #unfinished = 0;
  #told: State = ProviderEvents.Ready;
  #unnamedChange = false;

  constructor(given: StiggWebProviderOptions) {
    if (!given?.client && !given?.options) throw new TypeError('StiggWebProvider needs a client or options.');
    this.#given = given;
  }

  /** @throws StiggError if the first load fails; the provider goes on, and tells when it is ready after all */
  initialize(context: EvaluationContext = {}): Promise<void> {
    const client = this.#given.client ?? Stigg.initialize({ ...this.#given.options, ...identityOf(context) });
    this.#client = client;
    this.#listening = [
      client.addListener('statusChanged', () => this.#tell()),
      client.subscribe(() => this.#changedSomehow()),
      client.addListener('entitlementsUpdated', ({ changed, resourceId }) => {
        this.#unnamedChange = false;
        if (resourceId === this.#resourceId) this.#changed(changed);
      }),
    ];
    return this.#await(client, this.#follow(client, {}, context));
  }

  /** Follows the context to another customer or resource. @returns a promise of the load, if there is one to wait for */
  onContextChange(before: EvaluationContext, after: EvaluationContext): Promise<void> | undefined {
    const client = this.#client;
    if (!client) return undefined;
    const views = client.contextOf().views.map(({ key }) => key);
    const load = this.#follow(client, before, after);
    const same = String(client.contextOf().views.map(({ key }) => key)) === String(views);
    return same ? undefined : this.#await(client, load);
  }

  /** Stops listening, and closes the client if the provider has made it. */
  async onClose(): Promise<void> {
    for (const stop of this.#listening) stop();
    this.#listening = [];
    if (this.#given.options) this.#client?.close();
    this.#client = undefined;
  }

  /** Whether the customer may use a feature of any type. */
  resolveBooleanEvaluation(flagKey: string, defaultValue: boolean): ResolutionDetails<boolean> {
    return this.#resolve(flagKey, defaultValue, readBoolean);
  }

  /** The number or the usage limit; `Infinity` for unlimited, 0 without access. */
  resolveNumberEvaluation(flagKey: string, defaultValue: number): ResolutionDetails<number> {
    return this.#resolve(flagKey, defaultValue, readNumber);
  }

  /** The one value of an enum; the empty text without access. */
  resolveStringEvaluation(flagKey: string, defaultValue: string): ResolutionDetails<string> {
    return this.#resolve(flagKey, defaultValue, readString);
  }

  /** The whole entitlement as JSON. */
  resolveObjectEvaluation<T extends JsonValue>(flagKey: string, defaultValue: T): ResolutionDetails<T> {
    return this.#resolve<JsonValue>(flagKey, defaultValue, readObject) as ResolutionDetails<T>;
  }

  #resolve<Value>(flagKey: string, defaultValue: Value, read: Reading<Value>): ResolutionDetails<Value> {
    const client = this.#client;
    if (!client) throw new TypeError('OpenFeature has not initialized the provider.');
    const flag = flagOf(client, flagKey, this.#resourceId, this.#hasLeft);
    if ('errorCode' in flag) return { value: defaultValue, reason: 'ERROR', ...flag };
    const { entitlement, type, ...details } = flag;
    const reading = read(flag);
    return 'errorCode' in reading
      ? { ...details, value: defaultValue, reason: 'ERROR', ...reading }
      : { ...details, ...reading };
  }

  /** Sets customer and resource as a context names them. @returns a promise of the end of the load */
  #follow(client: StiggClient, before: EvaluationContext, after: EvaluationContext): Promise<void> {
    const { customerId, resourceId = null } = identityOf(after);
    const had = identityOf(before);
    this.#resourceId = resourceId;
    // No customer is no sign-out, which would be one of all tabs: nothing is answered of the former one, and that is all.
    this.#hasLeft = !customerId && (this.#hasLeft || !!had.customerId);
    if (this.#hasLeft) return Promise.resolve();
    if (customerId) {
      const stays = client.contextOf().customer?.identity.customerId === customerId;
      const token = stays ? undefined : this.#token;
      return client.setCustomerId(customerId, token, resourceId ?? (had.resourceId && null));
    }
    if (resourceId) return client.setResource(resourceId);
    if (had.resourceId) client.clearResource();
    return Promise.resolve();
  }

  get #token(): TokenSource | null {
    const { customerToken, options } = this.#given;
    const source = customerToken ?? options?.customerToken;
    // A text is one customer's.
    return typeof source === 'function' ? source : null;
  }

  #await(client: StiggClient, load: Promise<void>): Promise<void> {
    this.#waits++;
    this.#unfinished++;
    const ready = load
      .then(() => client.waitForInitialization())
      .then(
        () => {
          this.#told = ProviderEvents.Ready;
        },
        (error) => {
          this.#told = ProviderEvents.Error;
          throw error;
        },
      )
      .finally(() => this.#waits--);
    void this.#tellAfter(ready);
    return ready;
  }

  /** Tells what is to be told when the SDK has told that it has waited, as it would undo it. */
  async #tellAfter(ready: Promise<void>): Promise<void> {
    await ready.catch(() => {});
    this.#unfinished--;
    this.#tell();
  }

  #tell(): void {
    if (this.#unfinished > 0 || !this.#client) return;
    const { status } = this.#client;
    const state = stateOf(status);
    if (state === this.#told) return;
    this.#told = state;
    this.events.emit(state, status.error && { message: status.error.message });
  }

  /** By time, by a sign-out, or by whoever else has the client; unless what follows says by name which flags they are. */
  #changedSomehow(): void {
    this.#unnamedChange = true;
    queueMicrotask(() => {
      if (this.#unnamedChange) this.#changed();
      this.#unnamedChange = false;
    });
  }

  #changed(flags?: readonly string[]): void {
    if (this.#waits > 0 || !this.#client) return;
    this.events.emit(ProviderEvents.ConfigurationChanged, flags && { flagsChanged: [...flags] });
  }
}

function identityOf({ targetingKey, resourceId }: EvaluationContext): {
  customerId?: string;
  resourceId?: string;
} {
  return {
    ...(targetingKey && { customerId: targetingKey }),
    ...(typeof resourceId === 'string' && resourceId && { resourceId }),
  };
}

function stateOf({ phase, source, stale, error }: Status): State {
  if (phase === 'failed') return ProviderEvents.Error;
  return error || (stale && source !== 'fallback') ? ProviderEvents.Stale : ProviderEvents.Ready;
}
