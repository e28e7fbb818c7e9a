// How the cost of this package grows with entitlements and with tabs.
import { summarised } from '../book.js';
import { checkNs } from '../figures/check-cost.js';
import { refreshCpuMs } from '../figures/refresh-cpu.js';
import { fanOutMs, openTabs } from '../figures/tabs.js';
import type { Device, Lab } from '../lab.js';
import type { BenchTab } from '../tab.js';
import { type Curve, FLAT, LINEAR } from './curve.js';
import type { Curves } from './curves.js';
import { storedCharacters } from './stored.js';

const TIMES = 3;
/** Few, as those of 10 000 entitlements take long; processor time needs no more. */
const REFRESHES = 6;
const OF = 'shared-worker';
const ENTITLEMENTS_OF_TABS = 1000;

const by = (x: Curve['x'], name: string, unit: string, atMost: number) => ({ x, name, unit, atMost });

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let time = 0; time < TIMES; time++) values.push(await measure());
  return summarised(values).median;
}

/** From the response to the last tab, forth and back. */
async function medianFanOut(lab: Lab, tabs: readonly BenchTab[], entitlements: number): Promise<number> {
  // The first of each variant is made by the origin.
  for (const to of [1, 0] as const) await fanOutMs(lab, tabs, to, entitlements);
  let to: 0 | 1 = 0;
  return medianOf(() => {
    to = to ? 0 : 1;
    return fanOutMs(lab, tabs, to, entitlements);
  });
}

/** One point of each curve by entitlements. */
export async function growToEntitlements(lab: Lab, curves: Curves, size: number): Promise<void> {
  lab.origin.serve(size);
  const device = await lab.newDevice();
  try {
    const empty = await device.openEmpty();
    const emptyHeap = await empty.heapBytes();
    await empty.close();
    const tab = await device.open(OF);
    await tab.answered();
    const x = 'entitlements' as const;
    const heapKb = ((await tab.heapBytes()) - emptyHeap) / 1000;
    const boolean = await medianOf(() => checkNs(tab, 'boolean', size));
    const metered = await medianOf(() => checkNs(tab, 'metered', size));
    const unchanged = await refreshCpuMs(lab, tab, false, REFRESHES);
    const storedKb = (await storedCharacters(tab)) / 1000;
    const spread = await medianFanOut(lab, [tab], size);
    const changed = await refreshCpuMs(lab, tab, true, REFRESHES);
    curves.note(by(x, 'boolean check', 'ns', FLAT), size, boolean);
    curves.note(by(x, 'metered check', 'ns', FLAT), size, metered);
    curves.note(by(x, 'unchanged refresh, CPU', 'ms', FLAT), size, unchanged);
    curves.note(by(x, 'changed refresh, CPU', 'ms', LINEAR), size, changed);
    curves.note(by(x, 'heap of a tab', 'kB', LINEAR), size, heapKb);
    curves.note(by(x, 'what is stored', 'kB', LINEAR), size, storedKb);
    curves.note(by(x, 'a change in one tab', 'ms', LINEAR), size, spread);
  } finally {
    await device.close();
  }
}

/** The tabs of one device, more and more of them. */
export interface Crowd {
  readonly device: Device;
  readonly tabs: BenchTab[];
  readonly emptyHeap: number;
}

export async function openCrowd(lab: Lab): Promise<Crowd> {
  lab.origin.serve(ENTITLEMENTS_OF_TABS);
  const device = await lab.newDevice();
  const empty = await device.openEmpty();
  const emptyHeap = await empty.heapBytes();
  await empty.close();
  return { device, tabs: [], emptyHeap };
}

/** One point of each curve by tabs. */
export async function growToTabs(
  lab: Lab,
  curves: Curves,
  { device, tabs, emptyHeap }: Crowd,
  count: number,
): Promise<void> {
  lab.origin.serve(ENTITLEMENTS_OF_TABS);
  await openTabs(device, OF, tabs, count);
  const last = tabs.at(-1);
  if (!last) return;
  await last.show();
  const x = 'tabs' as const;
  const heapKb = ((await last.heapBytes()) - emptyHeap) / 1000;
  const check = await medianOf(() => checkNs(last, 'boolean', ENTITLEMENTS_OF_TABS));
  const unchanged = await refreshCpuMs(lab, last, false, REFRESHES);
  const spread = await medianFanOut(lab, tabs, ENTITLEMENTS_OF_TABS);
  curves.note(by(x, 'boolean check', 'ns', FLAT), count, check);
  curves.note(by(x, 'unchanged refresh, CPU of one', 'ms', FLAT), count, unchanged);
  curves.note(by(x, 'heap of one tab', 'kB', FLAT), count, heapKb);
  curves.note(by(x, 'a change in all tabs', 'ms', LINEAR), count, spread);
}
