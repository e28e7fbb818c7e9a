// The browser engines that the tests run in, and what each of them cannot do for a test.

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof ENGINES)[number];

export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKitGTK',
};

const noProtocol = 'the test is written against Chromium’s protocol, by which it types, chooses and looks in';
const windows = 'each tab of a test is a window of its own there, so none is hidden by another';
const loneHost = 'its driver cannot lead a host name of the test’s own to this machine';

const noProfile = 'an automated MiniBrowser keeps no profile: a restart begins empty';

const noTime = 'it tells nothing of the engine that other tests do not, and takes its time';

/** Capability → the engines that lack it → why. A test that needs one is declared by `needing`. */
export const LIMITS = {
  puppeteer: { firefox: noProtocol, webkit: noProtocol },
  killTab: {
    firefox: 'WebDriver BiDi does not say in which process a tab runs',
    webkit: 'WebKitWebDriver ends the whole session with the first web process that is killed',
  },
  hideTab: { firefox: windows, webkit: windows },
  restoreWithLock: {
    firefox:
      'it keeps no page that has held a Web Lock in its back-forward cache, so there is none to restore',
  },
  keepProfile: { webkit: noProfile },
  readProfile: {
    firefox: 'it compresses what it stores, and a scan of its files does not find what is planted',
    webkit: noProfile,
  },
  private: { webkit: 'every session of an automated MiniBrowser is a private one, so all tests run in such' },
  spareTime: { firefox: noTime, webkit: noTime },
  mapHost: { firefox: loneHost, webkit: loneHost },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<Engine, string>>>>>;

export type Capability = keyof typeof LIMITS;

/** Files all of whose tests need a capability: they are not even loaded where it lacks. */
export const WHOLE_FILES: Readonly<Record<string, Capability>> = {
  'test/browser/at-rest.test.ts': 'readProfile',
  'test/browser/plain-http.test.ts': 'mapHost',
  'test/browser/playground-offline.test.ts': 'puppeteer',
  'test/browser/playground-portal.test.ts': 'puppeteer',
  'test/browser/playground-pricing.test.ts': 'puppeteer',
  'test/browser/playground.test.ts': 'puppeteer',
  'test/browser/private-windows.test.ts': 'private',
  'test/browser/strict-mode.test.ts': 'spareTime',
  'test/browser/visibility.test.ts': 'puppeteer',
  'test/support/browser-processes.test.ts': 'killTab',
};

/** Why an engine lacks one of the capabilities; undefined where it has them all. */
export function limitOf(engine: Engine, capabilities: readonly Capability[]): string | undefined {
  const lacked = capabilities.map((name) => (LIMITS[name] as Partial<Record<Engine, string>>)[engine]);
  return lacked.find((reason) => reason !== undefined);
}

/** The files that an engine does not load, each with the reason. */
export function filesNotIn(engine: Engine): { readonly file: string; readonly reason: string }[] {
  return Object.entries(WHOLE_FILES).flatMap(([file, capability]) => {
    const reason = limitOf(engine, [capability]);
    return reason === undefined ? [] : [{ file, reason }];
  });
}

/** The engine of this test run: the project of vitest names it. */
export function currentEngine(): Engine {
  const engine = ENGINES.find((one) => one === process.env.BROWSER_ENGINE);
  if (!engine) throw new Error('browser tests run in one of the projects chromium, firefox and webkit');
  return engine;
}

/** What stands in an adapter for a thing that its engine cannot do. */
export function lacking(engine: Engine, what: string): Error {
  return new Error(`${what}: not in ${engine}; declare the test by \`needing\``);
}
