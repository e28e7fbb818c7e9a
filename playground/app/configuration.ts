import type { Fixtures } from 'stigg-offline/fixtures';

export interface Configuration {
  readonly apiUrl: string;
  readonly fixtures: Fixtures;
}

/** What the server of this page knows of the API. */
export async function loadConfiguration(): Promise<Configuration> {
  const [{ apiUrl }, fixtures] = await Promise.all([
    load<{ apiUrl: string }>('/config.json'),
    load<Fixtures>('/fixtures.json'),
  ]);
  return { apiUrl, fixtures };
}

/** What a page fetches its service worker does not keep, so the page does it by itself. */
async function load<T>(path: string): Promise<T> {
  const item = `playground:${path}`;
  try {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const text = await response.text();
    localStorage.setItem(item, text);
    return JSON.parse(text) as T;
  } catch (error) {
    const kept = localStorage.getItem(item);
    if (kept === null) throw error;
    return JSON.parse(kept) as T;
  }
}
