import type { Book } from '../book.js';
import type { ContestantName } from '../contestant.js';
import type { Device, Lab } from '../lab.js';
import { featureIds } from '../load.js';
import type { BenchTab } from '../tab.js';

const CHECKS = 200_000;
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

/** Nanoseconds of the main thread for one check, over all features of the kind in turn. */
export async function checkNs(
  tab: BenchTab,
  kind: 'boolean' | 'metered',
  entitlements: number,
): Promise<number> {
  const ids = featureIds(entitlements).filter((_, at) => at % 2 === (kind === 'metered' ? 1 : 0));
  // Once for the compiler.
  await check(tab, kind, ids, CHECKS / 4);
  const before = await tab.cpuMs();
  await check(tab, kind, ids, CHECKS);
  return (((await tab.cpuMs()) - before) * 1e6) / CHECKS;
}

async function check(
  tab: BenchTab,
  kind: 'boolean' | 'metered',
  ids: readonly string[],
  times: number,
): Promise<void> {
  const granted = await tab.evaluate(
    `${kind} checks`,
    (which, features, count) => window.check(which, features, count),
    kind,
    ids,
    times,
  );
  if (granted === 0) throw new Error('nothing was granted');
}

/** Bytes that the heap has grown by after a million checks and a forced collection. */
async function heapGrowth(tab: BenchTab, entitlements: number): Promise<number> {
  const ids = featureIds(entitlements);
  const before = await tab.heapBytes();
  for (const kind of ['boolean', 'metered'] as const) {
    const odd = kind === 'metered' ? 1 : 0;
    await check(
      tab,
      kind,
      ids.filter((_, at) => at % 2 === odd),
      MANY_CHECKS / 2,
    );
  }
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
