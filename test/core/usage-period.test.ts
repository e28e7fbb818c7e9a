import { execFileSync } from 'node:child_process';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type ResetPeriod, usagePeriod } from '../../src/core/usage-period.js';

const PERIODS: readonly ResetPeriod[] = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR'];
const RUNS_PER_PERIOD = 25_000;
const HOUR = 3_600_000;
const LENGTHS = { HOUR, DAY: 24 * HOUR, WEEK: 168 * HOUR } as const;

/** Instants from 1902 to 2097, with the days around the end of February and of other months made frequent. */
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(1902, 0), max: Date.UTC(2097, 0) }),
  fc
    .tuple(
      fc.integer({ min: 1996, max: 2033 }),
      fc.integer({ min: 0, max: 11 }),
      fc.constantFrom(1, 27, 28, 29, 30, 31),
      fc.constantFrom(0, 1, 36_000_000, 86_399_999),
    )
    .map(([year, month, day, time]) => Date.UTC(year, month, day) + time),
);

/** The anchor moved by whole periods, told by the calendar alone: no `Date` arithmetic of the code under test. */
function moved(anchor: number, period: ResetPeriod, count: number): number {
  if (period !== 'MONTH' && period !== 'YEAR') return anchor + count * LENGTHS[period];
  const from = new Date(anchor);
  const months = from.getUTCFullYear() * 12 + from.getUTCMonth() + count * (period === 'YEAR' ? 12 : 1);
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? Number.NaN;
  const timeOfDay = ((anchor % 86_400_000) + 86_400_000) % 86_400_000;
  return Date.UTC(year, month, Math.min(from.getUTCDate(), days)) + timeOfDay;
}

/** How many periods lie between the anchor and an instant, to within one. */
function roughCount(anchor: number, period: ResetPeriod, instant: number): number {
  if (period !== 'MONTH' && period !== 'YEAR') return Math.round((instant - anchor) / LENGTHS[period]);
  const [from, to] = [new Date(anchor), new Date(instant)];
  const years = to.getUTCFullYear() - from.getUTCFullYear();
  return period === 'YEAR' ? years : years * 12 + to.getUTCMonth() - from.getUTCMonth();
}

it.each(PERIODS)('holds now and starts whole periods from the anchor (%s, any pair)', (period) => {
  let before = 0;
  fc.assert(
    fc.property(instants, instants, (anchor, now) => {
      if (now < anchor) before++;
      const { start, end } = usagePeriod(anchor, period, now);
      if (!(start <= now && now < end)) throw new Error(`${start} <= ${now} < ${end}`);
      const count = roughCount(anchor, period, start);
      if (moved(anchor, period, count) !== start) throw new Error(`${start} is not ${count} periods on`);
      if (moved(anchor, period, count + 1) !== end) throw new Error(`${end} is not ${count + 1} periods on`);
    }),
    { numRuns: RUNS_PER_PERIOD },
  );
  expect(before).toBeGreaterThan(RUNS_PER_PERIOD / 10);
});

const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', '');

it.each<[ResetPeriod, string, string, string, string]>([
  ['MONTH', '2026-01-31T10:00', '2026-02-28T09:59', '2026-01-31T10:00', '2026-02-28T10:00'],
  ['MONTH', '2026-01-31T10:00', '2026-02-28T10:00', '2026-02-28T10:00', '2026-03-31T10:00'],
  ['MONTH', '2026-01-31T10:00', '2026-03-30T23:00', '2026-02-28T10:00', '2026-03-31T10:00'],
  ['MONTH', '2024-01-31T00:00', '2024-02-29T00:00', '2024-02-29T00:00', '2024-03-31T00:00'],
  ['MONTH', '2026-01-31T10:00', '2025-12-31T09:59', '2025-11-30T10:00', '2025-12-31T10:00'],
  ['MONTH', '2026-01-31T10:00', '2025-03-01T00:00', '2025-02-28T10:00', '2025-03-31T10:00'],
  ['YEAR', '2024-02-29T10:00', '2025-02-28T10:00', '2025-02-28T10:00', '2026-02-28T10:00'],
  ['YEAR', '2024-02-29T10:00', '2028-02-29T09:59', '2027-02-28T10:00', '2028-02-29T10:00'],
  ['YEAR', '2024-02-29T10:00', '2023-02-28T09:59', '2022-02-28T10:00', '2023-02-28T10:00'],
  ['YEAR', '2096-02-29T00:00', '2100-02-28T00:00', '2100-02-28T00:00', '2101-02-28T00:00'],
  ['WEEK', '2026-01-31T10:00', '2026-01-31T09:59', '2026-01-24T10:00', '2026-01-31T10:00'],
  ['DAY', '2026-03-28T01:30', '2026-03-29T02:00', '2026-03-29T01:30', '2026-03-30T01:30'],
  ['HOUR', '1969-12-31T23:15', '1970-01-01T00:00', '1969-12-31T23:15', '1970-01-01T00:15'],
])('a %s from %s at %s is from %s to %s', (period, anchor, now, start, end) => {
  const found = usagePeriod(Date.parse(`${anchor}Z`), period, Date.parse(`${now}Z`));
  expect([iso(found.start), iso(found.end)]).toEqual([start, end]);
});

it('is the same in every time zone', () => {
  const [bundle] = buildSync({
    stdin: { contents: ZONE_SCRIPT, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
  }).outputFiles;
  const inZone = (TZ: string) =>
    JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-'], {
        input: bundle?.text ?? '',
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }),
    ) as { offset: number; periods: number[] };
  const utc = inZone('UTC');
  expect(utc.offset).toBe(0);
  expect(utc.periods).toHaveLength(5 * 6 * 24 * 2);
  // Summer time in either hemisphere, half hours, and a zone that once skipped a day.
  for (const zone of ['America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Apia']) {
    const there = inZone(zone);
    expect(there.offset, zone).not.toBe(0);
    expect(there.periods, zone).toEqual(utc.periods);
  }
});

const ZONE_SCRIPT = `
  import { usagePeriod } from '../../src/core/usage-period.js';
  const anchors = [
    '2026-01-31T10:00Z', '2024-02-29T23:30Z', '2025-03-09T07:30Z', '2025-11-02T05:30Z', '2011-12-30T12:00Z',
    '2026-08-31T00:00Z',
  ];
  const periods = [];
  for (const period of ['HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR'])
    for (const anchor of anchors)
      for (let step = -12; step < 12; step++) {
        const now = Date.parse(anchor) + step * 1_234_567_890;
        const { start, end } = usagePeriod(Date.parse(anchor), period, now);
        periods.push(start, end);
      }
  console.log(JSON.stringify({ offset: new Date(2026, 0).getTimezoneOffset(), periods }));
`;

it('an anchor of the first years takes as few steps as any other', () => {
  const steps = vi.spyOn(Date.prototype, 'setUTCFullYear');
  const old = vi.spyOn(Date, 'UTC');
  const anchor = Date.parse('0001-01-31T00:00:00.000Z');
  const now = Date.parse('2026-03-15T00:00:00.000Z');
  expect(usagePeriod(anchor, 'MONTH', now)).toEqual({
    start: Date.parse('2026-02-28T00:00:00.000Z'),
    end: Date.parse('2026-03-31T00:00:00.000Z'),
  });
  expect(usagePeriod(anchor, 'YEAR', now).start).toBe(Date.parse('2026-01-31T00:00:00.000Z'));
  expect(steps.mock.calls.length + old.mock.calls.length).toBeLessThan(40);
  vi.restoreAllMocks();
});
