import { readFileSync } from 'node:fs';
import type { Price } from './billing/price.js';
import type { Account, Customer, Environment, Plan, SubscriptionDetails } from './environment.js';
import { checkShape } from './fixtures-shape.js';
import { BadInput } from './input.js';

/**
 * Reads and checks a fixture file.
 *
 * @throws {BadInput} not readable, not JSON, or not fixtures; the message says which and where
 */
export function readFixtures(file: string | URL): Environment {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadInput(
      `cannot read fixtures from ${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
  return checkFixtures(json);
}

/**
 * Returns the value as fixtures if it is that.
 *
 * @throws {BadInput} a field is wrong, or names something that is not there
 */
export function checkFixtures(value: unknown): Environment {
  checkShape(value, 'fixtures');
  const checked = value as Environment;
  for (const [id, plan] of Object.entries(checked.plans)) checkPlan(checked, plan, `fixtures.plans.${id}`);
  for (const [id, addon] of Object.entries(checked.addons ?? {})) {
    const path = `fixtures.addons.${id}`;
    known(checked.features, Object.keys(addon.entitlements ?? {}), `${path}.entitlements`);
    known(checked.addons ?? {}, addon.dependencies ?? [], `${path}.dependencies`);
    checkPrices(checked, addon.prices, path);
  }
  for (const [id, { percentOff, amountsOff }] of Object.entries(checked.coupons ?? {})) {
    if ((percentOff === undefined) === (amountsOff === undefined)) {
      throw new BadInput(`fixtures.coupons.${id} must have percentOff or amountsOff`);
    }
  }
  for (const [code, { couponId }] of Object.entries(checked.promotionCodes ?? {})) {
    known(checked.coupons ?? {}, [couponId], `fixtures.promotionCodes.${code}.couponId`);
  }
  for (const [id, customer] of Object.entries(checked.customers)) {
    checkCustomer(checked, customer, `fixtures.customers.${id}`);
  }
  checkIds(checked);
  return checked;
}

/** A subscription is asked for by its id alone. */
function checkIds({ customers }: Environment): void {
  const accounts = Object.values(customers).flatMap((one) => [one, ...Object.values(one.resources ?? {})]);
  const ids = accounts.flatMap(({ subscription, pending, former = [] }) =>
    [subscription, pending, ...former].flatMap((one) => one?.id ?? []),
  );
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined)
    throw new BadInput(`fixtures.customers has two subscriptions with the id ${twice}`);
}

function checkPlan(environment: Environment, plan: Plan, path: string): void {
  const { products, plans, features, addons = {} } = environment;
  known(products, [plan.productId], `${path}.productId`);
  known(features, Object.keys(plan.entitlements), `${path}.entitlements`);
  known(addons, plan.addons ?? [], `${path}.addons`);
  known(plans, plan.basePlanId === undefined ? [] : [plan.basePlanId], `${path}.basePlanId`);
  checkPrices(environment, plan.prices, path);
}

function checkPrices({ features }: Environment, prices: readonly Price[] = [], path: string): void {
  for (const [at, price] of prices.entries()) {
    const where = `${path}.prices[${at}]`;
    const { featureId, billingModel = 'FLAT_FEE', tiers, amount } = price;
    known(features, featureId === undefined ? [] : [featureId], `${where}.featureId`);
    if ((featureId === undefined) !== (billingModel === 'FLAT_FEE')) {
      throw new BadInput(`${where}.featureId goes with what is counted, and not with FLAT_FEE`);
    }
    if ((tiers === undefined) === (amount === undefined))
      throw new BadInput(`${where} must have amount or tiers`);
    const ends = (tiers ?? []).map(({ upTo }) => upTo ?? Number.POSITIVE_INFINITY);
    if (tiers && ends.at(-1) !== Number.POSITIVE_INFINITY)
      throw new BadInput(`${where}.tiers must have no end`);
    if (ends.some((end, tier) => end <= (ends[tier - 1] ?? 0)))
      throw new BadInput(`${where}.tiers must ascend`);
  }
}

function checkCustomer(environment: Environment, customer: Customer, path: string): void {
  const { plans, features } = environment;
  known(plans, customer.trialedPlans ?? [], `${path}.trialedPlans`);
  known(features, Object.keys(customer.promotionalEntitlements ?? {}), `${path}.promotionalEntitlements`);
  checkAccount(environment, customer, path);
  for (const [id, resource] of Object.entries(customer.resources ?? {})) {
    checkAccount(environment, resource, `${path}.resources.${id}`);
  }
}

type Counted = Partial<Record<(typeof BY_FEATURE)[number], Record<string, unknown>>>;

const BY_FEATURE = ['grants', 'usage', 'usageUpdatedAt', 'usageHistory'] as const;

function checkAccount(environment: Environment, account: Account & Counted, path: string): void {
  const { plans, features } = environment;
  const { planId, subscription, pending, former = [] } = account;
  known(plans, planId == null ? [] : [planId], `${path}.planId`);
  for (const member of BY_FEATURE) known(features, Object.keys(account[member] ?? {}), `${path}.${member}`);
  if (subscription) checkDetails(environment, subscription, `${path}.subscription`);
  if (pending) {
    known(plans, [pending.planId], `${path}.pending.planId`);
    checkDetails(environment, pending, `${path}.pending`);
  }
  for (const [at, one] of former.entries()) {
    known(plans, [one.planId], `${path}.former[${at}].planId`);
    checkDetails(environment, one, `${path}.former[${at}]`);
  }
}

function checkDetails(environment: Environment, details: SubscriptionDetails, path: string): void {
  const { features, addons = {}, coupons = {}, customers } = environment;
  const { coupon, payingCustomerId } = details;
  known(features, Object.keys(details.quantities ?? {}), `${path}.quantities`);
  known(addons, Object.keys(details.addons ?? {}), `${path}.addons`);
  known(coupons, coupon ? [coupon.couponId] : [], `${path}.coupon`);
  known(customers, payingCustomerId === undefined ? [] : [payingCustomerId], `${path}.payingCustomerId`);
}

function known(there: Record<string, unknown>, ids: readonly string[], path: string): void {
  const missing = ids.find((id) => !Object.hasOwn(there, id));
  if (missing !== undefined) throw new BadInput(`${path} names ${missing}, which is not in the fixtures`);
}
