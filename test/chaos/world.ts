// The world of a walk: an API, a site whose pages and engines obey, a browser with a profile, and tabs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { API_KEY, type Api, startApi } from '../support/api.js';
import { type Browser, launchBrowser, type Tab } from '../support/browser.js';
import { type Capability, currentEngine, limitOf } from '../support/engine-limits.js';
import { type Site, startSite } from '../support/site.js';
import { CHAOS_CHANNEL, type Holdings, type Order } from './conditions.js';
import { CUSTOMERS, createModel, type Model, type ModelTab } from './model.js';
import { type ListId, Oracle } from './oracle.js';
import type { Glimpse } from './page/tab.js';
import { STAMP, SWITCH } from './sample.js';

export const TIMES = {
  refreshIntervalMs: 1_000,
  requestTimeoutMs: 2_000,
  initTimeoutMs: 5_000,
  maxStaleMs: 8_000,
} as const;
const SLACK_MS = 8_000;
const HEARSAY_MS = 15_000;
/** A tab that says nothing for so long does not answer. */
const ANSWER_MS = 60_000;
const WORKER = '/stigg-offline/worker.js';
const SERVICE_WORKER = '/service-worker.js';

/** Whether the engine of this run can do that. */
export const can = (capability: Capability) => limitOf(currentEngine(), [capability]) === undefined;

export class World {
  readonly model: Model = createModel();
  readonly oracle = new Oracle({ maxStaleMs: TIMES.maxStaleMs, slackMs: SLACK_MS, hearsayMs: HEARSAY_MS });
  readonly tabs = new Map<number, Tab>();
  /** What pages and engines complained of. */
  readonly problems: string[] = [];
  readonly holdings: Holdings[] = [];
  round = 0;
  readonly counts: unknown[] = [];
  readonly api: Api;
  readonly site: Site;
  readonly #control: Site;
  readonly #profile: string;
  browser: Browser;

  private constructor(api: Api, site: Site, control: Site, browser: Browser, profile: string) {
    this.api = api;
    this.site = site;
    this.#control = control;
    this.browser = browser;
    this.#profile = profile;
  }

  static async open(): Promise<World> {
    const [platform, page] = await Promise.all([bundle('platform', 'iife'), bundle('tab', 'esm')]);
    const api = await startApi();
    const site = await startSite();
    const control = await startSite({ headers: { 'Access-Control-Allow-Origin': '*' } });
    const profile = mkdtempSync(join(tmpdir(), 'stigg-offline-profile-'));
    const browser = await launch(profile);
    const world = new World(api, site, control, browser, profile);
    const first = `globalThis.chaosControl = ${JSON.stringify(control.origin)};\n${platform}`;
    site.serve('/', { body: pageOf(first, page) });
    site.serve('/elsewhere', { body: '<!doctype html><title>elsewhere</title>' });
    const type = 'text/javascript';
    site.serve(WORKER, { body: `${first}\n${readFileSync('dist/worker.js', 'utf8')}`, type });
    site.serve(SERVICE_WORKER, { body: readFileSync('dist/service-worker.js', 'utf8'), type });
    world.#listen();
    // None of the features that are asked for is in this plan but by a grant, and none is unlimited.
    await api.patch({ customers: { 'customer-globex': { planId: 'plan-growth' } } });
    for (const customer of Object.keys(CUSTOMERS)) await world.restore(customer);
    return world;
  }

  async close(): Promise<void> {
    await this.browser.kill().catch(() => {});
    await Promise.all([this.site.stop(), this.#control.stop(), this.api.close()]);
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  #listen(): void {
    const { model } = this;
    const told = async (request: IncomingMessage) => JSON.parse(await text(request));
    this.#control.serve('/conditions', () => ({ body: JSON.stringify(conditionsOf(model)) }));
    this.#control.serve('/problem', async (request) => {
      const { realm, text } = await told(request);
      this.problems.push(`${realm}: ${text}`);
      return { body: '' };
    });
    this.#control.serve('/holdings', async (request) => {
      this.holdings.push(await told(request));
      return { body: '' };
    });
    this.#control.serve('/token', ({ url = '/' }) => {
      const customer = new URL(url, 'http://localhost').searchParams.get('customer') ?? '';
      const token = model.tokens.get(customer);
      return model.givesTokens && token ? { body: token } : { body: '', status: 503 };
    });
  }

  /** Opens a tab for a tab of the model, and makes its client. */
  async open(tab: ModelTab): Promise<void> {
    this.tabs.set(tab.id, await this.browser.newTab(this.site.origin));
    await this.begin(tab);
  }

  /** Makes the client of a page that has none yet. */
  async begin({ id, options, customer, resource }: ModelTab): Promise<void> {
    const { host, persist, fallback, serviceWorker } = options;
    await this.within(id, (tab) =>
      tab.evaluate((start) => window.chaos.start(start), {
        apiKey: API_KEY,
        baseUri: this.api.url,
        customer,
        resource,
        token: this.tokenFor({ options, customer }),
        fallback,
        options: { host, persist, ...(serviceWorker && { serviceWorker: { url: SERVICE_WORKER } }) },
        times: TIMES,
      }),
    );
  }

  /** A token to be handed over; `null` for who asks for it by itself. */
  tokenFor({ options, customer }: Pick<ModelTab, 'options' | 'customer'>): string | null {
    return options.renewable || customer === null ? null : (this.model.tokens.get(customer) ?? null);
  }

  /** Does something in a tab that has to answer. */
  async within<T>(id: number, work: (tab: Tab) => Promise<T>): Promise<T> {
    const tab = this.tabs.get(id);
    if (!tab) throw new Error(`there is no tab ${id}`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`tab ${id} does not answer`)), ANSWER_MS);
    });
    try {
      return await Promise.race([work(tab), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** In all tabs, in turn. */
  async everywhere(work: (tab: Tab, model: ModelTab) => Promise<unknown>): Promise<void> {
    for (const model of this.model.tabs) await this.within(model.id, (tab) => work(tab, model));
  }

  /** What a tab says, and what it was answered since the last glimpse. */
  glimpse(id: number): Promise<Glimpse> {
    return this.within(id, (tab) => tab.evaluate(() => window.chaos.glimpse()));
  }

  /** Orders all pages and engines, through one of the tabs. */
  async order(order: Order): Promise<void> {
    const [first] = this.model.tabs;
    if (!first) return;
    await this.within(first.id, (tab) =>
      tab.evaluate(
        (name, told) => {
          const channel = new BroadcastChannel(name);
          channel.postMessage(told);
          channel.close();
        },
        CHAOS_CHANNEL,
        order,
      ),
    );
  }

  /** All hear of the conditions as the model has them now. */
  async changeConditions(): Promise<void> {
    await this.order({ conditions: conditionsOf(this.model) });
  }

  /** The API begins to say something else of a list. */
  async say(list: ListId, hasAccess: boolean): Promise<void> {
    const { customer, resource } = list;
    const stamp = this.model.nextStamp++;
    const grants = { [STAMP]: { usageLimit: stamp }, [SWITCH]: hasAccess ? {} : null };
    const from = Date.now();
    const patch = resource === null ? { grants } : { resources: { [resource]: { grants } } };
    await this.api.patch({ customers: { [customer]: patch } });
    this.oracle.says(list, stamp, hasAccess, from, Date.now());
  }

  async archive(customer: string): Promise<void> {
    this.model.archived.add(customer);
    await this.api.patch({ customers: { [customer]: { archived: true } } });
    for (const list of listsOf(customer)) this.oracle.denies(list, Date.now());
  }

  /** A customer that the API knows, with lists that it never said before. */
  async restore(customer: string): Promise<void> {
    for (const list of listsOf(customer)) await this.say(list, this.model.nextStamp % 2 === 0);
    await this.api.patch({ customers: { [customer]: { archived: false } } });
    this.model.archived.delete(customer);
    await this.rotate(customer);
  }

  /** Another token is the customer's from now on, and the former one is refused. */
  async rotate(customer: string): Promise<void> {
    this.model.tokens.set(customer, `token-${this.model.nextToken++}`);
    const accepted = Object.fromEntries([...this.model.tokens].map(([name, token]) => [name, [token]]));
    await this.api.patch({ customerTokens: { enforced: true, accepted } });
  }

  async restartBrowser(): Promise<void> {
    await this.browser.kill();
    this.browser = await launch(this.#profile);
    this.tabs.clear();
    for (const tab of this.model.tabs) await this.open(tab);
  }
}

const launch = (profile: string) => launchBrowser(can('keepProfile') ? { userDataDir: profile } : {});

export function listsOf(customer: string): ListId[] {
  return [null, ...(CUSTOMERS[customer] ?? [])].map((resource) => ({ customer, resource }));
}

const conditionsOf = ({ clockOffsetMs, disk }: Model) => ({ clockOffsetMs, disk });

async function bundle(name: string, format: 'iife' | 'esm'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`test/chaos/page/${name}.ts`],
    bundle: true,
    write: false,
    format,
    target: 'es2022',
    external: ['stigg-offline'],
  });
  return outputFiles[0]?.text ?? '';
}

function pageOf(first: string, page: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>chaos</title>
<script>${first}</script>
<script type="importmap">{ "imports": { "stigg-offline": "/stigg-offline/index.js" } }</script>
<script type="module">${page}</script>
</head>
<body></body>
</html>
`;
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
