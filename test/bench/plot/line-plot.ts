// A plot of lines as SVG, drawn by hand: it is read in a repository, where nothing runs.

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Powers of ten on both axes: straight lines are powers, their slope is the exponent. */
  readonly logarithmic?: boolean;
  readonly lines: readonly Line[];
}

const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 76;
const RIGHT = 190;
const TOP = 40;
const BOTTOM = 52;
const COLOURS = ['#1f5fbf', '#c4501b', '#2b8a3e', '#8a2b83', '#6b6b6b', '#b38600'];

export function drawLines({ title, x, y, logarithmic = false, lines }: Plot): string {
  const usable = (value: number) => Number.isFinite(value) && (!logarithmic || value > 0);
  const points = lines.flatMap((line) => line.points).filter((point) => point.every(usable));
  const across = createScale(
    points.map(([at]) => at),
    [LEFT, WIDTH - RIGHT],
    logarithmic,
  );
  const up = createScale(
    points.map(([, at]) => at),
    [HEIGHT - BOTTOM, TOP],
    logarithmic,
  );
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="22" font-size="15" font-weight="bold">${escaped(title)}</text>`,
  ];
  for (const tick of across.ticks) {
    const at = place(across.of(tick));
    parts.push(`<path d="M${at} ${TOP}V${HEIGHT - BOTTOM}" stroke="#ddd"/>`);
    parts.push(`<text x="${at}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${short(tick)}</text>`);
  }
  for (const tick of up.ticks) {
    const at = place(up.of(tick));
    parts.push(`<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#ddd"/>`);
    parts.push(`<text x="${LEFT - 8}" y="${at}" dy="4" text-anchor="end">${short(tick)}</text>`);
  }
  const middle = (LEFT + WIDTH - RIGHT) / 2;
  parts.push(`<text x="${middle}" y="${HEIGHT - 12}" text-anchor="middle">${escaped(x)}</text>`);
  parts.push(
    `<text transform="translate(16 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
  );
  lines.forEach((line, at) => {
    const colour = COLOURS[at % COLOURS.length];
    const shown = line.points.filter((point) => point.every(usable));
    const path = shown.map(([px, py]) => `${place(across.of(px))} ${place(up.of(py))}`).join('L');
    if (path) parts.push(`<path d="M${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>`);
    if (shown.length <= 12)
      for (const [px, py] of shown)
        parts.push(`<circle cx="${place(across.of(px))}" cy="${place(up.of(py))}" r="3" fill="${colour}"/>`);
    const y0 = TOP + 12 + at * 20;
    parts.push(`<path d="M${WIDTH - RIGHT + 12} ${y0 - 4}h16" stroke="${colour}" stroke-width="3"/>`);
    parts.push(`<text x="${WIDTH - RIGHT + 34}" y="${y0}">${escaped(line.name)}</text>`);
  });
  return `${parts.join('\n')}\n</svg>\n`;
}

interface Scale {
  of(value: number): number;
  readonly ticks: readonly number[];
}

function createScale(
  values: readonly number[],
  [from, to]: readonly [number, number],
  logarithmic: boolean,
): Scale {
  const largest = values.reduce((one, other) => Math.max(one, other), logarithmic ? 1e-9 : 0) || 1;
  if (!logarithmic) {
    const step = niceStep(largest / 5);
    const ticks = Array.from({ length: Math.ceil(largest / step) + 1 }, (_, at) => at * step);
    const end = ticks.at(-1) ?? largest;
    return { of: (value) => from + ((to - from) * value) / end, ticks };
  }
  const smallest = values.reduce((one, other) => Math.min(one, other), largest);
  const low = Math.floor(Math.log10(smallest));
  const high = Math.max(low + 1, Math.ceil(Math.log10(largest)));
  const ticks = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
  return { of: (value) => from + ((to - from) * (Math.log10(value) - low)) / (high - low), ticks };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
}

function place(value: number): number {
  return Math.round(value * 10) / 10;
}

function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))} k`;
  return String(Number(value.toPrecision(3)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
