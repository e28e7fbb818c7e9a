import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';

export interface Answer {
  readonly body: string | Uint8Array;
  /** `text/html` without it. */
  readonly type?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SiteOptions {
  /** 0 (the default) takes a free port. */
  readonly port?: number;
  /** URL prefix to folder, in addition to `/stigg-offline/` → `dist`. Prefixes end with a slash. */
  readonly root?: Readonly<Record<string, string>>;
  /** On every answer, e.g. a Content-Security-Policy. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Site {
  /** `http://localhost:PORT`: a secure context although it is plain http. */
  readonly origin: string;
  readonly port: number;
  /** Path and method of every request, in order. */
  readonly requests: readonly string[];
  /** A page, script or handler at an exact path; wins over files and over the default page. */
  serve(path: string, answer: Answer | ((request: IncomingMessage) => Answer | Promise<Answer>)): void;
  /** Undoes `serve`: what lies in the folders is there again. */
  withdraw(path: string): void;
  /** Undoes every `serve`. */
  reset(): void;
  /** Again on the same port, so that the origin and its storage are the same. */
  start(): Promise<void>;
  /** Cuts every open connection: for page, worker and service worker alike the network is gone. */
  stop(): Promise<void>;
}

declare global {
  interface Window {
    /** True once the modules of the default page have run. */
    ready?: boolean;
    /** `import()` for functions given to `evaluate`, whose own `import()` vitest rewrites. */
    load(name: 'stigg-offline'): Promise<typeof import('stigg-offline')>;
    load(name: 'stigg-offline/devtools'): Promise<typeof import('stigg-offline/devtools')>;
    load(name: 'stigg-offline/fixtures'): Promise<typeof import('stigg-offline/fixtures')>;
    load(name: string): Promise<unknown>;
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

export const defaultPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>stigg-offline test</title>
<script type="importmap">
{ "imports": { "stigg-offline": "/stigg-offline/index.js", "stigg-offline/devtools": "/stigg-offline/devtools.js", "stigg-offline/fixtures": "/stigg-offline/fixtures.js" } }
</script>
<script type="module">
window.load = (name) => import(name);
window.ready = true;
</script>
</head>
<body></body>
</html>
`;

export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const folders = Object.entries({ '/stigg-offline/': 'dist', ...options.root });
  const served = new Map<string, Answer | ((request: IncomingMessage) => Answer | Promise<Answer>)>();
  const reset = () => {
    served.clear();
    served.set('/', { body: defaultPage });
  };
  reset();
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = options.port ?? 0;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    requests.push(`${request.method} ${pathname}`);
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    // Not `no-store`: Firefox and WebKit keep no such page in the back-forward cache.
    response.setHeader('Cache-Control', 'no-cache');
    // Chromium resends a request whose reused connection died; without reuse one fetch is one request.
    response.setHeader('Connection', 'close');

    const own = served.get(pathname);
    if (own) {
      const { body, type, status, headers } = typeof own === 'function' ? await own(request) : own;
      response.writeHead(status ?? 200, { 'Content-Type': type ?? contentTypes['.html'], ...headers });
      response.end(body);
      return;
    }
    const file = fileOf(folders, pathname);
    if (!file) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end(`not here: ${pathname}`);
      return;
    }
    response.writeHead(200, { 'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  };

  const start = async () => {
    if (server) throw new Error('the site is already running');
    const created = createServer((request, response) => {
      answer(request, response).catch((error) => {
        if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
        response.end(String(error));
      });
    });
    created.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((done, fail) => {
      created.once('error', fail);
      created.listen(port, '127.0.0.1', done);
    });
    port = (created.address() as AddressInfo).port;
    server = created;
  };

  await start();
  return {
    get origin() {
      return `http://localhost:${port}`;
    },
    get port() {
      return port;
    },
    requests,
    serve: (path, what) => void served.set(path, what),
    withdraw: (path) => void served.delete(path),
    reset,
    start,
    stop: async () => {
      const running = server;
      server = undefined;
      if (!running) return;
      const closed = new Promise((done) => running.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The file of a path, or undefined when there is none or when the path climbs out of its folder. */
function fileOf(folders: readonly (readonly [string, string])[], pathname: string): string | undefined {
  for (const [prefix, folder] of folders) {
    if (!pathname.startsWith(prefix)) continue;
    const base = resolve(folder);
    const file = join(base, decoded(pathname.slice(prefix.length)));
    if (!file.startsWith(base + sep)) continue;
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  }
  return undefined;
}

/** A NUL byte or half an escape cannot be part of a file name; both would throw in `fs` and in `decodeURIComponent`. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path).replaceAll('\0', '');
  } catch {
    return '';
  }
}
