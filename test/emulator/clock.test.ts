import { describe, expect, it } from 'vitest';
import { runningEmulator } from './running.js';

const { control, url, entitlements } = runningEmulator();

const dateHeader = async () => Date.parse((await fetch(url('/control/clock'))).headers.get('date') ?? '');

describe('the clock', () => {
  it('is real time at first', async () => {
    expect(Math.abs((await dateHeader()) - Date.now())).toBeLessThan(2000);
  });

  it.each(['2030-02-03T04:05:06.000Z', '2030-02-03T06:05:06+02:00', Date.UTC(2030, 1, 3, 4, 5, 6)])(
    'is set to %s and runs on from there when told to',
    async (now) => {
      const set = Date.UTC(2030, 1, 3, 4, 5, 6);
      const { body } = await control('PUT', 'clock', { now, running: true });
      expect(Date.parse(body.now) - set).toBeGreaterThanOrEqual(0);
      expect(Date.parse(body.now) - set).toBeLessThan(1000);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const later = Date.parse((await control('GET', 'clock')).body.now) - set;
      expect(later).toBeGreaterThanOrEqual(1090);
      expect(later).toBeLessThan(3000);
      const header = (await dateHeader()) - set;
      expect(header).toBeGreaterThanOrEqual(1000);
      expect(header).toBeLessThan(4000);
    },
  );

  it('stands still where it is set', async () => {
    const now = '2030-02-03T04:05:06.999Z';
    await control('PUT', 'clock', { now });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await control('GET', 'clock')).body.now).toBe(now);
    expect(await dateHeader()).toBe(Date.parse('2030-02-03T04:05:06.000Z'));
  });

  it('decides which period it is', async () => {
    await control('PUT', 'clock', { now: '2026-02-28T09:30:00.000Z' });
    expect((await entitlements('customer-initech'))['feature-reports']).toMatchObject({
      usagePeriodStart: '2026-02-28T09:30:00.000Z',
      usagePeriodEnd: '2026-03-31T09:30:00.000Z',
    });
  });

  it('returns to real time', async () => {
    await control('PUT', 'clock', { now: 0 });
    expect((await control('GET', 'clock')).body.offsetMs).toBeLessThan(-1e12);
    expect((await control('PUT', 'clock', { now: null })).body.offsetMs).toBe(0);
  });

  it.each([
    [{}, 'clock.now'],
    [{ now: 'noon' }, 'clock.now'],
    [{ now: '2026-01-01T00:00:00' }, 'clock.now'],
    [{ now: -1 }, 'clock.now'],
    [{ now: '2026-01-01T00:00:00Z', zone: 'UTC' }, 'clock.zone'],
  ])('refuses %j', async (input, named) => {
    const { status, body } = await control('PUT', 'clock', input);
    expect(status).toBe(400);
    expect(body.error).toContain(named);
    expect((await control('GET', 'clock')).body.offsetMs).toBe(0);
  });

  it('refuses what is not JSON', async () => {
    const response = await fetch(url('/control/clock'), { method: 'PUT', body: '{now' });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'the body must be JSON' });
  });
});
