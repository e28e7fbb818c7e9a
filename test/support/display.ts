// A screen that nobody looks at, for a browser that cannot do without.
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { endWithUs, killGroup } from './process-group.js';
import { until } from './until.js';

export interface Display {
  /** For the environment variable `DISPLAY`. */
  readonly name: string;
  stop(): Promise<void>;
}

export async function startDisplay(program: string): Promise<Display> {
  // It takes a free number by itself and says which as soon as it is ready.
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let number = '';
  let failure = '';
  child.on('error', (error) => {
    failure += error.message;
  });
  child.stderr?.on('data', (chunk) => {
    failure += chunk;
  });
  (child.stdio[3] as Readable).on('data', (chunk) => {
    number += chunk;
  });
  const { pid } = child;
  const forget = pid === undefined ? () => {} : endWithUs(pid);
  const stop = async () => {
    if (pid !== undefined) await killGroup(pid);
    forget();
  };
  try {
    await until(() => number.includes('\n'), { what: 'the display is ready', timeoutMs: 30_000 });
  } catch (error) {
    await stop();
    throw new Error(`Xvfb: ${failure.trim() || error}`);
  }
  return { name: `:${number.trim()}`, stop };
}
