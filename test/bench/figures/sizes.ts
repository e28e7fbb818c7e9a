import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import type { Pages } from '../servers/pages.js';

export interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly brotliBytes: number;
}

const PARTS = ['index', 'data-calls', 'offline', 'worker', 'engine', 'service-worker'];

/** What a page downloads: this package by file, the others with the few lines that the benchmark adds. */
export function measureSizes(pages: Pages): Size[] {
  const own = PARTS.map((part) => sizeOf(`dist/${part}.js`, readFileSync(`dist/${part}.js`, 'utf8')));
  const others = ['growthbook', 'configcat', 'floor'].map((name) =>
    sizeOf(name, pages.scripts[`${name}.js`] ?? ''),
  );
  return [...own, ...others];
}

function sizeOf(name: string, text: string): Size {
  return { name, bytes: Buffer.byteLength(text), brotliBytes: brotliCompressSync(text).length };
}
