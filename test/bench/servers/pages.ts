// The site: one page for each contestant, scripts that a browser may keep, as a product's site serves them.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { BEGAN } from '../profile/trace.js';
import { type Listening, listen } from './listening.js';

export const PAGES = ['empty', 'stigg', 'growthbook', 'configcat', 'floor'] as const;
export type PageName = (typeof PAGES)[number];

export interface Pages extends Listening {
  /** The scripts of all pages by their path, minified. */
  readonly scripts: Readonly<Record<string, string>>;
}

export async function startPages(): Promise<Pages> {
  const scripts = Object.assign({}, ...(await Promise.all(PAGES.map(bundle))));
  const { url, close } = await listen(async (request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '').slice(1);
    const name = PAGES.find((one) => path === one);
    if (name) {
      response
        .writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' })
        .end(documentOf(name));
      return;
    }
    const script = scripts[path] ?? engine(path);
    if (script === undefined) return void response.writeHead(404).end();
    response
      .writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' })
      .end(script);
  });
  return { url, close, scripts };
}

/** As an app's bundler does it: what is imported at once is in the page's script, what later in chunks of their own. */
async function bundle(name: PageName): Promise<Record<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [`test/bench/page/${name}.ts`],
    outdir: '/',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    alias: { 'stigg-offline': resolve('dist/index.js') },
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [path.replace(/^\//, ''), text]));
}

/** The engine's script, which the page's own names by its place beside it. */
function engine(path: string): string | undefined {
  return path === 'worker.js' ? readFileSync('dist/worker.js', 'utf8') : undefined;
}

function documentOf(name: PageName): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<script>performance.mark('${BEGAN}'); window.began = performance.now();</script>
<script type="module" src="/${name}.js"></script>
</head><body></body></html>`;
}
