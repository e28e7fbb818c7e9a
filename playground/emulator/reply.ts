import type { ServerResponse } from 'node:http';

/** An HTTP answer, complete, so that it can be sent later than it was made. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function htmlReply(status: number, title: string, headers: Record<string, string> = {}): Reply {
  const body = `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

/** Sends it, unless the client has left. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (!response.destroyed) response.writeHead(status, headers).end(body);
}
