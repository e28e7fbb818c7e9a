// Where the browsers are on this machine.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine-limits.js';

export interface Programs {
  readonly browser: string;
  /** WebKitGTK only: the program that drives the browser, and the display that it cannot do without. */
  readonly driver?: string;
  readonly display?: string;
}

const CHROMIUMS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const FIREFOXES = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** What the engine needs, or undefined when something of it is not on this machine. */
export function findPrograms(engine: Engine): Programs | undefined {
  if (engine === 'webkit') {
    const browser = miniBrowsers().find(isProgram);
    const driver = ['/usr/bin/WebKitWebDriver'].find(isProgram);
    const display = ['/usr/bin/Xvfb'].find(isProgram);
    return browser && driver && display ? { browser, driver, display } : undefined;
  }
  const variable = engine === 'chromium' ? 'CHROMIUM_PATH' : 'FIREFOX_PATH';
  const chosen = process.env[variable];
  if (chosen) {
    // A wrong explicit choice must not fall back in silence to another browser.
    if (!isProgram(chosen)) throw new Error(`${variable} is not a program: ${chosen}`);
    return { browser: chosen };
  }
  const places = engine === 'chromium' ? [...CHROMIUMS, ...playwrightDownloads()] : FIREFOXES;
  const browser = places.find(isProgram);
  return browser ? { browser } : undefined;
}

function miniBrowsers(): string[] {
  const libraries = '/usr/lib';
  if (!existsSync(libraries)) return [];
  return readdirSync(libraries)
    .filter((folder) => folder.includes('-linux-'))
    .flatMap((folder) =>
      ['4.1', '4.0'].map((api) => join(libraries, folder, `webkit2gtk-${api}/MiniBrowser`)),
    );
}

function playwrightDownloads(): string[] {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ];
  const layouts = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ];
  return caches
    .filter((cache) => cache !== undefined)
    .filter((cache) => existsSync(cache))
    .flatMap((cache) => newestFirst(cache).map((folder) => join(cache, folder)))
    .flatMap((folder) => layouts.map((layout) => join(folder, layout)));
}

function newestFirst(cache: string): string[] {
  const revision = (folder: string) => Number(folder.slice('chromium-'.length));
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => revision(b) - revision(a));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
