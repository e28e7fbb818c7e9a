import type { PageName } from './servers/pages.js';

/** Who is measured, by the name that stands in the results. */
export const CONTESTANTS = ['shared-worker', 'worker', 'page', 'growthbook', 'configcat', 'floor'] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** The hosts of this package. */
export const HOSTS: readonly ContestantName[] = ['shared-worker', 'worker', 'page'];

export const TITLES: Readonly<Record<ContestantName, string>> = {
  'shared-worker': 'this package, shared worker',
  worker: 'this package, dedicated worker',
  page: 'this package, in the page',
  growthbook: 'GrowthBook',
  configcat: 'ConfigCat',
  floor: 'floor: a fetch and a Map',
};

/** Milliseconds between refreshes: the shortest that ConfigCat takes. This package takes shorter ones, so that more are counted in the same time. */
export function shortestIntervalMs(contestant: ContestantName): number {
  return HOSTS.includes(contestant) ? 500 : 1000;
}

export function pageOf(contestant: ContestantName): PageName {
  if (contestant === 'growthbook' || contestant === 'configcat' || contestant === 'floor') return contestant;
  return 'stigg';
}
