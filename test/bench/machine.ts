import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  /** Of the minute before the run: much more than 0 means that others used the machine. */
  readonly loadBefore: number;
  readonly packages: Readonly<Record<string, string>>;
}

export function describeMachine(browser: string, loadBefore: number): Machine {
  const version = (folder: string) =>
    (JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string }).version;
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${release()}`,
    node: process.version,
    browser,
    loadBefore,
    packages: {
      'stigg-offline': version('.'),
      '@growthbook/growthbook': version('node_modules/@growthbook/growthbook'),
      'configcat-js': version('node_modules/configcat-js'),
    },
  };
}

export function currentLoad(): number {
  return loadavg()[0] ?? 0;
}
