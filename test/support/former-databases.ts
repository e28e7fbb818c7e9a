// Databases as earlier commits wrote them: test/vectors/stored-records.json.
import { readFileSync } from 'node:fs';
import { sessionKey } from '../../src/session-key.js';
import { API_KEY } from './api.js';

export interface FormerDatabase {
  readonly commit: string;
  readonly what: string;
  readonly version: number;
  /** Records by key, of each table. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What was in localStorage. */
  readonly items: Readonly<Record<string, string>>;
}

interface Written extends FormerDatabase {
  readonly madeAt: number;
}

const DAY_MS = 86_400_000;
const { databases } = JSON.parse(
  readFileSync(new URL('../vectors/stored-records.json', import.meta.url), 'utf8'),
) as { readonly databases: readonly Written[] };

/** Which there are. */
export const FORMER = databases.map(({ commit, what }) => ({ commit, what }));

/**
 * One of them, as if it had been written just now, for the customers of an API of these tests.
 *
 * @param now the time when that is, in milliseconds since the epoch
 */
export function formerDatabase(wanted: string, baseUri: string, now = Date.now()): FormerDatabase {
  const found = databases.find(({ commit }) => commit === wanted);
  if (!found) throw new Error(`no database of commit ${wanted}`);
  const keyOf = (customerId: string) =>
    sessionKey({ baseUri, apiKey: API_KEY, customerId, resourceId: null });
  const text = JSON.stringify(found)
    .replaceAll('<customer>', keyOf('customer-acme'))
    .replaceAll('<other>', keyOf('customer-globex'))
    .replaceAll('<api>', baseUri)
    // Times, wherever they stand: in numbers, in texts, in the ids of checks.
    .replace(/(?<![1-9])1\d{12}(?!\d)/g, (time) =>
      Math.abs(Number(time) - found.madeAt) < DAY_MS ? String(Number(time) - found.madeAt + now) : time,
    );
  return JSON.parse(text) as FormerDatabase;
}
