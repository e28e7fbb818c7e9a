import type { Book } from '../book.js';
import type { ContestantName } from '../contestant.js';
import type { Lab } from '../lab.js';
import type { BenchTab } from '../tab.js';
import { openReady } from './check-cost.js';

const REFRESHES = 10;

/**
 * Milliseconds of the main thread for one refresh, asked for by the page: a refresh by timer costs the packages that
 * work elsewhere less, as nobody asks for it.
 */
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
