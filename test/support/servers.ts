// The API and the site of a test file that starts its browsers by itself.
import { afterAll, beforeAll } from 'vitest';
import { type Api, startApi } from './api.js';
import { type Site, startSite } from './site.js';

export interface Servers {
  readonly api: Api;
  readonly site: Site;
}

export function setServers(): Servers {
  let api: Api;
  let site: Site;
  beforeAll(async () => {
    api = await startApi();
    site = await startSite();
  });
  afterAll(async () => {
    await site?.stop();
    await api?.close();
  });
  return {
    get api() {
      return api;
    },
    get site() {
      return site;
    },
  };
}
