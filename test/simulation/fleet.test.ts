// The policy before a fleet, small enough to run with the unit tests. `npm run simulate` does it with a million.
import { describe, expect, it } from 'vitest';
import { type Policy, packaged, pollerPerTab, withoutJitter } from './policy.js';
import { OUTAGES, runDeploy, runOutage, steadyRate } from './scenarios.js';

const CLIENTS = 50_000;

/** As the package was: a failure brings a client back after its backoff alone, however short. */
const eager: Policy = {
  ...packaged,
  name: 'eager',
  next: (attempts, rhythm, now) =>
    attempts.failures > 0 && attempts.notBefore !== null
      ? attempts.notBefore
      : packaged.next(attempts, rhythm, now),
};

describe.each(OUTAGES)('after an outage of $name', (outage) => {
  const after = runOutage(packaged, CLIENTS, outage);

  it('the API meets at most twice the steady rate', () => {
    expect(after.steady).toBeGreaterThan(CLIENTS / 300);
    expect(after.peakAfter).toBeGreaterThan(0.9);
    expect(after.peakAfter).toBeLessThanOrEqual(2);
  });

  it('no client whose tab is seen is later than 2 minutes', () => {
    // Somebody has just failed when it ends, and waits for an ordinary interval.
    expect(after.latestS).toBeGreaterThan(25);
    expect(after.latestS).toBeLessThanOrEqual(120);
  });
});

describe('the fleet', { timeout: 60_000 }, () => {
  it('shows what an eager policy would do', () => {
    const short = OUTAGES.find(({ name }) => name === '10 s');
    if (!short) throw new Error('no short outage');
    expect(runOutage(eager, CLIENTS, short).peakAfter).toBeGreaterThan(3);
  });

  it('costs one poller for each tab three times as much', () => {
    const { rate } = steadyRate(packaged, CLIENTS);
    expect(rate).toBeCloseTo(CLIENTS / 30, -2);
    const polled = steadyRate(pollerPerTab, CLIENTS);
    expect(polled.rate / rate).toBeCloseTo(polled.tabs / CLIENTS, 1);
  });

  it('forgets a deploy by its jitter alone', () => {
    const [first = 0, , last = 0] = runDeploy(packaged, CLIENTS).echoes;
    const [rigidFirst = 0, , rigidLast = 0] = runDeploy(withoutJitter, CLIENTS).echoes;
    expect(last).toBeLessThan(0.8 * first);
    expect(rigidLast).toBeGreaterThan(0.95 * rigidFirst);
  });
});
