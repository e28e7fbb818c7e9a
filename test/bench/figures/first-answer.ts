import type { Book } from '../book.js';
import type { ContestantName } from '../contestant.js';
import type { Lab } from '../lab.js';

export interface FirstAnswerLoad {
  readonly entitlements: number;
  readonly latencyMs: number;
}

/** Long enough for every contestant to have put away what it keeps. */
const SETTLE_MS = 300;

/** One life on one device: first visit, reload, a further tab, a reload without the API. */
export async function measureFirstAnswers(
  lab: Lab,
  book: Book,
  of: ContestantName,
  load: FirstAnswerLoad,
): Promise<void> {
  const { origin } = lab;
  origin.serve(load.entitlements);
  origin.delay(load.latencyMs);
  const device = await lab.newDevice();
  try {
    const tab = await device.openBlank();
    const blankCpu = await tab.cpuMs();
    await tab.goto(device.urlOf(of));
    const firstVisit = await tab.answered();
    await settle();
    const cpu = await tab.cpuMs();
    const longTasks = await tab.evaluate('long tasks', () => window.longTasks.length);
    book.note('first-visit', of, load, firstVisit);
    // Another process begins to count anew.
    book.note('cpu-start', of, load, cpu < blankCpu ? cpu : cpu - blankCpu);
    book.note('long-tasks', of, load, longTasks);

    await tab.reload();
    book.note('reload-up', of, load, await tab.answered());
    await settle();

    const further = await device.openBlank();
    await further.goto(device.urlOf(of));
    book.note('further-tab', of, load, await further.answered());
    await further.close();

    if (of === 'floor') return;
    origin.down(true);
    await tab.show();
    await tab.reload();
    book.note('reload-down', of, load, await tab.answered());
  } finally {
    origin.down(false);
    origin.delay(0);
    await device.close();
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}
