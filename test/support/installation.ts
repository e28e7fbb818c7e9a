// Brings the browsers onto the machine that are not there.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { ENGINE_NAMES, type Engine } from './engine-limits.js';
import { findPrograms, type Programs } from './programs.js';

const PACKAGES: Readonly<Record<Engine, readonly string[]>> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** What a person can do where the tests could not help themselves. */
const BY_HAND: Readonly<Record<Engine, string>> = {
  chromium:
    '`sudo apt-get install chromium` (Debian), or `npx playwright@1 install --with-deps chromium`, or any Chrome and CHROMIUM_PATH',
  firefox: '`sudo apt-get install firefox-esr` (Debian), or any Firefox and FIREFOX_PATH',
  webkit: '`sudo apt-get install webkit2gtk-driver xvfb` (Debian)',
};

/** Installs what is missing, all in one go. An engine that stays missing makes its own tests fail, and no others. */
export function installMissing(engines: readonly Engine[]): void {
  const missing = () => engines.filter((engine) => !findPrograms(engine));
  const ways = [
    isDebianRoot() ? () => installByApt(missing()) : undefined,
    () => downloadChromium(missing()),
  ];
  for (const way of ways) {
    if (!way || missing().length === 0) continue;
    try {
      way();
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error));
    }
  }
}

/** @throws Error that says what to do by hand, if a program of the engine is missing */
export function programsOf(engine: Engine): Programs {
  const programs = findPrograms(engine);
  if (programs) return programs;
  throw new Error(
    `${ENGINE_NAMES[engine]} is missing, and could not be installed. By hand: ${BY_HAND[engine]}.`,
  );
}

function installByApt(engines: readonly Engine[]): void {
  console.log(`Installing ${engines.map((engine) => ENGINE_NAMES[engine]).join(', ')} with apt-get ...`);
  const packages = engines.flatMap((engine) => PACKAGES[engine]);
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages]);
}

function downloadChromium(engines: readonly Engine[]): void {
  if (!engines.includes('chromium')) return;
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
