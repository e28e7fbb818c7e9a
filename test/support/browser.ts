// One way to drive a browser, whatever its engine: an adapter for each.
import type { CDPSession, Browser as PuppeteerBrowser } from 'puppeteer-core';
import { launchChromium } from './chromium.js';
import { currentEngine, type Engine } from './engine-limits.js';
import { launchFirefox } from './firefox.js';
import type { Tab } from './tab.js';
import { until } from './until.js';
import { launchWebKit } from './webkit.js';

export type { Tab } from './tab.js';
export { until } from './until.js';

export interface LaunchOptions {
  /** A profile that outlives the browser (the caller removes it). Needs `keepProfile`; without it a fresh one. */
  readonly userDataDir?: string;
  /** The display to show Chromium's window on. Default: none, it runs without a window. */
  readonly display?: string;
  /** All tabs are in private windows, of one private session. Needs `private`. */
  readonly private?: boolean;
  /** For Chromium's command line. */
  readonly args?: readonly string[];
}

export interface OsProcess {
  readonly pid: number;
  /** `browser`, `renderer`, `GPU`, or the name of a utility process. */
  readonly type: string;
}

export interface Browser {
  readonly engine: Engine;
  newTab(url?: string): Promise<Tab>;
  close(): Promise<void>;
  /** SIGKILL of the browser process and everything it started: nothing is flushed, no `pagehide`. */
  kill(): Promise<void>;
  /** Needs `puppeteer`. */
  readonly puppeteer: PuppeteerBrowser;
  /** The browser-level protocol session. Needs `puppeteer`. */
  readonly protocol: CDPSession;
  /** Needs `killTab`. */
  processes(): Promise<OsProcess[]>;
}

/** Starts the engine of this test run. */
export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const engine = currentEngine();
  const launch = { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebKit }[engine];
  return launch(options);
}

/**
 * Ends every SharedWorker of the browser as the system would, without any event; says how many there were. Needs
 * `puppeteer`; `killEngines` of a stage does without.
 */
export async function killSharedWorkers({ protocol }: Browser): Promise<number> {
  const workers = async () => {
    const { targetInfos } = await protocol.send('Target.getTargets', { filter: [{ type: 'shared_worker' }] });
    return targetInfos.map(({ targetId }) => targetId);
  };
  const killed = await workers();
  for (const targetId of killed) await protocol.send('Target.closeTarget', { targetId });
  await until(async () => !(await workers()).some((id) => killed.includes(id)), {
    what: 'the killed shared workers are gone',
  });
  return killed.length;
}
