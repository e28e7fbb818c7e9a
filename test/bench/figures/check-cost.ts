import type { Book } from '../book.js';
import type { ContestantName } from '../contestant.js';
import type { Device, Lab } from '../lab.js';
import { featureIds } from '../load.js';
import type { BenchTab } from '../tab.js';

const BATCHES = 30;
/** A few milliseconds: short enough to be done before another program gets the processor. */
const CHECKS = 10_000;
const MANY_CHECKS = 1_000_000;

/** A tab of each contestant, ready to be asked, so that rounds can go from one to the next. */
export async function openReady(
  lab: Lab,
  contestants: readonly ContestantName[],
  entitlements: number,
): Promise<{ readonly tabs: ReadonlyMap<ContestantName, BenchTab>; close(): Promise<void> }> {
  lab.origin.serve(entitlements);
  const devices: Device[] = [];
  const tabs = new Map<ContestantName, BenchTab>();
  for (const of of contestants) {
    const device = await lab.newDevice();
    devices.push(device);
    const tab = await device.open(of);
    await tab.answered();
    tabs.set(of, tab);
  }
  return {
    tabs,
    close: async () => {
      for (const device of devices) await device.close();
    },
  };
}

/** Nanoseconds for one check, over all features of the kind in turn: the median of some batches. */
export async function checkNs(
  tab: BenchTab,
  kind: 'boolean' | 'metered',
  entitlements: number,
): Promise<number> {
  const ids = featureIds(entitlements).filter((_, at) => at % 2 === (kind === 'metered' ? 1 : 0));
  return tab.evaluate(
    'checks',
    (which, features, times, batches) => {
      const check = window.contestant[which].bind(window.contestant);
      let granted = 0;
      const run = (count: number) => {
        for (let done = 0, at = 0; done < count; done++) {
          if (check(features[at] as string)) granted++;
          if (++at === features.length) at = 0;
        }
      };
      // Once for the compiler.
      run(times * 2);
      const took = Array.from({ length: batches }, () => {
        const from = performance.now();
        run(times);
        return performance.now() - from;
      }).sort((a, b) => a - b);
      if (granted === 0) throw new Error('nothing was granted');
      return ((took[batches / 2] ?? 0) * 1e6) / times;
    },
    kind,
    ids,
    CHECKS,
    BATCHES,
  );
}

/** Bytes that the heap has grown by after a million checks and a forced collection. */
async function heapGrowth(tab: BenchTab, entitlements: number): Promise<number> {
  const ids = featureIds(entitlements);
  const before = await tab.heapBytes();
  await tab.evaluate(
    'a million checks',
    (features, times) => {
      for (let done = 0; done < times; done++) {
        const at = done % features.length;
        const id = features[at] as string;
        if (at % 2) window.contestant.metered(id);
        else window.contestant.boolean(id);
      }
    },
    ids,
    MANY_CHECKS,
  );
  return (await tab.heapBytes()) - before;
}

export async function measureChecks(
  lab: Lab,
  book: Book,
  contestants: readonly ContestantName[],
  entitlements: number,
  rounds: number,
): Promise<void> {
  const ready = await openReady(lab, contestants, entitlements);
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [of, tab] of ready.tabs) {
        await tab.show();
        book.note('check-boolean', of, { entitlements }, await checkNs(tab, 'boolean', entitlements));
        book.note('check-metered', of, { entitlements }, await checkNs(tab, 'metered', entitlements));
      }
    }
    for (const [of, tab] of ready.tabs) {
      book.note('check-heap', of, { entitlements }, (await heapGrowth(tab, entitlements)) / 1000);
    }
  } finally {
    await ready.close();
  }
}
