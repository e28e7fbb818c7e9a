// Usage over time: steps, as usage holds until it is counted again.
import { element } from '../element.js';
import { formatDate, formatNumber } from '../words.js';

export interface Reading {
  readonly at: Date;
  readonly value: number;
}

export interface History {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
  /** In order. */
  readonly readings: readonly Reading[];
  readonly resets: readonly Date[];
  readonly limit: number | null;
}

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 600;
const HEIGHT = 160;

export function historyChart(history: History): HTMLElement {
  const { from, to, readings, resets, limit } = history;
  const top = ceiling(Math.max(...readings.map(({ value }) => value), limit ?? 0));
  const x = (at: Date) => (WIDTH * (at.getTime() - from.getTime())) / (to.getTime() - from.getTime());
  const y = (value: number) => HEIGHT - (HEIGHT * value) / top;
  const steps = stepsOf(readings, to).map(({ at, value }) => `${round(x(at))} ${round(y(value))}`);
  const line = `M ${steps.join(' L ')}`;
  const [first] = readings;
  const svg = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
  svg.setAttribute('aria-label', told(history));
  svg.append(
    ...resets.map((at) => shape('line', { x1: x(at), x2: x(at), y1: 0, y2: HEIGHT, class: 'reset' })),
    ...(limit === null
      ? []
      : [shape('line', { x1: 0, x2: WIDTH, y1: y(limit), y2: y(limit), class: 'limit' })]),
    shape('path', {
      d: `${line} L ${WIDTH} ${HEIGHT} L ${round(first ? x(first.at) : 0)} ${HEIGHT} Z`,
      class: 'area',
    }),
    shape('path', { d: line, class: 'usage' }),
  );
  const plot = element('div', 'plot');
  plot.append(svg);
  if (limit !== null) {
    const mark = element('span', 'limit-mark', `limit ${formatNumber(limit)}`);
    mark.style.insetBlockStart = `${(100 * y(limit)) / HEIGHT}%`;
    plot.append(mark);
  }
  return element(
    'div',
    'chart',
    element('div', 'scale', element('span', '', formatNumber(top)), element('span', '', '0')),
    plot,
    element('div', 'dates', element('span', '', formatDate(from)), element('span', '', 'today')),
  );
}

/** The same in rows, for those who do not see the chart. */
export function historyTable({ name, readings }: History): HTMLElement {
  const head = element('tr', '', element('th', '', 'Day'), element('th', '', name));
  const rows = readings.map(({ at, value }) =>
    element('tr', '', element('td', '', formatDate(at)), element('td', '', formatNumber(value))),
  );
  return element(
    'details',
    'as-table',
    element('summary', '', 'As a table'),
    element('table', '', element('thead', '', head), element('tbody', '', ...rows)),
  );
}

function stepsOf(readings: readonly Reading[], to: Date): readonly Reading[] {
  const last = readings.at(-1);
  const steps = readings.flatMap((reading, at) => {
    const before = readings[at - 1];
    return before ? [{ at: reading.at, value: before.value }, reading] : [reading];
  });
  return last ? [...steps, { at: to, value: last.value }] : steps;
}

function told({ name, readings, limit }: History): string {
  const last = readings.at(-1)?.value ?? 0;
  const most = Math.max(...readings.map(({ value }) => value));
  const bound = limit === null ? '' : `, limit ${formatNumber(limit)}`;
  return `${name} over time: now ${formatNumber(last)}, at most ${formatNumber(most)}${bound}`;
}

/** The next of 1, 2, 5, 10, 20, 50 ... */
function ceiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function shape(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
