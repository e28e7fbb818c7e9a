// npm run bench:profile
//
// Where the time goes until the first answer: 1000 entitlements, an API that takes 300 ms, the shared worker.
import { writeFileSync } from 'node:fs';
import { installMissing } from '../../support/installation.js';
import { openLab } from '../lab.js';
import { currentLoad, describeMachine } from '../machine.js';
import { CATEGORIES, type Milestones, readMilestones } from './trace.js';

const RESULT = 'test/bench/results/profile.md';
const ROUNDS = 7;
const ENTITLEMENTS = 1000;
const LATENCY_MS = 300;
/** Long enough for all that is kept to be put away. */
const SETTLE_MS = 500;
const SITUATIONS = ['first visit', 'reload', 'further tab'] as const;
type Situation = (typeof SITUATIONS)[number];

const loadBefore = currentLoad();
process.env.BROWSER_ENGINE = 'chromium';
installMissing(['chromium']);
const lab = await openLab();
lab.origin.serve(ENTITLEMENTS);
lab.origin.delay(LATENCY_MS);
const found: Record<Situation, Milestones[]> = { 'first visit': [], reload: [], 'further tab': [] };
// The first round warms up, and is not counted.
for (let round = 0; round <= ROUNDS; round++) {
  const device = await lab.newDevice();
  const url = device.urlOf('shared-worker');
  const tab = await device.openBlank();
  const further = await device.openBlank();
  const steps: Record<Situation, () => Promise<Milestones>> = {
    'first visit': () => follow(tab, () => tab.goto(url)),
    reload: () => follow(tab, () => tab.reload()),
    'further tab': () => follow(further, () => further.goto(url)),
  };
  for (const situation of SITUATIONS) {
    const milestones = await steps[situation]();
    if (round > 0) found[situation].push(milestones);
  }
  await device.close();
}
const machine = describeMachine(lab.browserVersion, loadBefore);
await lab.close();

const text = [
  '# Where the time goes until the first answer',
  '',
  `Made by \`npm run bench:profile\`: medians of ${ROUNDS} rounds, traced, which costs time itself. ${ENTITLEMENTS} entitlements, an API that takes`,
  `${LATENCY_MS} ms, the shared worker. Milliseconds since the first script of the document.`,
  '',
  ...SITUATIONS.flatMap((situation) => tableOf(situation, found[situation])),
  `${machine.processor}, ${machine.cores} cores, ${machine.system}, ${machine.browser}; load before the run ${loadBefore.toFixed(1)}.`,
  '',
].join('\n');
writeFileSync(RESULT, text);
console.log(text);
// What a browser leaves open keeps no program alive.
process.exit(0);

type Tab = Awaited<ReturnType<Awaited<ReturnType<typeof lab.newDevice>>['openBlank']>>;

async function follow(tab: Tab, go: () => Promise<void>): Promise<Milestones> {
  await tab.show();
  let answeredMs = 0;
  const events = await tab.traced(CATEGORIES, async () => {
    await go();
    answeredMs = await tab.answered();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  });
  return readMilestones(events, answeredMs);
}

function tableOf(situation: Situation, rounds: readonly Milestones[]): string[] {
  // Until the answer: what comes later is nobody's wait.
  const names = [...(rounds[0]?.at.keys() ?? [])];
  const at = (name: string) => median(rounds.map((round) => round.at.get(name) ?? Number.NaN));
  const last = Math.max(...names.filter((name) => name === 'the first answer').map(at));
  const reached = names.filter((name) => at(name) <= last);
  return [
    `## ${situation[0]?.toUpperCase()}${situation.slice(1)}`,
    '',
    '| | at, ms | after, ms |',
    '|---|--:|--:|',
    ...reached.map((name, index) => {
      const before = index === 0 ? 0 : at(reached[index - 1] ?? name);
      return `| ${name} | ${at(name).toFixed(0)} | ${(at(name) - before).toFixed(0)} |`;
    }),
    '',
    `The page's main thread was busy for ${median(rounds.map(({ busyMs }) => busyMs)).toFixed(0)} ms of it; its longest task took ` +
      `${median(rounds.map(({ longestTaskMs }) => longestTaskMs)).toFixed(0)} ms.`,
    '',
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
