import { readFileSync } from 'node:fs';
import type { Price } from './billing/price.js';
import type { Account, Customer, Environment, Plan, SubscriptionDetails } from './environment.js';
import { fixturesShape } from './fixtures-shape.js';
import { BadInput, checkInput } from './input.js';
import { lineAndColumn, offsetKey, type Steps, scanJson } from './json-scan.js';
import { Path } from './path.js';

/**
 * Reads and checks a fixture file.
 *
 * @throws {BadInput} not readable, not JSON, or not fixtures; the message says what is wrong, and in which line
 */
export function readFixtures(file: string | URL): Environment {
  const text = read(file);
  const { offsets, error } = scanJson(text);
  const refuse = (offset: number, message: string): never => {
    const { line, column } = lineAndColumn(text, offset);
    throw new BadInput(`${file}:${line}:${column}: ${message}`);
  };
  if (error) return refuse(error.offset, `not JSON: expected ${error.expected}`);
  try {
    return checkFixtures(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof BadInput) || !error.path) throw error;
    const { steps } = error.path;
    const name = String(new Path('', steps)).replace(/^\./, '');
    return refuse(offsetOf(offsets, steps), name === '' ? error.problem : `${name}: ${error.problem}`);
  }
}

function read(file: string | URL): string {
  try {
    // Some editors begin a file with a mark, which is no part of the JSON.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new BadInput(
      `cannot read fixtures from ${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Where a value is; for one that is missing, where that is which should hold it. */
function offsetOf(offsets: ReadonlyMap<string, number>, steps: Steps): number {
  return offsets.get(offsetKey(steps)) ?? (steps.length > 0 ? offsetOf(offsets, steps.slice(0, -1)) : 0);
}

/**
 * Returns the value as fixtures if it is that.
 *
 * @throws {BadInput} a field is wrong, or names something that is not there
 */
export function checkFixtures(value: unknown): Environment {
  checkInput(fixturesShape, value, 'fixtures');
  const checked = value as Environment;
  const root = new Path('fixtures');
  for (const [id, plan] of Object.entries(checked.plans)) checkPlan(checked, plan, root.at('plans', id));
  for (const [id, addon] of Object.entries(checked.addons ?? {})) {
    const path = root.at('addons', id);
    namedBy(checked.features, addon.entitlements, path.at('entitlements'));
    namedIn(checked.addons, addon.dependencies, path.at('dependencies'));
    checkPrices(checked, addon.prices, path.at('prices'));
  }
  for (const [id, { percentOff, amountsOff }] of Object.entries(checked.coupons ?? {})) {
    if ((percentOff === undefined) === (amountsOff === undefined)) {
      throw new BadInput('must have percentOff or amountsOff', root.at('coupons', id));
    }
  }
  for (const [code, { couponId }] of Object.entries(checked.promotionCodes ?? {})) {
    named(checked.coupons, couponId, root.at('promotionCodes', code, 'couponId'));
  }
  for (const [id, customer] of Object.entries(checked.customers)) {
    checkCustomer(checked, customer, root.at('customers', id));
  }
  checkIds(checked, root.at('customers'));
  return checked;
}

/** A subscription is asked for by its id alone. */
function checkIds({ customers }: Environment, path: Path): void {
  const accounts = Object.values(customers).flatMap((one) => [one, ...Object.values(one.resources ?? {})]);
  const ids = accounts.flatMap(({ subscription, pending, former = [] }) =>
    [subscription, pending, ...former].flatMap((one) => one?.id ?? []),
  );
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new BadInput(`has two subscriptions with the id ${twice}`, path);
}

function checkPlan(environment: Environment, plan: Plan, path: Path): void {
  const { products, plans, features, addons } = environment;
  named(products, plan.productId, path.at('productId'));
  namedBy(features, plan.entitlements, path.at('entitlements'));
  namedIn(addons, plan.addons, path.at('addons'));
  named(plans, plan.basePlanId, path.at('basePlanId'));
  checkPrices(environment, plan.prices, path.at('prices'));
}

function checkPrices({ features }: Environment, prices: readonly Price[] = [], path: Path): void {
  for (const [at, price] of prices.entries()) {
    const where = path.at(at);
    const { featureId, billingModel = 'FLAT_FEE', tiers, amount } = price;
    named(features, featureId, where.at('featureId'));
    if ((featureId === undefined) !== (billingModel === 'FLAT_FEE')) {
      throw new BadInput('goes with what is counted, and not with FLAT_FEE', where.at('featureId'));
    }
    if ((tiers === undefined) === (amount === undefined))
      throw new BadInput('must have amount or tiers', where);
    const ends = (tiers ?? []).map(({ upTo }) => upTo ?? Number.POSITIVE_INFINITY);
    if (tiers && ends.at(-1) !== Number.POSITIVE_INFINITY)
      throw new BadInput('must have no end', where.at('tiers'));
    if (ends.some((end, tier) => end <= (ends[tier - 1] ?? 0)))
      throw new BadInput('must ascend', where.at('tiers'));
  }
}

function checkCustomer(environment: Environment, customer: Customer, path: Path): void {
  const { plans, features } = environment;
  namedIn(plans, customer.trialedPlans, path.at('trialedPlans'));
  namedBy(features, customer.promotionalEntitlements, path.at('promotionalEntitlements'));
  checkAccount(environment, customer, path);
  for (const [id, resource] of Object.entries(customer.resources ?? {})) {
    checkAccount(environment, resource, path.at('resources', id));
  }
}

type Counted = Partial<Record<(typeof BY_FEATURE)[number], Record<string, unknown>>>;

const BY_FEATURE = ['grants', 'usage', 'usageUpdatedAt', 'usageHistory'] as const;

function checkAccount(environment: Environment, account: Account & Counted, path: Path): void {
  const { plans, features } = environment;
  const { planId, subscription, pending, former = [] } = account;
  named(plans, planId, path.at('planId'));
  for (const member of BY_FEATURE) namedBy(features, account[member], path.at(member));
  if (subscription) checkDetails(environment, subscription, path.at('subscription'));
  if (pending) checkSubscription(environment, pending, path.at('pending'));
  for (const [at, one] of former.entries()) checkSubscription(environment, one, path.at('former', at));
}

function checkSubscription(
  environment: Environment,
  subscription: SubscriptionDetails & { readonly planId: string },
  path: Path,
): void {
  named(environment.plans, subscription.planId, path.at('planId'));
  checkDetails(environment, subscription, path);
}

function checkDetails(environment: Environment, details: SubscriptionDetails, path: Path): void {
  const { features, addons, coupons, customers } = environment;
  namedBy(features, details.quantities, path.at('quantities'));
  namedBy(addons, details.addons, path.at('addons'));
  named(coupons, details.coupon?.couponId, path.at('coupon', 'couponId'));
  named(customers, details.payingCustomerId, path.at('payingCustomerId'));
}

type Named = Readonly<Record<string, unknown>>;

function named(there: Named = {}, id: string | null | undefined, path: Path): void {
  if (id == null || Object.hasOwn(there, id)) return;
  throw new BadInput(`names ${id}, which is not in the fixtures`, path);
}

function namedIn(there: Named | undefined, ids: readonly string[] = [], path: Path): void {
  for (const [at, id] of ids.entries()) named(there, id, path.at(at));
}

function namedBy(there: Named | undefined, dictionary: Named = {}, path: Path): void {
  for (const id of Object.keys(dictionary)) named(there, id, path.at(id));
}
