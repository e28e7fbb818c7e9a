// Where figures are written down: samples by what was measured, of whom, under which load.
import type { ContestantName } from './contestant.js';

export const FIGURES = {
  'check-boolean': { title: 'A boolean check', unit: 'ns' },
  'check-metered': { title: 'A metered check', unit: 'ns' },
  'check-heap': { title: 'Heap growth of a million checks', unit: 'kB' },
  'first-visit': { title: 'First answer, first visit', unit: 'ms' },
  'reload-up': { title: 'First answer after a reload, API up', unit: 'ms' },
  'reload-down': { title: 'First answer after a reload, API down', unit: 'ms' },
  'further-tab': { title: 'First answer in a further tab', unit: 'ms' },
  requests: { title: 'Requests in an interval', unit: '' },
  'fan-out': { title: 'A change in all tabs, from the first byte of the response', unit: 'ms' },
  'cpu-unchanged': { title: 'Main thread, a refresh that changes nothing', unit: 'ms CPU' },
  'cpu-timed': { title: 'Main thread, a refresh by timer that changes nothing', unit: 'ms CPU' },
  'cpu-changed': { title: 'Main thread, a refresh that changes one', unit: 'ms CPU' },
  'cpu-start': { title: 'Main thread, start', unit: 'ms CPU' },
  'long-tasks': { title: 'Long tasks at start', unit: '' },
  heap: { title: 'Heap of a tab over an empty page', unit: 'kB' },
  store: { title: 'What is stored', unit: 'kB' },
} as const;
export type FigureId = keyof typeof FIGURES;

export interface Subject {
  readonly figure: FigureId;
  readonly of: ContestantName;
  readonly entitlements: number;
  readonly latencyMs: number;
  readonly tabs: number;
}

export interface Summary extends Subject {
  readonly median: number;
  readonly min: number;
  readonly p90: number;
  readonly samples: number;
}

export class Book {
  readonly #samples = new Map<string, { subject: Subject; values: number[] }>();
  /** What went wrong: the figure is missing or has fewer samples. */
  readonly failures: string[] = [];

  note(
    figure: FigureId,
    of: ContestantName,
    load: Partial<Omit<Subject, 'figure' | 'of'>>,
    value: number,
  ): void {
    const subject = { figure, of, entitlements: 1000, latencyMs: 0, tabs: 1, ...load };
    const key = JSON.stringify(subject);
    const entry = this.#samples.get(key) ?? { subject, values: [] };
    entry.values.push(value);
    this.#samples.set(key, entry);
  }

  summaries(): Summary[] {
    return [...this.#samples.values()].map(({ subject, values }) => ({ ...subject, ...summarised(values) }));
  }
}

export function summarised(values: readonly number[]): Omit<Summary, keyof Subject> {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  const half = sorted.length / 2;
  const median =
    sorted.length % 2 ? at(0.5) : ((sorted[half - 1] ?? Number.NaN) + (sorted[half] ?? Number.NaN)) / 2;
  return { median, min: sorted[0] ?? Number.NaN, p90: at(0.9), samples: sorted.length };
}

/** The figure of a subject; what is not said is 1000 entitlements, no latency, one tab. */
export function find(
  summaries: readonly Summary[],
  wanted: Pick<Subject, 'figure' | 'of'> & Partial<Subject>,
): Summary | undefined {
  const { figure, of, entitlements = 1000, latencyMs = 0, tabs = 1 } = wanted;
  return summaries.find(
    (one) =>
      one.figure === figure &&
      one.of === of &&
      one.entitlements === entitlements &&
      one.latencyMs === latencyMs &&
      one.tabs === tabs,
  );
}
