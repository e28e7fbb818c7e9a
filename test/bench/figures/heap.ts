import type { Book } from '../book.js';
import type { ContestantName } from '../contestant.js';
import type { Lab } from '../lab.js';

/** Bytes of a tab's heap, of a contestant that has its answers, over the same tab with an empty page. */
export async function measureHeap(
  lab: Lab,
  book: Book,
  of: ContestantName,
  entitlements: number,
): Promise<void> {
  lab.origin.serve(entitlements);
  const device = await lab.newDevice();
  try {
    const empty = await device.openEmpty();
    const before = await empty.heapBytes();
    await empty.close();
    const tab = await device.open(of);
    await tab.answered();
    book.note('heap', of, { entitlements }, ((await tab.heapBytes()) - before) / 1000);
  } finally {
    await device.close();
  }
}
