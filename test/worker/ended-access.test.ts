// Access that ended by age stays ended, through restarts and clocks that are set, until a refresh succeeds.
import { expect, it } from 'vitest';
import { setEngineRig } from '../support/engine-rig.js';
import { createManualClock, type ManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const HOUR = 3_600_000;
const start = Date.UTC(2026, 0, 1);

/** An engine on a clock that stands at `wall`, and a client of it whose access ends after one hour, or after six. */
async function run(wall: number, online: boolean) {
  const clock = createManualClock({ wall, monotonic: 0 });
  const fetch = online ? globalThis.fetch : () => Promise.reject(new TypeError('offline'));
  const engine = rig.engine({ clock, fetch });
  const client = await rig.client(engine, { staleMs: [6 * HOUR, HOUR], keepMs: 6 * HOUR });
  await until(() => client.last()?.settled, { what: 'it is loaded' });
  return { clock, engine, client };
}
/** Lets time pass, a little more each time, until it holds. */
const passing = (clock: ManualClock, holds: () => Promise<boolean>) =>
  until(
    () => {
      clock.advance(5_000);
      return holds();
    },
    { what: 'the ended age is stored' },
  );
const storedAge = async () => Number([...(await rig.stored()).values()][0]?.ageMs);

it('its age is stored the moment it ends, so a restart with the clock set back does not bring it back', async () => {
  const { clock, engine } = await run(start, true);
  await until(async () => (await storedAge()) === 0, { what: 'it is stored' });
  clock.advance(HOUR);
  expect(await storedAge()).toBe(0);
  await passing(clock, async () => (await storedAge()) > HOUR);
  engine.close();
  const { client } = await run(start, false);
  expect(client.last()?.ageMs).toBeGreaterThan(HOUR);
});

it('so is what ended while nothing ran, and what ends for another client later', async () => {
  const first = await run(start, true);
  await until(async () => (await storedAge()) === 0, { what: 'it is stored' });
  first.engine.close();
  const late = await run(start + 2 * HOUR, false);
  await until(async () => (await storedAge()) >= 2 * HOUR, { what: 'the ended age is stored' });
  late.clock.advance(4 * HOUR);
  await passing(late.clock, async () => (await storedAge()) > 6 * HOUR);
  late.engine.close();
  const back = await run(start, false);
  expect(back.client.last()?.ageMs).toBeGreaterThan(6 * HOUR);
});

it('a refresh that succeeds brings it back', async () => {
  const { clock, client } = await run(start, true);
  clock.advance(HOUR);
  await passing(clock, async () => (await storedAge()) > HOUR);
  expect((await client.refresh()).failure).toBeUndefined();
  expect(client.last()?.ageMs).toBeLessThan(HOUR);
  expect(await storedAge()).toBe(0);
});

it('an age that was told never decreases by the clock alone', async () => {
  const { clock, engine, client } = await run(start, true);
  clock.setWall(3 * HOUR);
  const elsewhere = await rig.client(engine, { staleMs: [6 * HOUR] });
  await until(() => Number(elsewhere.last()?.ageMs) >= 3 * HOUR, { what: 'the age is told' });
  clock.setWall(-3 * HOUR);
  await client.api.observe({ visible: true, online: false });
  const third = await rig.client(engine, { staleMs: [6 * HOUR] });
  await until(() => third.last(), { what: 'another one is told' });
  expect(third.last()?.ageMs).toBeGreaterThanOrEqual(3 * HOUR);
});
