// How the cost of this package grows with entitlements and with tabs.
import { summarised } from '../book.js';
import { checkNs } from '../figures/check-cost.js';
import { refreshCpuMs } from '../figures/refresh-cpu.js';
import { fanOutMs, openTabs } from '../figures/tabs.js';
import type { Lab } from '../lab.js';
import type { BenchTab } from '../tab.js';
import { type Curve, FLAT, LINEAR } from './curve.js';
import { storedCharacters } from './stored.js';

const TIMES = 3;
const OF = 'shared-worker';

type Points = [x: number, y: number][];

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let time = 0; time < TIMES; time++) values.push(await measure());
  return summarised(values).median;
}

export async function growthByEntitlements(lab: Lab, sizes: readonly number[]): Promise<Curve[]> {
  const boolean: Points = [];
  const metered: Points = [];
  const unchanged: Points = [];
  const changed: Points = [];
  const heap: Points = [];
  const stored: Points = [];
  const spread: Points = [];
  for (const size of sizes) {
    lab.origin.serve(size);
    const device = await lab.newDevice();
    try {
      const empty = await device.openEmpty();
      const emptyHeap = await empty.heapBytes();
      await empty.close();
      const tab = await device.open(OF);
      await tab.answered();
      heap.push([size, ((await tab.heapBytes()) - emptyHeap) / 1000]);
      boolean.push([size, await medianOf(() => checkNs(tab, 'boolean', size))]);
      metered.push([size, await medianOf(() => checkNs(tab, 'metered', size))]);
      unchanged.push([size, await medianOf(() => refreshCpuMs(lab, tab, false))]);
      changed.push([size, await medianOf(() => refreshCpuMs(lab, tab, true))]);
      stored.push([size, (await storedCharacters(tab)) / 1000]);
      lab.origin.serve(size, 0);
      await tab.evaluate('refresh', async () => void (await window.contestant.refresh()));
      let to: 0 | 1 = 0;
      spread.push([
        size,
        await medianOf(() => {
          to = to ? 0 : 1;
          return fanOutMs(lab, [tab], to, size);
        }),
      ]);
    } finally {
      await device.close();
    }
  }
  const x = 'entitlements' as const;
  return [
    { name: 'boolean check', x, unit: 'ns', points: boolean, atMost: FLAT },
    { name: 'metered check', x, unit: 'ns', points: metered, atMost: FLAT },
    { name: 'unchanged refresh, main thread', x, unit: 'ms CPU', points: unchanged, atMost: FLAT },
    { name: 'changed refresh, main thread', x, unit: 'ms CPU', points: changed, atMost: LINEAR },
    { name: 'heap of a tab', x, unit: 'kB', points: heap, atMost: LINEAR },
    { name: 'what is stored', x, unit: 'kB', points: stored, atMost: LINEAR },
    { name: 'a change in one tab', x, unit: 'ms', points: spread, atMost: LINEAR },
  ];
}

export async function growthByTabs(lab: Lab, counts: readonly number[]): Promise<Curve[]> {
  const check: Points = [];
  const unchanged: Points = [];
  const heap: Points = [];
  const spread: Points = [];
  lab.origin.serve(1000, 0);
  const device = await lab.newDevice();
  const tabs: BenchTab[] = [];
  try {
    const empty = await device.openEmpty();
    const emptyHeap = await empty.heapBytes();
    await empty.close();
    for (const count of counts) {
      await openTabs(device, OF, tabs, count);
      const last = tabs.at(-1);
      if (!last) continue;
      await last.show();
      heap.push([count, ((await last.heapBytes()) - emptyHeap) / 1000]);
      check.push([count, await medianOf(() => checkNs(last, 'boolean', 1000))]);
      unchanged.push([count, await medianOf(() => refreshCpuMs(lab, last, false))]);
      for (const to of [1, 0] as const) await fanOutMs(lab, tabs, to, 1000);
      let to: 0 | 1 = 0;
      spread.push([
        count,
        await medianOf(() => {
          to = to ? 0 : 1;
          return fanOutMs(lab, tabs, to, 1000);
        }),
      ]);
    }
  } finally {
    await device.close();
  }
  const x = 'tabs' as const;
  return [
    { name: 'boolean check', x, unit: 'ns', points: check, atMost: FLAT },
    { name: 'unchanged refresh, main thread of one', x, unit: 'ms CPU', points: unchanged, atMost: FLAT },
    { name: 'heap of one tab', x, unit: 'kB', points: heap, atMost: FLAT },
    { name: 'a change in all tabs', x, unit: 'ms', points: spread, atMost: LINEAR },
  ];
}
