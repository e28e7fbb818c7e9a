// A tab in which a contestant stands, with what only the browser knows of it.
import type { CDPSession, Page } from 'puppeteer-core';
import { within } from './deadline.js';
import type { TraceEvent } from './profile/trace.js';

const DEADLINE_MS = 30_000;

export class BenchTab {
  readonly #page: Page;
  readonly #protocol: CDPSession;

  constructor(page: Page, protocol: CDPSession) {
    this.#page = page;
    this.#protocol = protocol;
  }

  /** @param page an empty one */
  static async open(page: Page): Promise<BenchTab> {
    const protocol = await page.createCDPSession();
    // Processor time of the main thread, which a busy machine does not stretch, instead of time on the wall.
    await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new BenchTab(page, protocol);
  }

  async goto(url: string): Promise<void> {
    await within(DEADLINE_MS, `open ${url}`, this.#page.goto(url, { waitUntil: 'domcontentloaded' }));
  }

  async reload(): Promise<void> {
    await within(DEADLINE_MS, 'reload', this.#page.reload({ waitUntil: 'domcontentloaded' }));
  }

  /** Milliseconds from the document's first script to the first right answer. */
  answered(): Promise<number> {
    return this.evaluate('the first answer', () => window.answered);
  }

  evaluate<Args extends unknown[], Result>(
    what: string,
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    // Puppeteer's type looks for handles among the arguments, which a generic one hides from it.
    const evaluate = this.#page.evaluate.bind(this.#page) as (
      run: (...args: Args) => Result | Promise<Result>,
      ...args: Args
    ) => Promise<Result>;
    return within(DEADLINE_MS, what, evaluate(run, ...args));
  }

  /** Milliseconds of processor time that the main thread has spent on tasks. */
  async cpuMs(): Promise<number> {
    const { metrics } = await within(DEADLINE_MS, 'metrics', this.#protocol.send('Performance.getMetrics'));
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  }

  /** Bytes on the JavaScript heap that cannot be collected. */
  async heapBytes(): Promise<number> {
    for (let time = 0; time < 3; time++)
      await within(DEADLINE_MS, 'collection', this.#protocol.send('HeapProfiler.collectGarbage'));
    const { usedSize } = await within(DEADLINE_MS, 'heap', this.#protocol.send('Runtime.getHeapUsage'));
    return usedSize;
  }

  /** What the browser notes of itself while `run` goes on. */
  async traced(categories: readonly string[], run: () => Promise<void>): Promise<readonly TraceEvent[]> {
    await within(DEADLINE_MS, 'trace', this.#page.tracing.start({ categories: [...categories] }));
    await run();
    const trace = await within(DEADLINE_MS, 'trace', this.#page.tracing.stop());
    return (JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: TraceEvent[] }).traceEvents;
  }

  /** Shows it, which hides the others of its window. */
  async show(): Promise<void> {
    await within(DEADLINE_MS, 'show', this.#page.bringToFront());
  }

  async close(): Promise<void> {
    await within(DEADLINE_MS, 'close', this.#page.close()).catch(() => {});
  }
}
