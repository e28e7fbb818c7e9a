// In the place of the context, for test clients: what it asks of an engine, the test's own answers, at once.
import type { Connection } from '../connection.js';
import { Context as PageContext, type View } from '../context.js';
import type { AwaitCheckout, DataCall, EngineApi, Reply } from '../core/protocol.js';
import type { Answer, Call } from '../link.js';
import type { Settings } from '../options.js';
import type { DataAnswer } from './test-data.js';
import type { TestEngine } from './test-engine.js';

/** Given before the client is made, which makes its context by itself. */
export const engines = new WeakMap<Settings, TestEngine>();

export class Context extends PageContext {
  readonly #engine: TestEngine;

  constructor(...parts: ConstructorParameters<typeof PageContext>) {
    super(...parts);
    const engine = engines.get(this.settings);
    if (!engine) throw new TypeError('A test client comes from createTestClient.');
    this.#engine = engine;
    if (this.settings.offline) return;
    Object.assign(this, { host: 'page', build: 'test' });
    engine.serve({
      opened: () => this.opened,
      updated: (key, update) => this.updated(key, update),
      signedOutElsewhere: () => {
        const { customer } = this;
        if (customer) {
          this.heardSignOut({ customerKey: customer.customerKey, generation: customer.generation + 1 });
        }
      },
    });
  }

  override open(view: View): void {
    if (this.settings.offline) return;
    view.opened = true;
    this.#engine.refresh(view);
  }

  override async reach(): Promise<Connection | null> {
    return this.closed || this.settings.offline
      ? null
      : connectionTo(this.#engine, (view) => this.open(view));
  }

  override close(): void {
    this.closed = true;
    this.#engine.close();
  }
}

function connectionTo(engine: TestEngine, open: (view: View) => void): Connection {
  const api = apiOf(engine) as unknown as Parameters<Call<unknown>>[0];
  return {
    link: {
      call: async <T>(make: Call<T>): Promise<Answer<T>> => make(api),
      tell: (make: Call<null>) => void make(api),
    },
    tokens: { isExpected: false, current: async () => null, renewed: async () => null, forget() {} },
    open,
    disconnect() {},
  };
}

/** What the page calls. The rest of the engine's calls has nothing to answer here. */
function apiOf(engine: TestEngine): Partial<EngineApi> {
  const boot = 'test';
  const done = async (): Promise<Reply<null>> => ({ boot, value: null });
  const reply = async (answer: Promise<DataAnswer>) => ({ boot, ...(await answer) });
  return {
    close: done,
    abandon: done,
    track: done,
    async refresh(key) {
      const failed = engine.refreshByKey(key);
      return failed ? { boot, failure: failed } : { boot, value: null };
    },
    async signOut() {
      engine.forget();
      return { boot, value: null };
    },
    ask: ({ name, params, requester }: DataCall) => reply(engine.ask(name, params, requester.customerKey)),
    awaitCheckout: ({ params, requester }: AwaitCheckout) =>
      reply(
        engine.ask('getSubscription', { subscriptionId: params.subscriptionId }, requester.customerKey),
      ) as Promise<Awaited<ReturnType<EngineApi['awaitCheckout']>>>,
  };
}
