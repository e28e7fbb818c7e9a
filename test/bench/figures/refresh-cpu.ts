import { setTimeout as sleep } from 'node:timers/promises';
import type { Book } from '../book.js';
import { type ContestantName, shortestIntervalMs } from '../contestant.js';
import type { Lab } from '../lab.js';
import type { BenchTab } from '../tab.js';
import { openReady } from './check-cost.js';

const REFRESHES = 10;
/** Until what was loaded is put away, and the first refreshes have run what runs for the first time. */
const SETTLE_MS = 3000;
const WINDOW_MS = 4000;
const WINDOWS = 5;

/** Milliseconds of the main thread for one refresh, asked for by the page. */
export async function refreshCpuMs(
  lab: Lab,
  tab: BenchTab,
  changing: boolean,
  refreshes = REFRESHES,
): Promise<number> {
  lab.origin.alternate(changing);
  try {
    const refresh = (times: number) =>
      tab.evaluate(
        'refreshes',
        async (count) => {
          for (let done = 0; done < count; done++) await window.contestant.refresh();
        },
        times,
      );
    await refresh(2);
    const before = await tab.cpuMs();
    await refresh(refreshes);
    return ((await tab.cpuMs()) - before) / refreshes;
  } finally {
    lab.origin.alternate(false);
  }
}

export async function measureRefreshCpu(
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
        book.note('cpu-unchanged', of, { entitlements }, await refreshCpuMs(lab, tab, false));
        book.note('cpu-changed', of, { entitlements }, await refreshCpuMs(lab, tab, true));
      }
    }
  } finally {
    await ready.close();
  }
}

/** What a refresh costs that nobody asks for: all that the main thread does meanwhile, divided by the requests. */
export async function measureTimedRefreshCpu(
  lab: Lab,
  book: Book,
  of: ContestantName,
  entitlements: number,
): Promise<void> {
  lab.origin.serve(entitlements, 0);
  const device = await lab.newDevice();
  try {
    const tab = await device.open(of, { intervalMs: shortestIntervalMs(of) });
    await tab.answered();
    await tab.show();
    await sleep(SETTLE_MS);
    for (let window = 0; window < WINDOWS; window++) {
      lab.origin.takeCount();
      const before = await tab.cpuMs();
      await sleep(WINDOW_MS);
      const spentMs = (await tab.cpuMs()) - before;
      book.note('cpu-timed', of, { entitlements }, spentMs / lab.origin.takeCount());
    }
  } finally {
    await device.close();
  }
}
