// What happens to the fleet, and what is looked at.
import { type FleetRun, runFleet, type Scenario } from './fleet.js';
import type { Policy } from './policy.js';
import { meanRate, peakRate } from './rate.js';

const SECOND = 1000;
const MINUTE = 60_000;

/** Undisturbed, and long enough for a mean. */
const STEADY_MS = 2 * MINUTE;
const AFTERMATH_MS = 5 * MINUTE;

export interface OutageCase {
  readonly name: string;
  readonly lastsMs: number;
  readonly visible: number;
  readonly retryAfterMs: number | null;
}

export const OUTAGES: readonly OutageCase[] = [
  { name: '10 minutes', lastsMs: 10 * MINUTE, visible: 1, retryAfterMs: null },
  { name: '1 minute', lastsMs: MINUTE, visible: 1, retryAfterMs: null },
  { name: '30 s', lastsMs: 30 * SECOND, visible: 1, retryAfterMs: null },
  { name: '10 s', lastsMs: 10 * SECOND, visible: 1, retryAfterMs: null },
  { name: '10 minutes, Retry-After: 30', lastsMs: 10 * MINUTE, visible: 1, retryAfterMs: 30 * SECOND },
  { name: '10 minutes, 4 of 5 clients hidden', lastsMs: 10 * MINUTE, visible: 0.2, retryAfterMs: null },
];

export interface OutageResult {
  readonly steady: number;
  /** Over the steady rate. */
  readonly peakDuring: number;
  readonly peakAfter: number;
  /** Seconds after the outage until the last client whose tab is seen has an answer. */
  readonly latestS: number;
  readonly run: FleetRun;
}

export function runOutage(policy: Policy, clients: number, outage: OutageCase): OutageResult {
  const from = STEADY_MS;
  const until = from + outage.lastsMs;
  const run = runFleet(policy, {
    ...fleetOf(clients),
    visible: outage.visible,
    durationMs: until + AFTERMATH_MS,
    outage: { fromMs: from, untilMs: until, retryAfterMs: outage.retryAfterMs },
  });
  const steady = meanRate(run.perSecond, { from: 0, until: from / SECOND });
  const over = (start: number, end: number) =>
    peakRate(run.perSecond, { from: start / SECOND, until: end / SECOND }) / steady;
  return {
    steady,
    peakDuring: over(from, until),
    peakAfter: over(until, until + AFTERMATH_MS),
    latestS: run.latestMs / SECOND,
    run,
  };
}

/** How long a deploy takes to reach everyone. */
export const DEPLOY_S = 10;

export interface DeployResult {
  /** Requests per second, undisturbed. */
  readonly steady: number;
  /** The reload itself, over one request of each client spread over the deploy: what no policy can lower. */
  readonly reload: number;
  /** Peaks over the steady rate in the 1st, 5th and 10th interval after it. */
  readonly echoes: readonly number[];
  readonly run: FleetRun;
}

export function runDeploy(policy: Policy, clients: number): DeployResult {
  const { intervalMs } = fleetOf(clients);
  const fromMs = STEADY_MS;
  const after = fromMs + DEPLOY_S * SECOND;
  const run = runFleet(policy, {
    ...fleetOf(clients),
    durationMs: after + 11 * intervalMs,
    reload: { fromMs, withinMs: DEPLOY_S * SECOND },
  });
  const over = (start: number, lengthMs: number) =>
    peakRate(run.perSecond, {
      from: Math.round(start / SECOND),
      until: Math.round((start + lengthMs) / SECOND),
    });
  const steady = meanRate(run.perSecond, { from: 0, until: fromMs / SECOND });
  return {
    steady,
    reload: over(fromMs, DEPLOY_S * SECOND) / (clients / DEPLOY_S),
    echoes: [1, 5, 10].map((nth) => over(after + (nth - 1) * intervalMs, intervalMs) / steady),
    run,
  };
}

/** The requests of each second when nothing happens: the mean over two minutes. */
export function steadyRate(policy: Policy, clients: number, visible = 1): { rate: number; tabs: number } {
  const run = runFleet(policy, { ...fleetOf(clients), visible, durationMs: STEADY_MS });
  return { rate: meanRate(run.perSecond, { from: 0, until: STEADY_MS / SECOND }), tabs: run.tabs };
}

function fleetOf(clients: number): Scenario {
  return {
    clients,
    durationMs: STEADY_MS,
    intervalMs: 30 * SECOND,
    visible: 1,
    outage: null,
    reload: null,
    seed: 20_260_101,
  };
}
