// The lock file, read once.
import { readFileSync } from 'node:fs';

export interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  /** Only of the first entry, which is this package. */
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
};

export const { lockfileVersion } = lock;
export const self = lock.packages[''];
/** By the folder they are installed in. */
export const locked = Object.entries(lock.packages).filter(([folder]) => folder !== '');
export const nameOf = (folder: string): string => folder.replace(/^.*node_modules\//, '');
