// The package as another release would have built it: what is served of it has another build id and, if asked for, another
// format of what is stored.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';
import type { Site } from './site.js';

export interface OtherBuild {
  /** Eight hexadecimal digits. */
  readonly build: string;
  /** The format of the snapshots. Default: the present one. */
  readonly format?: number;
}

const FOLDER = '/stigg-offline/';

/** Deploys another build on a site; pages that are loaded from now on get that one. */
export async function deploy(site: Site, { build, format }: OtherBuild): Promise<void> {
  const present = /"([0-9a-f]{8})"/.exec(read('service-worker.js'))?.[1];
  if (!present) throw new Error('the build id was not found in dist/service-worker.js');
  for (const file of scripts()) {
    site.serve(FOLDER + file, { body: read(file).replaceAll(present, build), type: 'text/javascript' });
  }
  if (format === undefined) return;
  for (const [file, body] of await scriptsOf(build, format))
    site.serve(FOLDER + file, { body, type: 'text/javascript' });
}

/** Back to what lies in dist. */
export function withdraw(site: Site): void {
  for (const file of scripts()) site.withdraw(FOLDER + file);
}

/** Page and engine from their sources, each in one file. */
async function scriptsOf(build: string, format: number): Promise<[file: string, body: string][]> {
  const otherFormat: Plugin = {
    name: 'other-format',
    setup: ({ onLoad }) => {
      onLoad({ filter: /core\/snapshot\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const contents = source.replace(/SNAPSHOT_FORMAT = \d+/, `SNAPSHOT_FORMAT = ${format}`);
        if (contents === source) throw new Error('the format was not found in core/snapshot.ts');
        return { contents, loader: 'ts' };
      });
    },
  };
  const { outputFiles } = await bundle({
    entryPoints: { index: 'src/index.ts', worker: 'worker/main.ts' },
    outdir: '/',
    bundle: true,
    format: 'esm',
    write: false,
    define: { __BUILD__: JSON.stringify(build) },
    alias: { graphql: './worker/operation-header.ts' },
    plugins: [otherFormat],
  });
  return outputFiles.map(({ path, text }) => [basename(path), text]);
}

function scripts(): string[] {
  return readdirSync('dist').filter((name) => name.endsWith('.js'));
}

function read(file: string): string {
  return readFileSync(`dist/${file}`, 'utf8');
}
