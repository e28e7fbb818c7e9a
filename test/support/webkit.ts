// WebKitGTK: its small browser under WebKitWebDriver, on a display of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { Browser, LaunchOptions } from './browser.js';
import { startDisplay } from './display.js';
import { lacking } from './engine-limits.js';
import { programsOf } from './installation.js';
import { endWithUs, killGroup } from './process-group.js';
import { until } from './until.js';
import { startSession, type WebDriverSession } from './webdriver.js';
import { openWebKitTab } from './webkit-tab.js';

export async function launchWebKit({ userDataDir, private: isPrivate }: LaunchOptions): Promise<Browser> {
  if (isPrivate) throw lacking('webkit', 'private');
  if (userDataDir !== undefined) throw lacking('webkit', 'userDataDir');
  const programs = programsOf('webkit');
  const display = await startDisplay(programs.display ?? '');
  let started: Started;
  try {
    started = await startDriver(programs.driver ?? '', programs.browser, display.name);
  } catch (error) {
    await display.stop();
    throw error;
  }
  const { session, end } = started;
  const kill = async () => {
    await end();
    await display.stop();
  };

  return {
    engine: 'webkit',
    get puppeteer(): never {
      throw lacking('webkit', 'puppeteer');
    },
    get protocol(): never {
      throw lacking('webkit', 'protocol');
    },
    processes: () => Promise.reject(lacking('webkit', 'processes')),
    newTab: (url) => openWebKitTab(session, url),
    close: async () => {
      await session.quit().catch(() => {});
      await kill();
    },
    kill,
  };
}

interface Started {
  readonly session: WebDriverSession;
  /** Ends the driver, and with it the browser. */
  end(): Promise<void>;
}

/** A driver and its one session. Another program may take the port that was free, so it is tried again. */
async function startDriver(driver: string, browser: string, display: string): Promise<Started> {
  let failure: unknown;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const port = await freePort();
    const child = spawn(driver, [`--port=${port}`], {
      // A group of its own: browser and web processes end with it.
      detached: true,
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: display,
        // There is no sandbox for root, and nobody looks at the screen.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      },
    });
    const pid = await pidOf(child);
    const forget = endWithUs(pid);
    const end = async () => {
      await killGroup(pid);
      forget();
    };
    try {
      const url = `http://127.0.0.1:${port}`;
      await until(async () => (await fetch(`${url}/status`)).ok, {
        what: 'WebKitWebDriver listens',
        timeoutMs: 30_000,
      });
      const session = await startSession(url, {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
      });
      return { session, end };
    } catch (error) {
      failure = error;
      await end();
    }
  }
  throw failure;
}

function pidOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('spawn', () => done(child.pid ?? 0));
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
