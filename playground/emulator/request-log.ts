import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from './operation.js';

export interface LoggedRequest {
  /** ISO, real time, whatever the emulator's clock says. */
  time: string;
  /** Of those that came in one body, as a list: the same number, counted from 1. Absent: it came alone. */
  batch?: number;
  operationName: string | null;
  variables: unknown;
  /** Names in lower case; of a secret only that it was there. */
  headers: Record<string, string>;
  /** HTTP status of the answer; null while there is none, 0 if the connection was dropped instead. */
  status: number | null;
}

export interface RequestLog {
  /** Adds one entry for each operation of a request; the result sets their status. */
  arrived(
    operations: readonly Operation[],
    headers: IncomingHttpHeaders,
    isBatch: boolean,
  ): (status: number) => void;
  entries(): readonly LoggedRequest[];
  clear(): void;
}

const SECRET = new Set(['x-api-key', 'x-customer-key', 'authorization', 'cookie']);
/** A playground left open polls for days. */
const MOST_ENTRIES = 10_000;

export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  let batches = 0;
  return {
    arrived(operations, headers, isBatch) {
      if (isBatch) batches++;
      const time = new Date().toISOString();
      const added = operations.map(({ operationName, variables }) => ({
        time,
        ...(isBatch && { batch: batches }),
        operationName,
        variables,
        headers: withoutSecrets(headers),
        status: null as number | null,
      }));
      entries = [...entries, ...added].slice(-MOST_ENTRIES);
      return (status) => {
        for (const entry of added) entry.status = status;
      };
    },
    entries: () => entries,
    clear() {
      entries = [];
      batches = 0;
    },
  };
}

function withoutSecrets(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET.has(name) ? 'present' : String(value)]),
  );
}
