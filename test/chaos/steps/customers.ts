// Who is signed in where.
import { until } from '../../support/until.js';
import { look } from '../invariants.js';
import { CUSTOMERS, type Model, type ModelTab } from '../model.js';
import type { Step } from '../step.js';
import type { World } from '../world.js';

const ALL = Object.keys(CUSTOMERS);
const signedIn = ({ tabs }: Model) => tabs.filter(({ customer }) => customer !== null);
const withResources = (model: Model) =>
  model.tabs.filter(({ customer }) => (CUSTOMERS[customer ?? ''] ?? []).length > 0);

async function enter(world: World, tab: ModelTab, customer: string, resource: string | null): Promise<void> {
  Object.assign(tab, { customer, resource });
  const token = world.tokenFor(tab);
  await world.within(tab.id, (page) =>
    page.evaluate((...given) => window.chaos.setCustomer(...given), customer, token, resource),
  );
}

async function signOut(world: World, tab: ModelTab, everywhere: boolean): Promise<void> {
  const { model, oracle } = world;
  const customer = everywhere ? '*' : (tab.customer ?? '*');
  const leaving = signedIn(model).filter((one) => everywhere || one.customer === tab.customer);
  const returned = oracle.signsOut(customer, Date.now());
  for (const one of leaving) Object.assign(one, { customer: null, resource: null });
  await world.within(tab.id, (page) => page.evaluate((all) => window.chaos.signOut(all), everywhere));
  returned(Date.now());
  // A tab that is signed in anew before it has heard would hear of it never.
  for (const one of leaving) {
    await until(async () => (await look(world, one)).status.phase === 'signed-out', {
      what: `tab ${one.id} has heard of the sign-out`,
    });
  }
}

export const customerSteps: readonly Step[] = [
  {
    name: 'a tab changes to a customer',
    seen: 'that customer at once, never the former one',
    weight: 4,
    may: () => true,
    decide({ tabs }, draw) {
      const tab = draw.of(tabs);
      const customer = draw.of(ALL);
      const resources = CUSTOMERS[customer] ?? [];
      const resource = resources.length > 0 && draw.flip() ? draw.of(resources) : null;
      return {
        says: `${tab.id}: ${customer}/${resource}`,
        run: (world) => enter(world, tab, customer, resource),
      };
    },
  },
  {
    name: 'a tab changes to a resource, or leaves it',
    seen: 'that resource at once, never the former one',
    weight: 3,
    may: (model) => withResources(model).length > 0,
    decide(model, draw) {
      const tab = draw.of(withResources(model));
      const resource = draw.flip(0.3) ? null : draw.of(CUSTOMERS[tab.customer ?? ''] ?? []);
      return {
        says: `${tab.id}: ${resource}`,
        run(world) {
          tab.resource = resource;
          return world.within(tab.id, (page) =>
            page.evaluate((given) => window.chaos.setResource(given), resource),
          );
        },
      };
    },
  },
  {
    name: 'a customer signs out',
    seen: 'fallbacks in all tabs of the customer, before the call returns',
    weight: 2,
    may: (model) => signedIn(model).length > 0,
    decide(model, draw) {
      const tab = draw.of(signedIn(model));
      return { says: `${tab.id}: ${tab.customer}`, run: (world) => signOut(world, tab, false) };
    },
  },
  {
    name: 'all customers sign out',
    seen: 'fallbacks in all tabs, before the call returns',
    weight: 0.5,
    may: () => true,
    decide({ tabs }, draw) {
      const tab = draw.of(tabs);
      return { says: String(tab.id), run: (world) => signOut(world, tab, true) };
    },
  },
  {
    name: 'a tab refreshes',
    seen: 'the present answers, or the failure as a code',
    weight: 2,
    may: () => true,
    decide({ tabs }, draw) {
      const { id } = draw.of(tabs);
      return {
        says: String(id),
        run: (world) => world.within(id, (page) => page.evaluate(() => window.chaos.refresh())),
      };
    },
  },
];
