// Bundles a program of this folder's neighbourhood for Node and runs it: node test/bench/run.mjs <entry.ts> [arguments]
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const [entry, ...rest] = process.argv.slice(2);
if (!entry) throw new Error('usage: node test/bench/run.mjs <entry.ts> [arguments]');
const folder = '.cache/bench';
mkdirSync(folder, { recursive: true });
const outfile = join(folder, `${entry.replaceAll(/[^a-z]+/g, '-')}.mjs`);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  alias: { 'stigg-offline/fixtures': './src/fixtures.ts' },
  loader: { '.graphql': 'text' },
  logLevel: 'warning',
});
// The emulator looks for it beside itself.
copyFileSync('playground/emulator/fixtures.json', join(folder, 'fixtures.json'));
const { status, signal } = spawnSync(process.execPath, [outfile, ...rest], { stdio: 'inherit' });
if (signal) console.error(`ended by ${signal}`);
process.exitCode = status ?? 1;
