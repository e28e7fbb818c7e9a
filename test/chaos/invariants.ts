// What must hold after each step, and what must hold once all faults are over.
import { until } from '../support/until.js';
import { type ModelTab, TABS } from './model.js';
import { nameOf } from './oracle.js';
import type { Glimpse } from './page/tab.js';
import { Violation } from './violation.js';
import type { World } from './world.js';

/** Longer than the longest pause between two requests, which is a minute, and than a silent engine is borne. */
const CALM_MS = 180_000;
const REQUESTS_SHOWN = 20;
/** What one page or engine of so few sessions ever needs, and a leak passes soon. */
const MOST_TIMERS = 30;
const MOST_CHANNELS = 2;

/** What it takes to look at the tabs of a world. */
export type Watched = Pick<World, 'model' | 'oracle' | 'problems' | 'glimpse'>;

/** What a tab says. All that it was answered since the last look must be what it may be. @throws Violation */
export async function look(world: Watched, { id, options }: ModelTab): Promise<Glimpse> {
  const glimpse = await world.glimpse(id);
  for (const sample of glimpse.samples) {
    const wrong = world.oracle.judge(sample, options.fallback);
    if (wrong) throw new Violation(`tab ${id}: ${wrong}`, { sample, glimpse });
  }
  return glimpse;
}

/** Every tab answers, what it answers may be answered, and nobody complains. @throws Violation */
export async function inspect(world: Watched): Promise<void> {
  for (const tab of world.model.tabs) await look(world, tab);
  const [problem] = world.problems;
  if (problem !== undefined) throw new Violation(problem);
}

/** Ends all faults, and waits until every tab says what the API says. @throws Violation */
export async function calm(world: World): Promise<void> {
  await mend(world);
  let last: object = {};
  const isCurrent = async () => {
    for (const tab of world.model.tabs) {
      const { id, customer, resource } = tab;
      const glimpse = await look(world, tab);
      const lists = resource === null ? [null] : [null, resource];
      const wrong = lists
        .map((one) => differs(world, glimpse, customer, one))
        .find((found) => found !== null);
      if (wrong) {
        last = { id, wrong, ...glimpse };
        return false;
      }
    }
    return true;
  };
  await until(
    () =>
      isCurrent().catch((error) => {
        // No waiting mends this.
        if (error instanceof Violation) return error;
        throw error;
      }),
    { what: 'every tab says what the API says', timeoutMs: CALM_MS },
  ).then(
    (outcome) => {
      if (outcome instanceof Violation) throw outcome;
    },
    async (error) => {
      const all = [];
      for (const tab of world.model.tabs) {
        const { status } = await look(world, tab);
        all.push({ ...tab, status });
      }
      const requests = (await world.api.requests()).slice(-REQUESTS_SHOWN);
      throw new Violation(error.message, { ...last, all, requests });
    },
  );
  await count(world);
}

async function mend(world: World): Promise<void> {
  const { model, api, site } = world;
  model.disk = 'sound';
  model.fault = 'none';
  model.givesTokens = true;
  await world.changeConditions();
  await api.heal();
  for (const customer of [...model.archived]) await world.restore(customer);
  if (!model.hasNetwork) {
    model.hasNetwork = true;
    await site.start();
    await world.everywhere((tab) => tab.evaluate(() => window.chaos.setOnline(true)));
  }
  // Whoever was refused asks again with another token only.
  for (const customer of [...model.tokens.keys()]) await world.rotate(customer);
  await world.everywhere(async (tab, one) => {
    const token = world.tokenFor(one);
    if (token !== null) await tab.evaluate((given) => window.chaos.setToken(given), token);
  });
}

/** How what a tab says last of a list is not what the API says; `null` if it is. */
function differs(world: World, { samples }: Glimpse, customer: string | null, resource: string | null) {
  const sample = samples.filter((one) => one.resource === resource).at(-1);
  if (!sample || sample.customer !== customer) return `asks for ${sample?.customer}, not for ${customer}`;
  if (customer === null) return null;
  const list = { customer, resource };
  const said = world.oracle.current(list);
  const { stamp, access } = sample;
  const same =
    stamp.value === said?.stamp &&
    !stamp.isFallback &&
    !access.isFallback &&
    access.hasAccess === said?.hasAccess;
  return same ? null : `${nameOf(list)} is ${JSON.stringify(stamp)}, not ${said?.stamp}`;
}

/** Nothing may be left of what came and went. */
async function count(world: World): Promise<void> {
  const [first] = world.model.tabs;
  if (!first) return;
  const held = () =>
    world.within(first.id, (tab) =>
      tab.evaluate(async () => {
        const { held = [], pending = [] } = await navigator.locks.query();
        const names = (list: readonly LockInfo[], start: string) =>
          list.filter(({ name }) => name?.startsWith(`stigg-offline:${start}:`)).length;
        return {
          tabs: names(held, 'tab'),
          refreshes: names(held, 'refresh'),
          waitingForTabs: names(pending, 'tab'),
          waitingForEngines: names(pending, 'engine'),
        };
      }),
    );
  const fits = async () => Object.values(await held()).every((locks) => locks <= TABS);
  await until(fits, { what: 'there is no more than a lock of each kind for each tab' }).catch(
    async (error) => {
      throw new Violation(`${error.message}; ${JSON.stringify(await held())}`);
    },
  );
  const locks = await held();
  world.holdings.length = 0;
  world.round++;
  await world.order({ order: 'count', round: world.round });
  const pages = () => world.holdings.filter(({ realm, round }) => realm === 'page' && round === world.round);
  await until(() => pages().length >= TABS - 1, { what: 'the pages have counted' });
  world.counts.push({ locks, holdings: [...world.holdings] });
  for (const one of world.holdings) {
    if (one.timers > MOST_TIMERS || one.channels > MOST_CHANNELS || one.ports > 1)
      throw new Violation(`too much is held: ${JSON.stringify(one)}`, locks);
  }
}
