// What is to be reached, each goal judged by the figures of one run.
import { find, type Subject, type Summary } from './book.js';
import type { Size } from './figures/sizes.js';

export interface Verdict {
  readonly goal: string;
  readonly limit: string;
  readonly figure: string;
  /** `null`: only reported, or not measured. */
  readonly met: boolean | null;
}

const OWN = 'shared-worker';
type Load = Partial<Omit<Subject, 'figure' | 'of'>>;

export function judgeGoals(summaries: readonly Summary[], sizes: readonly Size[]): Verdict[] {
  const median = (figure: Subject['figure'], of: Subject['of'], load: Load = {}) =>
    find(summaries, { figure, of, ...load })?.median;

  const size = (goal: string, names: readonly string[], limitBytes: number): Verdict => {
    const bytes = names.reduce(
      (sum, name) => sum + (sizes.find((one) => one.name === name)?.brotliBytes ?? 0),
      0,
    );
    return {
      goal,
      limit: `<= ${limitBytes / 1000} kB`,
      figure: `${(bytes / 1000).toFixed(2)} kB`,
      met: bytes <= limitBytes,
    };
  };
  const absolute = (
    goal: string,
    figure: Subject['figure'],
    limit: number,
    unit: string,
    load: Load = {},
  ): Verdict => {
    const value = median(figure, OWN, load);
    return {
      goal,
      limit: `<= ${limit} ${unit}`.trim(),
      figure: value === undefined ? 'not measured' : `${shown(value)} ${unit}`.trim(),
      met: value === undefined ? null : value <= limit,
    };
  };
  const relative = (
    goal: string,
    figure: Subject['figure'],
    limit: number,
    over: { of: Subject['of']; name: string } & Load,
    load: Load = {},
  ): Verdict => {
    const { of, name, ...otherLoad } = over;
    const value = median(figure, OWN, load);
    const other = median(figure, of, { ...load, ...otherLoad });
    const known = value !== undefined && other !== undefined;
    return {
      goal,
      limit: `<= ${limit} ${name}`,
      figure: known ? `${shown(value)} to ${shown(other)}: ${shown(value / other)}` : 'not measured',
      met: known ? value <= limit * other : null,
    };
  };
  const G = { of: 'growthbook', name: 'G' } as const;
  const F = { of: 'floor', name: 'F' } as const;
  const report = (goal: string, figure: Subject['figure'], load: Load = {}): Verdict => {
    const value = median(figure, OWN, load);
    return {
      goal,
      limit: 'report',
      figure: value === undefined ? 'not measured' : `${shown(value)} ms`,
      met: null,
    };
  };

  return [
    size('page bundle, brotli', ['dist/index.js'], 6000),
    size('engine bundle, brotli', ['dist/worker.js'], 18_000),
    absolute('boolean check, 1000 entitlements', 'check-boolean', 300, 'ns'),
    absolute('metered check, 1000 entitlements', 'check-metered', 300, 'ns'),
    relative('boolean check over G', 'check-boolean', 0.25, G),
    relative('metered check over G', 'check-metered', 0.25, G),
    absolute('heap growth of 10^6 checks', 'check-heap', 1000, 'kB'),
    relative('first answer, first visit, 300 ms', 'first-visit', 1.2, F, { latencyMs: 300 }),
    report('first answer, first visit, 0 ms', 'first-visit'),
    relative('first answer after reload, API up', 'reload-up', 1, G),
    relative('first answer after reload, API up, 300 ms', 'reload-up', 1, G, { latencyMs: 300 }),
    relative('first answer after reload, API down', 'reload-down', 1, G),
    relative('first answer in a further tab, 0 ms', 'further-tab', 1, G),
    relative('first answer in a further tab, 300 ms', 'further-tab', 1, G, { latencyMs: 300 }),
    // A request more or less within the window is no other rhythm.
    relative(
      'requests per interval, 20 tabs',
      'requests',
      1.25,
      { of: OWN, name: 'of 1 tab', tabs: 1 },
      { tabs: 20 },
    ),
    absolute('a change in all of 20 tabs', 'fan-out', 25, 'ms', { tabs: 20 }),
    absolute('main thread, unchanged refresh of 1000, by timer', 'cpu-timed', 0.5, 'ms'),
    absolute('main thread, unchanged refresh of 1000, asked for by the page', 'cpu-unchanged', 0.5, 'ms'),
    absolute('main thread, one change of 1000', 'cpu-changed', 4, 'ms'),
    relative('main thread at start, 1000 entitlements', 'cpu-start', 1.5, F),
    absolute('long tasks at start', 'long-tasks', 0, ''),
    absolute('heap per tab over an empty page, 1000 entitlements', 'heap', 1000, 'kB'),
  ];
}

export function shown(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
