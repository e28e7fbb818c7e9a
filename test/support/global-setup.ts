import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installChromium } from './chromium.js';

/** What the browser tests need before the first one: a Chromium and a built package. */
export default function setUp(): void {
  installChromium();
  if (!existsSync('dist/index.js')) {
    execFileSync(process.execPath, ['build.mjs', '--quiet'], { stdio: 'inherit' });
  }
}
