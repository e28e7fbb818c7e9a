// npm run bench -- [--quick] [--gate] [--seconds 900] [--only <part of a step's name>]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installMissing } from '../support/installation.js';
import { Book } from './book.js';
import { within } from './deadline.js';
import { measureChecks } from './figures/check-cost.js';
import { measureFirstAnswers } from './figures/first-answer.js';
import { measureHeap } from './figures/heap.js';
import { measureRefreshCpu, measureTimedRefreshCpu } from './figures/refresh-cpu.js';
import { measureSizes } from './figures/sizes.js';
import { measureTabs } from './figures/tabs.js';
import { type Budget, brokenBudgets } from './gate.js';
import { judgeGoals } from './goals.js';
import { Curves } from './growth/curves.js';
import { growToEntitlements, growToTabs, openCrowd } from './growth/growth.js';
import { openLab } from './lab.js';
import { currentLoad, describeMachine } from './machine.js';
import { FULL, QUICK } from './plan.js';
import { drawLines } from './plot/line-plot.js';
import { goalTable, type Run, toMarkdown } from './report.js';

const RESULTS = 'test/bench/results';
/** The longest that one step may take, in seconds. */
const STEP_S = 120;
const HEAP_ROUNDS = 3;

const { values: given } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    gate: { type: 'boolean', default: false },
    // How long to go on beginning new steps, where a machine is too slow for the plan's own time.
    seconds: { type: 'string' },
    // Prints what these steps give, and leaves the results as they are.
    only: { type: 'string', default: '' },
  },
});
const plan = given.quick ? QUICK : FULL;
const loadBefore = currentLoad();
process.env.BROWSER_ENGINE = 'chromium';
installMissing(['chromium']);
const began = performance.now();
const book = new Book();
const curves = new Curves();
const lab = await openLab();

const seconds = () => (performance.now() - began) / 1000;
const budgetS = Number(given.seconds ?? plan.budgetS);
if (!(budgetS > 0)) throw new Error('--seconds must be a number');
// Every step has a deadline of its own; this is for what nobody has thought of.
setTimeout(
  () => {
    console.error('The run does not end by itself.');
    process.exit(2);
  },
  (budgetS + 2 * STEP_S) * 1000,
).unref();

/** One figure that fails or comes too late does not take the others with it. */
async function step(what: string, run: () => Promise<void>): Promise<void> {
  if (!what.includes(given.only)) return;
  if (seconds() > budgetS) {
    book.failures.push(`${what}: no time was left`);
    return;
  }
  try {
    await within(STEP_S * 1000, what, run());
    console.error(`${seconds().toFixed(0)} s: ${what}`);
  } catch (error) {
    book.failures.push(`${what}: ${error instanceof Error ? error.message : error}`);
    console.error(`${seconds().toFixed(0)} s: FAILED ${what}: ${error}`);
  }
}

// Not written down: the first time is the emulator's, the compiler's and the cache's.
for (const { entitlements } of plan.loads.filter(({ latencyMs }) => latencyMs === 0)) {
  for (const of of plan.contestants) {
    await step(`warming up ${of} with ${entitlements}`, () =>
      measureFirstAnswers(lab, new Book(), of, { entitlements, latencyMs: 0 }),
    );
  }
}
for (let round = 1; round <= plan.rounds; round++) {
  for (const { rounds = plan.rounds, ...load } of plan.loads) {
    if (round > rounds) continue;
    for (const of of plan.contestants) {
      const what = `round ${round}: first answers of ${of}, ${load.entitlements} after ${load.latencyMs} ms`;
      await step(what, () => measureFirstAnswers(lab, book, of, load));
    }
  }
}
for (const size of [...plan.sizes].reverse()) {
  await step(`checks of ${size}`, () => measureChecks(lab, book, plan.contestants, size, plan.rounds));
}
await step('refreshes', () => measureRefreshCpu(lab, book, plan.contestants, 1000, plan.rounds));
for (const of of plan.timedRefreshesOf) {
  await step(`refreshes of ${of} by timer`, () => measureTimedRefreshCpu(lab, book, of, 1000));
}
for (let round = 1; round <= HEAP_ROUNDS; round++) {
  for (const of of plan.contestants) await step(`heap of ${of}`, () => measureHeap(lab, book, of, 1000));
}
for (const of of plan.severalTabsOf) {
  await step(`tabs of ${of}`, () => measureTabs(lab, book, of, plan.tabs));
}
for (const size of plan.growthEntitlements) {
  await step(`growth to ${size} entitlements`, () => growToEntitlements(lab, curves, size));
}
if (plan.growthTabs.length > 0) {
  const crowd = await openCrowd(lab);
  for (const count of plan.growthTabs) {
    await step(`growth to ${count} tabs`, () => growToTabs(lab, curves, crowd, count));
  }
  await crowd.device.close();
}

const sizes = measureSizes(lab.pages);
const summaries = book.summaries();
const run: Run = {
  plan: plan.name,
  machine: describeMachine(lab.browserVersion, loadBefore),
  seconds: seconds(),
  goals: judgeGoals(summaries, sizes),
  sizes,
  summaries,
  curves: curves.fitted(),
  failures: book.failures,
};
await lab.close();

if (given.only) {
  console.log(toMarkdown(run));
} else {
  write(run);
  console.log(goalTable(run.goals).join('\n'));
  for (const failure of run.failures) console.log(`not measured: ${failure}`);
  console.log(`${RESULTS}/${plan.name}.md, ${run.seconds.toFixed(0)} s`);
}

if (given.gate) {
  const budgets = JSON.parse(readFileSync('test/bench/budgets.json', 'utf8')) as Budget[];
  const broken = brokenBudgets(budgets, summaries);
  for (const line of broken) console.error(`over budget: ${line}`);
  console.log(
    broken.length ? `${broken.length} of ${budgets.length} budgets broken` : `${budgets.length} budgets kept`,
  );
  if (broken.length) process.exitCode = 1;
}

function write(run: Run): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}/${run.plan}.json`, `${JSON.stringify(run, null, 2)}\n`);
  writeFileSync(`${RESULTS}/${run.plan}.md`, toMarkdown(run));
  for (const x of ['entitlements', 'tabs'] as const) {
    const lines = run.curves
      .filter((curve) => curve.x === x)
      .map(({ name, exponent, points }) => ({
        name: `${name} (${exponent.toFixed(2)})`,
        points: points.map(([at, value]) => [at, value / (points[0]?.[1] ?? 1)] as const),
      }));
    if (lines.length === 0) continue;
    const title = `Cost by ${x}, with fitted exponents`;
    const plot = drawLines({ title, x, y: 'times the first', logarithmic: true, lines });
    writeFileSync(`${RESULTS}/growth-${x}.svg`, plot);
  }
}
