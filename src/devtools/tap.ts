// The tap: sits between a client and its engine, hears what is called, and can hold the network back.
import type { StiggClient } from '../client.js';
import type { Context } from '../context.js';
import { type Failure, failure } from '../core/failure.js';
import type { SessionKey } from '../core/identity.js';
import type { SessionUpdate } from '../core/protocol.js';

/** What the engine says before it knows anything. */
const NOTHING_YET: SessionUpdate = {
  source: null,
  ageMs: null,
  serverNow: null,
  nextRefreshInMs: null,
  persistence: 'none',
  failure: null,
  settled: false,
  outboxLength: 0,
  outboxDropped: 0,
};

const offlineFailure = (): Failure => failure('NETWORK', 'Offline, as simulated by the devtools.');

export class Tap {
  readonly #client: StiggClient;
  readonly #context: Context;
  /** What the engine has said meanwhile and the client has not heard. */
  readonly #held = new Map<SessionKey, SessionUpdate>();
  #offline = false;

  /** @param heard told each call of the client that needs the engine, when it has ended */
  constructor(client: StiggClient, heard: (call: string, outcome: string, ms: number) => void) {
    const context = client.contextOf();
    this.#client = client;
    this.#context = context;
    const { refresh, ask, updated } = context;
    // In the place of the methods, for this client alone; `remove` takes them away again.
    context.refresh = async (view) => {
      const since = performance.now();
      const failed = this.#offline ? offlineFailure() : await refresh.call(context, view);
      const { resourceId } = view.identity;
      heard(resourceId ? `refresh ${resourceId}` : 'refresh', outcomeOf(failed), performance.now() - since);
      return failed;
    };
    context.ask = async (asked, given) => {
      const { answer } = (asked === 'track' ? given : {}) as { readonly answer?: object };
      // The API must not count what it has not granted.
      if (answer && client.freshnessOf(answer).source === 'override') return { value: null };
      const since = performance.now();
      const held = this.#offline && !answer;
      const result = held ? { failure: offlineFailure() } : await ask.call(context, asked, given);
      heard(asked, outcomeOf(result.failure), performance.now() - since);
      return result;
    };
    context.updated = (key, update) => {
      if (!this.#offline) return updated.call(context, key, update);
      this.#hold(key, update);
      // What the device has stays what it is; what the network brings, nobody hears of.
      updated.call(context, key, update.source === 'store' ? cutOff(update) : this.#cutOffView(key));
    };
  }

  /** Takes the network for gone, or there again. */
  set offline(offline: boolean) {
    if (this.#offline === offline) return;
    const { opened } = this.#context;
    if (offline) {
      for (const { key, mirror } of opened) if (mirror.told) this.#held.set(key, mirror.told);
      this.#offline = true;
      for (const { key } of opened) this.#context.updated(key, this.#cutOffView(key));
      return;
    }
    this.#offline = false;
    for (const [key, update] of this.#held) this.#context.updated(key, update);
    this.#held.clear();
    // What was held back has become older meanwhile.
    void this.#client.refresh().catch(() => {});
  }

  remove(): void {
    this.offline = false;
    for (const name of ['refresh', 'ask', 'updated'] as const) Reflect.deleteProperty(this.#context, name);
  }

  #hold(key: SessionKey, update: SessionUpdate): void {
    const { snapshot = this.#held.get(key)?.snapshot, changed: _, ...rest } = update;
    this.#held.set(key, { ...rest, ...(snapshot !== undefined && { snapshot }) });
  }

  /** What the engine would say of a session now, had its last attempt failed. */
  #cutOffView(key: SessionKey): SessionUpdate {
    const mirror = this.#context.opened.find((view) => view.key === key)?.mirror;
    const { snapshot: _, changed: __, ...told } = mirror?.told ?? NOTHING_YET;
    return cutOff({ ...told, ageMs: mirror?.receipt ? mirror.ageMs() : null });
  }
}

function cutOff(update: SessionUpdate): SessionUpdate {
  return { ...update, nextRefreshInMs: null, failure: offlineFailure(), settled: true };
}

function outcomeOf(failed: Failure | null | undefined): string {
  return failed?.code ?? 'ok';
}
