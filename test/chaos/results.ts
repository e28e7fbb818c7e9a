// What all recorded runs have tried, as data and as a table.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ENGINES, type Engine } from '../support/engine-limits.js';
import { STEPS } from './walk.js';

export interface ChaosRun {
  readonly engine: Engine;
  /** The first seed; each walk takes the next. */
  readonly first: number;
  readonly walks: number;
  readonly minutes: number;
  /** The walks that found a violation, and those that could not be ended, for instance because a driver fell silent. */
  readonly failed: readonly { readonly seed: number; readonly isViolation: boolean; readonly why: string }[];
  /** How often each step was taken, and how often a violation was found after it. */
  readonly taken: Iterable<readonly [string, number]>;
  readonly violations: Iterable<readonly [string, number]>;
}

type Counts = Readonly<Record<string, number>>;
type RecordedRun = Omit<ChaosRun, 'taken' | 'violations'> & {
  readonly at: string;
  readonly taken: Counts;
  readonly violations: Counts;
};

const DATA = 'test/chaos/results.json';
const TABLE = 'test/chaos/results.md';

export function addToResults(run: ChaosRun): void {
  const before: RecordedRun[] = existsSync(DATA) ? JSON.parse(readFileSync(DATA, 'utf8')) : [];
  const at = new Date().toISOString();
  const [taken, violations] = [run.taken, run.violations].map((counts) => Object.fromEntries(counts));
  const runs = [...before, { ...run, at, taken: taken ?? {}, violations: violations ?? {} }];
  writeFileSync(DATA, `${JSON.stringify(runs, null, 2)}\n`);
  writeFileSync(TABLE, toMarkdown(runs));
}

export function toMarkdown(runs: readonly RecordedRun[]): string {
  const times = (counts: Counts, name?: string) =>
    Object.entries(counts).reduce(
      (sum, [other, count]) => sum + (name === undefined || other === name ? count : 0),
      0,
    );
  const total = (of: readonly RecordedRun[], what: 'taken' | 'violations', name?: string) =>
    of.reduce((sum, run) => sum + times(run[what], name), 0);
  const engines = ENGINES.filter((engine) => runs.some((run) => run.engine === engine));
  const of = (engine: Engine) => runs.filter((run) => run.engine === engine);
  return [
    '# What the chaos suite has tried',
    '',
    'Made by `npm run chaos -- --record`, which adds a run. Five tabs; after every step each tab answers, with',
    'what the API (within `maxStaleMs`) or a fallback gave, and of nobody else; nothing grows, and no rejection is left unhandled.',
    '',
    '| run | engine | seeds | steps | minutes | violations | not ended |',
    '|---|---|---|--:|--:|---|---|',
    ...runs.map(({ at, engine, first, walks, minutes, failed, taken }) => {
      const seeds = `${first} to ${first + walks - 1}`;
      const listed = (isViolation: boolean) =>
        failed
          .filter((walk) => walk.isViolation === isViolation)
          .map(({ seed, why }) => `seed ${seed}: ${why.replaceAll('|', '/')}`)
          .join('; ') || '0';
      const figures = [at.slice(0, 16), engine, seeds, times(taken), minutes, listed(true), listed(false)];
      return `| ${figures.join(' | ')} |`;
    }),
    '',
    `| fault or change | ${engines.map((engine) => `times, ${engine}`).join(' | ')} | violations after it | what a user sees |`,
    `|---|${engines.map(() => '--:|').join('')}--:|---|`,
    ...STEPS.map(({ name, seen }) => {
      const counts = engines.map((engine) => total(of(engine), 'taken', name));
      return `| ${[name, ...counts, total(runs, 'violations', name), seen].join(' | ')} |`;
    }),
    `| all | ${engines.map((engine) => total(of(engine), 'taken')).join(' | ')} | ${total(runs, 'violations')} | |`,
    '',
  ].join('\n');
}
