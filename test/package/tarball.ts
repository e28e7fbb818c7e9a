import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

export interface Tarball {
  /** A folder that has the unpacked package, and nothing else, in its node_modules: an app that installed it. */
  readonly consumer: string;
  readonly package: string;
  /** What a registry would hold, for package managers. */
  readonly archive: string;
  /** Relative to the package, with slashes. */
  readonly files: readonly string[];
  remove(): void;
}

/** Packs the repository as `npm publish` would, and installs the result into a new folder. */
export function packTarball(): Tarball {
  const root = mkdtempSync(join(tmpdir(), 'stigg-offline-pack-'));
  const consumer = join(root, 'consumer');
  const installed = join(consumer, 'node_modules/stigg-offline');
  mkdirSync(installed, { recursive: true });

  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['pack', '--silent', '--ignore-scripts', '--pack-destination', root], { stdio: 'pipe' });
  const name = readdirSync(root).find((entry) => entry.endsWith('.tgz'));
  if (!name) throw new Error('npm pack made no tarball');
  const archive = join(root, name);
  execFileSync('tar', ['-xzf', archive, '-C', installed, '--strip-components', '1']);

  return {
    consumer,
    package: installed,
    archive,
    files: filesBelow(installed).map((file) => relative(installed, file).split(sep).join('/')),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
