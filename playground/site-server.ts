import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, resolve, sep } from 'node:path';

export interface SiteOptions {
  port: number;
  /** Folders to serve, by the path they are served under; the first that fits is taken. */
  folders: Record<string, string>;
  /** Single files, by path. */
  files: Record<string, string>;
  /** Values served as JSON, by path. */
  documents: Record<string, unknown>;
  /** The Content Security Policy of every answer. */
  policy: string;
}

export interface Site {
  /** Without a slash at the end. */
  url: string;
  port: number;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Starts a server of static files on the loopback interface.
 *
 * @throws the error of `listen`, with its `code`, such as EADDRINUSE
 */
export async function startSite({ port, folders, files, documents, policy }: SiteOptions): Promise<Site> {
  const server = createServer(async ({ method = 'GET', url = '/' }, response) => {
    response.setHeader('cache-control', 'no-cache');
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-security-policy', policy);
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const path = pathOf(url);
    if (path !== null && Object.hasOwn(documents, path)) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(documents[path]));
      return;
    }
    const file = path === null ? null : locate(path, folders, files);
    const content = file === null ? null : await readFile(file).catch(() => null);
    if (file === null || content === null) {
      response
        .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
        .end('There is no such page.\n');
      return;
    }
    response
      .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
      .end(content);
  });
  await new Promise<void>((listening, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', listening);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://localhost:${bound}`,
    port: bound,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** Decoded, without the query; `null` if it cannot name a file. */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*/, ''));
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

/** The file that a path names, never one outside the folders. */
function locate(path: string, folders: SiteOptions['folders'], files: SiteOptions['files']): string | null {
  if (Object.hasOwn(files, path)) return files[path] ?? null;
  for (const [prefix, folder] of Object.entries(folders)) {
    if (!path.startsWith(prefix)) continue;
    const root = resolve(folder);
    const file = resolve(root, `.${sep}${path.slice(prefix.length) || 'index.html'}`);
    return file.startsWith(root + sep) ? file : null;
  }
  return null;
}
