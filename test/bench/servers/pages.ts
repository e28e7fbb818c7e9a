// The site: one page for each contestant, scripts that a browser may keep, as a product's site serves them.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { type Listening, listen } from './listening.js';

export const PAGES = ['empty', 'stigg', 'growthbook', 'configcat', 'floor'] as const;
export type PageName = (typeof PAGES)[number];

export interface Pages extends Listening {
  /** The script of each page, minified, without this package, which is served as it is built. */
  readonly scripts: Readonly<Record<string, string>>;
}

export async function startPages(): Promise<Pages> {
  const { outputFiles } = await build({
    entryPoints: PAGES.map((name) => `test/bench/page/${name}.ts`),
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['stigg-offline'],
  });
  const scripts = Object.fromEntries(outputFiles.map(({ path, text }) => [path.replace(/^\//, ''), text]));
  const { url, close } = await listen(async (request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '').slice(1);
    const name = PAGES.find((one) => path === one);
    if (name) {
      response
        .writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' })
        .end(documentOf(name));
      return;
    }
    const script = scripts[path] ?? packaged(path);
    if (script === undefined) return void response.writeHead(404).end();
    response
      .writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' })
      .end(script);
  });
  return { url, close, scripts };
}

function packaged(path: string): string | undefined {
  const file = /^stigg-offline\/([a-z-]+\.js)$/.exec(path)?.[1];
  return file && readFileSync(`dist/${file}`, 'utf8');
}

function documentOf(name: PageName): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<script>window.began = performance.now();</script>
<script type="importmap">{ "imports": { "stigg-offline": "/stigg-offline/index.js" } }</script>
<script type="module" src="/${name}.js"></script>
</head><body></body></html>`;
}
