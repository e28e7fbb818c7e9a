// What page and engine say to each other. Neither side owns it. Ages cross the link, not time stamps: the two
// sides may not share a clock.
import type { AwaitCheckoutParams, DataCallName, ParamsOf } from './data-call.js';
import type { Failure } from './failure.js';
import type { Identity, SessionKey } from './identity.js';
import type { Patch } from './patch.js';
import { SNAPSHOT_FORMAT, type Snapshot } from './snapshot.js';
import type { Subscription } from './subscription.js';
import type { TrackedCheck } from './tracked-check.js';

export const PROTOCOL_VERSION = 2;

/** Where an engine runs. */
export type HostName = 'shared-worker' | 'worker' | 'page';

/** Names on the origin, shared by all engines and tabs. Only a session key or a random id may follow. */
export const DATABASE_NAME = `stigg-offline-${SNAPSHOT_FORMAT}`;
/** The format of a database of this package; `null` for any other. */
export const databaseFormat = (name: string): number | null => {
  const format = /^stigg-offline-(\d+)$/.exec(name)?.[1];
  return format === undefined ? null : Number(format);
};
export const formatLockName = (format: number) => `stigg-offline:format:${format}`;
export const NOTICE_CHANNEL = `stigg-offline-${SNAPSHOT_FORMAT}`;
export const tabLockName = (tabId: string) => `stigg-offline:tab:${tabId}`;
export const engineLockName = (bootId: string) => `stigg-offline:engine:${bootId}`;
export const refreshLockName = (key: SessionKey) => `stigg-offline:refresh:${SNAPSHOT_FORMAT}:${key}`;
export const outboxLockName = (key: SessionKey) => `stigg-offline:outbox:${SNAPSHOT_FORMAT}:${key}`;

/** The tag of the background events that the engine's service worker takes for its own. */
export const SYNC_TAG = 'stigg-offline';
/** From a page to its service worker: the addresses of what it has loaded, to be kept for a start without a network. */
export const KEEP_MESSAGE = 'stigg-offline:keep';
/** From a page that its service worker does not control yet. */
export const CLAIM_MESSAGE = 'stigg-offline:claim';

/** Calls from the page. Every one is answered with a `Reply`; none rejects. */
export interface EngineApi {
  /** Must be the first call on a port. */
  hello(hello: Hello): Promise<Reply<Welcome>>;
  /** Attaches this port to a session. Its state follows as events. Opening it again replaces the options. */
  open(session: OpenSession): Promise<Reply<null>>;
  close(key: SessionKey): Promise<Reply<null>>;
  /** Fetches with a request sent after this call. Resolves when the new state was published. */
  refresh(key: SessionKey): Promise<Reply<null>>;
  /** The answer to `tokenWanted`; `null` when there is none to be had now. */
  provideToken(key: SessionKey, token: string | null): Promise<Reply<null>>;
  /** What the page knows of its surroundings. */
  observe(surroundings: Surroundings): Promise<Reply<null>>;
  /** Deletes what is kept of a customer. Resolves when it is gone. */
  signOut(tombstone: Tombstone): Promise<Reply<null>>;
  /** Asks the API for data; for what is kept, the last response stands in where the API cannot be reached. */
  ask<Name extends DataCallName>(call: DataCall<Name>): Promise<Reply<Received<unknown>>>;
  /**
   * Waits until a subscription is active. Resolves when each tab of the customer has been told what it gives, or with
   * a failure after `timeoutMs`.
   */
  awaitCheckout(call: AwaitCheckout): Promise<Reply<Received<Subscription>>>;
  /** Gives up a call of this port; what other calls wait for goes on. */
  abandon(id: number): Promise<Reply<null>>;
  /** Keeps checks until the API has acknowledged them. The same check again changes nothing. */
  track(requester: Requester, checks: readonly TrackedCheck[]): Promise<Reply<null>>;
  /** The answer to `echo`: all that was posted before it has arrived. */
  answerEcho(id: number): Promise<Reply<null>>;
}

/**
 * Posted by the page when it goes away, perhaps into the back/forward cache. No call, because a reply to a cached
 * page would evict it; for the same reason nothing at all is posted to it any more.
 */
export const BYE = 'stigg-offline:bye';

/** `boot` names the engine that answers. Another id is another engine, whatever the port says. */
export type Reply<T> = { readonly boot: string } & (
  | { readonly value: T; readonly failure?: never }
  | { readonly failure: Failure }
);

export interface Hello {
  readonly protocol: number;
  /** The Web Lock that this tab holds while it lives; `null` where there are no locks. */
  readonly tabLock: string | null;
  readonly surroundings: Surroundings;
  readonly tombstones: readonly Tombstone[];
}

export interface Welcome {
  readonly build: string;
  /** The Web Lock that the engine holds while it lives; `null` where there are no locks. */
  readonly engineLock: string | null;
}

export interface Surroundings {
  readonly visible: boolean;
  readonly online: boolean;
}

export interface OpenSession {
  readonly key: SessionKey;
  /** The key of the customer's own list: sign-out deletes by it. */
  readonly customerKey: SessionKey;
  readonly identity: Identity;
  /** Compared with the generations of tombstones: an older one means signed out. */
  readonly generation: number;
  readonly token: string | null;
  /** Whether `tokenWanted` will be answered. */
  readonly renewable: boolean;
  readonly intervalMs: number;
  readonly requestTimeoutMs: number;
  readonly persist: boolean;
  /** Whether a service worker may refresh it when no tab is open. */
  readonly background: boolean;
  /** A record older than this many milliseconds is deleted. */
  readonly keepMs: number;
  /** The ages in milliseconds past which this client answers some feature from fallbacks. */
  readonly staleMs: readonly number[];
}

/** Who calls: the customer that is set on the page, if any. */
export interface Requester extends Pick<OpenSession, 'customerKey' | 'generation' | 'token' | 'keepMs'> {
  readonly identity: Pick<Identity, 'baseUri' | 'apiKey'> & { readonly customerId: string | null };
  /** There should be a token, and there is none to be had: nothing may be sent. */
  readonly lacksToken: boolean;
  /** Whether responses may be kept on the device. */
  readonly persist: boolean;
  /** Whether tracked checks may. */
  readonly persistChecks: boolean;
}

interface Call {
  /** Names the call on its port. */
  readonly id: number;
  readonly requester: Requester;
  /** Milliseconds after which an answer is of no use. */
  readonly timeoutMs: number;
}

export interface DataCall<Name extends DataCallName = DataCallName> extends Call {
  readonly name: Name;
  readonly params: ParamsOf<Name>;
}

export interface AwaitCheckout extends Call {
  readonly params: AwaitCheckoutParams;
  readonly requestTimeoutMs: number;
  /** Whether to refresh the customer's entitlements once it is active. */
  readonly refresh: boolean;
}

/** What a call gave. */
export interface Received<Result> {
  readonly result: Result;
  readonly source: 'network' | 'store';
  /** Milliseconds since the API said it. */
  readonly ageMs: number;
}

/** A sign-out. `customerKey` `*` stands for all customers of the origin. */
export interface Tombstone {
  readonly customerKey: SessionKey | '*';
  /** Above each generation that was opened before, whatever the clock says; see `SignOuts`. */
  readonly generation: number;
}

/** Far beyond what any clock says, and far below where adding 1 makes no difference. */
const HIGHEST_GENERATION = 2 ** 52;

/** Whether it is a generation that a later sign-out can be above. */
export function isGeneration(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < HIGHEST_GENERATION;
}

export function signedOutBy(tombstone: Tombstone, customerKey: SessionKey, generation: number): boolean {
  return (
    (tombstone.customerKey === '*' || tombstone.customerKey === customerKey) &&
    generation < tombstone.generation
  );
}

/** Posted by the engine on the same port, beside Comlink's messages, which all carry an `id`. */
export type EngineEvent = { readonly boot: string } & (
  | {
      readonly event: 'session';
      readonly key: SessionKey;
      /** Of the opening that it belongs to: a page may have signed out since, and in again. */
      readonly generation: number;
      readonly update: SessionUpdate;
    }
  | { readonly event: 'tokenWanted'; readonly key: SessionKey; readonly refused: string | null }
  | { readonly event: 'signedOut'; readonly tombstone: Tombstone }
  | { readonly event: 'echo'; readonly id: number }
  | { readonly event: 'log'; readonly level: LogEventLevel; readonly message: string }
);

export type LogEventLevel = 'error' | 'log';

export type Persistence = 'indexeddb' | 'memory' | 'none';

export interface SessionUpdate {
  /** A snapshot the page does not have yet; `null`: there is none (any more); absent: the one the page has stands. */
  readonly snapshot?: Snapshot | null;
  /** In the place of a snapshot on its way to a page. */
  readonly text?: string;
  /** In the place of a snapshot, where that follows the one sent before: what is new in it. */
  readonly patch?: Patch;
  /** In the place of a patch on its way to a page: the features that it names. */
  readonly changed?: readonly string[];
  /** `network`: confirmed by the API since this engine began to serve the session. */
  readonly source: 'network' | 'store' | null;
  /** Milliseconds since the API confirmed the snapshot. */
  readonly ageMs: number | null;
  /** The API's clock now, in milliseconds since the epoch, where the API exposes it. */
  readonly serverNow: number | null;
  readonly nextRefreshInMs: number | null;
  readonly persistence: Persistence;
  /** Why the last attempt failed; `null` when it did not. */
  readonly failure: Failure | null;
  /** Whether the first load has ended, well or badly. */
  readonly settled: boolean;
  /** Tracked checks that wait to be sent. */
  readonly outboxLength: number;
  /** Tracked checks that were dropped because too many waited. */
  readonly outboxDropped: number;
}
