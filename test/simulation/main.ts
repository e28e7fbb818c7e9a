// npm run simulate -- [--clients 1000000]
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawLines } from '../bench/plot/line-plot.js';
import { type Policy, packaged, pollerPerTab, withoutJitter } from './policy.js';
import { DEPLOY_S, OUTAGES, runDeploy, runOutage, steadyRate } from './scenarios.js';

const RESULTS = 'test/bench/results';
/** What the policy has to keep. */
const MOST_PEAK = 2;
const LATEST_S = 120;

const { values } = parseArgs({ options: { clients: { type: 'string', default: '1000000' } } });
const clients = Number(values.clients);
if (!Number.isInteger(clients) || clients < 1000) throw new Error('--clients must be a number from 1000');

const started = Date.now();
const lines: string[] = [
  '# The fleet',
  '',
  `${clients} clients with 1 to 5 tabs each, an interval of 30 s, virtual time, the package's own \`nextRefreshAt\` and \`backoff\`. ` +
    'Made by `npm run simulate`.',
  '',
  '## Undisturbed',
  '',
  '| policy | requests per second | for each client and minute |',
  '|---|--:|--:|',
];
for (const policy of [packaged, pollerPerTab]) {
  const { rate } = steadyRate(policy, clients);
  lines.push(`| ${policy.name} | ${rate.toFixed(0)} | ${((rate * 60) / clients).toFixed(2)} |`);
}

lines.push(
  '',
  '## An outage',
  '',
  'Peaks are of any second, over the steady rate of the same policy. The latest is the last client with a visible tab to have an answer.',
  '',
  '| outage | policy | peak during | peak after | latest, s | goal |',
  '|---|---|--:|--:|--:|---|',
);
let missed = 0;
const curves: { policy: Policy; perSecond: Uint32Array; steady: number }[] = [];
for (const outage of OUTAGES) {
  for (const policy of [packaged, withoutJitter]) {
    const { steady, peakDuring, peakAfter, latestS, run } = runOutage(policy, clients, outage);
    const met = peakAfter <= MOST_PEAK && latestS <= LATEST_S;
    if (policy === packaged && !met) missed++;
    const verdict = policy === packaged ? (met ? 'met' : 'MISSED') : '';
    lines.push(
      `| ${outage.name} | ${policy.name} | ${peakDuring.toFixed(2)} | ${peakAfter.toFixed(2)} | ${latestS.toFixed(1)} | ${verdict} |`,
    );
    if (outage === OUTAGES[0]) curves.push({ policy, perSecond: run.perSecond, steady });
  }
}
lines.push(
  '',
  `Goal: after an outage at most ${MOST_PEAK} times the steady rate; nobody later than ${LATEST_S} s.`,
);

lines.push(
  '',
  `## A deploy that reloads everyone within ${DEPLOY_S} s`,
  '',
  'The reload over one request of each client; then peaks over the steady rate, by interval.',
  '',
  '| policy | reload | 1st interval | 5th | 10th |',
  '|---|--:|--:|--:|--:|',
);
const deploys = [packaged, withoutJitter, pollerPerTab].map((policy) => {
  const deploy = runDeploy(policy, clients);
  const echoes = deploy.echoes.map((echo) => echo.toFixed(2)).join(' | ');
  lines.push(`| ${policy.name} | ${deploy.reload.toFixed(2)} | ${echoes} |`);
  return { name: policy.name, points: pointsOf(deploy.run.perSecond) };
});

mkdirSync(RESULTS, { recursive: true });
const axes = { x: 'seconds', y: 'requests per second' };
writeFileSync(
  `${RESULTS}/fleet-outage.svg`,
  drawLines({
    title: `${OUTAGES[0]?.name} without the API`,
    ...axes,
    lines: curves.map(({ policy, perSecond }) => ({ name: policy.name, points: pointsOf(perSecond) })),
  }),
);
writeFileSync(
  `${RESULTS}/fleet-deploy.svg`,
  drawLines({ title: 'A deploy that reloads everyone', ...axes, lines: deploys }),
);
lines.push('', '![An outage](fleet-outage.svg)', '', '![A deploy](fleet-deploy.svg)', '');
writeFileSync(`${RESULTS}/fleet.md`, lines.join('\n'));
console.log(lines.join('\n'));
console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
if (missed > 0) {
  console.error(`The policy misses its goal in ${missed} of ${OUTAGES.length} outages.`);
  process.exitCode = 1;
}

function pointsOf(perSecond: Uint32Array): [number, number][] {
  return Array.from(perSecond, (count, second) => [second, count] as [number, number]);
}
