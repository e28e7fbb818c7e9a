// The oracle, and the invariant that asks it, against tabs that say what they must not.
import { describe, expect, it } from 'vitest';
import { inspect } from './invariants.js';
import { createModel } from './model.js';
import { Oracle } from './oracle.js';
import { FALLBACK_STAMP, type Sample } from './sample.js';

const ACME = { customer: 'acme', resource: null };
const BERLIN = { customer: 'acme', resource: 'berlin' };
const GLOBEX = { customer: 'globex', resource: null };

/** At 0 all is said first; at 1000 acme gets the switch. Ages may be 500 ms, with a slack of 100. */
function oracle(): Oracle {
  const told = new Oracle({ maxStaleMs: 500, slackMs: 100, hearsayMs: 200 });
  told.says(ACME, 101, false, 0, 10);
  told.says(BERLIN, 102, true, 0, 10);
  told.says(GLOBEX, 103, true, 0, 10);
  told.says(ACME, 104, true, 1_000, 1_010);
  return told;
}

const answered = (stamp: number, hasAccess: boolean, rest: Partial<Sample> = {}): Sample => ({
  ...ACME,
  since: 50,
  stamp: { value: stamp, isFallback: false },
  access: { hasAccess, isFallback: false },
  confirmedAt: null,
  firstAt: 1_100,
  lastAt: 1_200,
  ...rest,
});
const fallback = (hasAccess: boolean, value: number = FALLBACK_STAMP): Sample => ({
  ...answered(0, false),
  stamp: { value, isFallback: true },
  access: { hasAccess, isFallback: true },
});

describe('the oracle bears', () => {
  it.each([
    ['what the API says now', answered(104, true)],
    ['what it said until lately', answered(101, false)],
    ['a resource’s own list', answered(102, true, BERLIN)],
    ['fallbacks', fallback(false)],
    ['fallbacks of nobody', { ...fallback(false), customer: null }],
    [
      'a fallback of the one beside the other, at the moment that the list becomes too old',
      { ...answered(0, true), stamp: { value: FALLBACK_STAMP, isFallback: true } },
    ],
  ])('%s', (_, sample) => expect(oracle().judge(sample, false)).toBeNull());

  it('what a clock that was set back lets look younger', () => {
    const told = oracle();
    told.setsBack(1_000, 900, 905);
    expect(told.judge(answered(101, false, { lastAt: 2_400 }), false)).toBeNull();
    expect(told.judge(answered(101, false, { lastAt: 2_700 }), false)).not.toBeNull();
  });
});

describe('the oracle finds', () => {
  it.each([
    ['access beside another stamp', answered(101, true), /half a list/],
    ['a stamp of nobody', answered(999, true), /never said/],
    ['another customer’s list', answered(103, true), /an answer of globex/],
    ['a resource’s list for the customer', answered(102, true), /an answer of acme\/berlin/],
    ['what was said too long ago', answered(101, false, { lastAt: 1_700 }), /after the API said otherwise/],
    ['an age that is too young', answered(101, false, { confirmedAt: 1_150 }), /confirmed 140 ms after/],
    ['any answer without a customer', answered(104, true, { customer: null }), /without a customer/],
    ['access that no fallback gives', fallback(true), /not the tab’s/],
    ['a fallback that nobody gave', fallback(false, 104), /a fallback that says 104/],
    [
      'access alone that the API never gave',
      { ...answered(0, true, { ...ACME, customer: 'initech' }), stamp: { value: 7, isFallback: true } },
      /nobody gave/,
    ],
  ])('%s', (_, sample, wrong) => expect(oracle().judge(sample, false)).toMatch(wrong));

  it('an answer long after a sign-out, and one from before it after signing in again', () => {
    const told = oracle();
    told.signsOut('acme', 1_110)(1_120);
    expect(told.judge(answered(104, true, { lastAt: 1_300 }), false)).toBeNull();
    expect(told.judge(answered(104, true, { lastAt: 1_330 }), false)).toMatch(/after a sign-out/);
    expect(told.judge(answered(104, true, { since: 1_150 }), false)).toBeNull();
    expect(told.judge(answered(101, false, { since: 1_150 }), false)).toMatch(/before a sign-out/);
  });
});

it('an inspection fails over one tab that grants what was never granted, and over one complaint', async () => {
  const model = createModel();
  const options = {
    host: 'auto',
    persist: true,
    fallback: false,
    renewable: true,
    serviceWorker: false,
  } as const;
  model.tabs = [1, 2].map((id) => ({ id, options, ...ACME }));
  const status = { phase: 'ready', host: 'page', source: 'network', code: undefined };
  const says = [answered(104, true), answered(104, true)];
  const world = {
    model,
    oracle: oracle(),
    problems: [] as string[],
    glimpse: async (id: number) => ({ samples: [says[id - 1] as Sample], status, log: [] }),
  };
  await inspect(world);
  says[1] = answered(101, true);
  await expect(inspect(world)).rejects.toThrow('tab 2: stamp 101 with access true');
  says[1] = answered(104, true);
  world.problems.push('page: unhandled rejection: planted');
  await expect(inspect(world)).rejects.toThrow('unhandled rejection: planted');
});
