import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The program, or undefined when no Chromium is on this machine. */
export function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    // A wrong explicit choice must not fall back in silence to another browser.
    if (!isProgram(chosen)) throw new Error(`CHROMIUM_PATH is not a program: ${chosen}`);
    return chosen;
  }
  return [...usualPlaces, ...playwrightDownloads()].find(isProgram);
}

/** Finds Chromium, or installs it when there is none; the answer is the program. */
export function installChromium(): string {
  const present = findChromium();
  if (present) return present;

  const failures: string[] = [];
  for (const way of [isDebianRoot() ? installByApt : undefined, installByPlaywright]) {
    if (!way) continue;
    try {
      way();
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    [
      'The browser tests need Chromium and it could not be installed.',
      'By hand: `sudo apt-get install chromium` (Debian), or `npx playwright@1 install --with-deps chromium`,',
      'or install any Chrome and set CHROMIUM_PATH to its program.',
      ...failures.map((failure) => `  ${failure}`),
    ].join('\n'),
  );
}

function installByApt(): void {
  console.log('Installing Chromium with apt-get ...');
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
}

function installByPlaywright(): void {
  console.log('Downloading Chromium with Playwright ...');
  run('npx', ['--yes', 'playwright@1', 'install', 'chromium']);
}

/** Hundreds of lines of apt would bury the test results, so they are only shown when the command fails. */
function run(command: string, args: string[]): void {
  try {
    execFileSync(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 10 * 60_000,
    });
  } catch (error) {
    // A command that is not there has no output at all.
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr ?? '').trim() : '';
    const tail = output.split('\n').slice(-5).join('\n    ');
    throw new Error(`\`${command} ${args.join(' ')}\` failed: ${tail || error}`);
  }
}

function isDebianRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
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
