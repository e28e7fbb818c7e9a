import type { Fixtures } from 'stigg-offline/fixtures';
import type { Address } from './address.js';

export interface Configuration {
  readonly apiUrl: string;
  readonly fixtures: Fixtures;
}

/** What the server of this page knows of the API. */
export async function loadConfiguration({ api }: Address): Promise<Configuration> {
  const [{ apiUrl }, fixtures] = await Promise.all([
    load<{ apiUrl: string }>('/config.json'),
    load<Fixtures>('/fixtures.json'),
  ]);
  return { apiUrl: api ?? apiUrl, fixtures };
}

async function load<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}
