import type { Book } from '../book.js';
import { type ContestantName, HOSTS, shortestIntervalMs } from '../contestant.js';
import type { Device, Lab } from '../lab.js';
import { CHANGING_FEATURE } from '../load.js';
import type { BenchTab } from '../tab.js';

const WINDOW_MS = 6000;
const CHANGES = 3;

/** Tabs of one device, all with their answers; those that are there already count. */
export async function openTabs(
  device: Device,
  of: ContestantName,
  tabs: BenchTab[],
  count: number,
  intervalMs?: number,
): Promise<void> {
  while (tabs.length < count) {
    const tab = await device.open(of, intervalMs === undefined ? {} : { intervalMs });
    await tab.answered();
    tabs.push(tab);
  }
}

/** Milliseconds from the first byte of the response to the last tab that has the new answer. */
export async function fanOutMs(
  lab: Lab,
  tabs: readonly BenchTab[],
  to: 0 | 1,
  entitlements: number,
): Promise<number> {
  const [first] = tabs;
  if (!first) throw new Error('no tab');
  // All watch before there is anything to see: a refresh by timer may be the one that brings it.
  for (const tab of tabs) {
    await tab.evaluate(
      'watching',
      (id, wanted) => {
        window.seen = window.awaitAnswer(id, wanted);
      },
      CHANGING_FEATURE,
      to === 1,
    );
  }
  lab.origin.serve(entitlements, to);
  await first.evaluate('refresh', async () => void (await window.contestant.refresh()));
  const seen = await Promise.all(tabs.map((tab) => tab.evaluate('the change', () => window.seen)));
  return Math.max(...seen) - lab.origin.firstSentAt;
}

/**
 * What some tabs cost the API by the interval, whatever its length; and how long a change takes to reach
 * them all. The latter only for this package: with the others, a tab hears of a change when it asks itself.
 */
export async function measureTabs(
  lab: Lab,
  book: Book,
  of: ContestantName,
  counts: readonly number[],
): Promise<void> {
  lab.origin.serve(1000, 0);
  const intervalMs = shortestIntervalMs(of);
  const device = await lab.newDevice();
  const tabs: BenchTab[] = [];
  try {
    for (const count of counts) {
      await openTabs(device, of, tabs, count, intervalMs);
      lab.origin.takeCount();
      const from = performance.now();
      await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
      const intervals = (performance.now() - from) / intervalMs;
      book.note('requests', of, { tabs: count }, lab.origin.takeCount() / intervals);
      if (!HOSTS.includes(of)) continue;
      // The first of each variant is computed by the emulator.
      for (const to of [1, 0] as const) await fanOutMs(lab, tabs, to, 1000);
      for (let change = 0; change < CHANGES * 2; change++) {
        book.note('fan-out', of, { tabs: count }, await fanOutMs(lab, tabs, change % 2 ? 0 : 1, 1000));
      }
    }
  } finally {
    await device.close();
  }
}
