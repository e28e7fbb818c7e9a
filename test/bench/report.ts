// A run as Markdown, to be read and compared.
import { FIGURES, type FigureId, type Summary } from './book.js';
import { CONTESTANTS, TITLES } from './contestant.js';
import type { Size } from './figures/sizes.js';
import { shown, type Verdict } from './goals.js';
import type { FittedCurve } from './growth/curve.js';
import type { Machine } from './machine.js';

export interface Run {
  readonly plan: 'full' | 'quick';
  readonly machine: Machine;
  readonly seconds: number;
  readonly goals: readonly Verdict[];
  readonly sizes: readonly Size[];
  readonly summaries: readonly Summary[];
  readonly curves: readonly FittedCurve[];
  readonly failures: readonly string[];
}

export function toMarkdown(run: Run): string {
  const { plan, machine, seconds } = run;
  return [
    '# Figures',
    '',
    `One run of \`npm run bench${plan === 'quick' ? ':quick' : ''}\`, ${seconds.toFixed(0)} s.`,
    '',
    `- ${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; load before the run ${shown(machine.loadBefore)}`,
    `- ${machine.browser}, Node ${machine.node}; ${Object.entries(machine.packages)
      .map((pair) => pair.join(' '))
      .join(', ')}`,
    '- G is GrowthBook, C ConfigCat, F the floor. Times of answers are from the first script of the document; checks and CPU are processor time of the main thread.',
    '',
    ...goalTable(run.goals),
    ...failureList(run.failures),
    ...sizeTable(run.sizes),
    ...figureTables(run.summaries),
    ...curveTable(run.curves),
  ].join('\n');
}

export function goalTable(goals: readonly Verdict[]): string[] {
  const word = (met: boolean | null) => (met === null ? '' : met ? 'met' : 'MISSED');
  return [
    '## Goals',
    '',
    '| figure | goal | here | |',
    '|---|---|---|---|',
    ...goals.map(({ goal, limit, figure, met }) => `| ${goal} | ${limit} | ${figure} | ${word(met)} |`),
    '',
  ];
}

function failureList(failures: readonly string[]): string[] {
  return failures.length ? ['## Not measured', '', ...failures.map((line) => `- ${line}`), ''] : [];
}

function sizeTable(sizes: readonly Size[]): string[] {
  return [
    '## Bundles',
    '',
    '| file | bytes | brotli |',
    '|---|--:|--:|',
    ...sizes.map(({ name, bytes, brotliBytes }) => `| ${name} | ${bytes} | ${brotliBytes} |`),
    '',
  ];
}

function figureTables(summaries: readonly Summary[]): string[] {
  return (Object.keys(FIGURES) as FigureId[]).flatMap((figure) => {
    const rows = summaries
      .filter((one) => one.figure === figure)
      .sort(
        (a, b) =>
          a.entitlements - b.entitlements ||
          a.latencyMs - b.latencyMs ||
          a.tabs - b.tabs ||
          CONTESTANTS.indexOf(a.of) - CONTESTANTS.indexOf(b.of),
      );
    if (rows.length === 0) return [];
    const { title, unit } = FIGURES[figure];
    return [
      `## ${title}${unit && `, ${unit}`}`,
      '',
      '| entitlements | latency, ms | tabs | of | median | min | p90 | samples |',
      '|--:|--:|--:|---|--:|--:|--:|--:|',
      ...rows.map(
        (row) =>
          `| ${row.entitlements} | ${row.latencyMs} | ${row.tabs} | ${TITLES[row.of]} | ${shown(row.median)} | ${shown(row.min)} | ${shown(row.p90)} | ${row.samples} |`,
      ),
      '',
    ];
  });
}

function curveTable(curves: readonly FittedCurve[]): string[] {
  if (curves.length === 0) return [];
  return [
    '## How cost grows',
    '',
    'The exponent of the fitted power: 0 is flat, 1 linear.',
    '',
    '| cost | by | values | exponent | at most | |',
    '|---|---|---|--:|--:|---|',
    ...curves.map(
      ({ name, x, unit, points, exponent, atMost, met }) =>
        `| ${name}, ${unit} | ${x} | ${points.map(([at, value]) => `${at}: ${shown(value)}`).join(', ')} | ${exponent.toFixed(2)} | ${atMost} | ${met ? 'met' : 'MISSED'} |`,
    ),
    '',
    '![By entitlements](growth-entitlements.svg)',
    '',
    '![By tabs](growth-tabs.svg)',
    '',
  ];
}
