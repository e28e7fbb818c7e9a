// A tab with a client in it, as `window.stigg`.
import type { StiggClient, StiggEvents, StiggOptions } from 'stigg-offline';
import type { Tab } from './browser.js';

declare global {
  interface Window {
    stigg: StiggClient;
    /** What was heard of `entitlementsUpdated`, the changed features of each. */
    heard: (readonly string[])[];
    signOuts: string[];
    unhandled: string[];
    refreshes: number;
  }
}

/** Options that cross into the page as JSON. */
export type PlainOptions = Omit<StiggOptions, 'customerToken' | 'workerUrl'> & {
  readonly customerToken?: string;
  readonly workerUrl?: string;
};

/** Makes the client of a tab that has none yet, for instance after a reload. */
export function makeClient(tab: Tab, options: PlainOptions): Promise<void> {
  return tab.evaluate(async (given) => {
    window.unhandled = [];
    addEventListener('unhandledrejection', ({ reason }) => window.unhandled.push(String(reason)));
    const { default: Stigg } = await window.load('stigg-offline');
    const stigg = Stigg.initialize(given);
    window.stigg = stigg;
    window.heard = [];
    window.signOuts = [];
    stigg.addListener('entitlementsUpdated', ({ changed }: StiggEvents['entitlementsUpdated']) => {
      window.heard.push(changed);
    });
    stigg.addListener('signedOut', ({ customerId }) => window.signOuts.push(customerId));
  }, options);
}

/** Waits until the client is ready. Gives the code of the failure otherwise. */
export function initialized(tab: Tab): Promise<string> {
  return tab.evaluate(() =>
    window.stigg.waitForInitialization().then(
      () => 'ready',
      (error) => (error as { code: string }).code,
    ),
  );
}

export function hasAccess(tab: Tab, featureId: string): Promise<boolean> {
  return tab.evaluate((id) => window.stigg.getBooleanEntitlement({ featureId: id }).hasAccess, featureId);
}

/** The names of the texts in localStorage from which the next page would answer at once. */
export function copiesOn(tab: Tab): Promise<string[]> {
  return tab.evaluate(() => Object.keys(localStorage).filter((name) => /:copy:.*:text$/.test(name)));
}

export function statusOf(tab: Tab) {
  return tab.evaluate(() => {
    const { error, ...status } = window.stigg.status;
    return { ...status, code: error?.code };
  });
}

/** How many refreshes the tab has seen: how often the age began anew. */
export function countRefreshes(tab: Tab): Promise<void> {
  return tab.evaluate(() => {
    window.refreshes = 0;
    let last = Number.POSITIVE_INFINITY;
    const look = () => {
      const age = window.stigg.status.ageMs ?? Number.POSITIVE_INFINITY;
      if (age < last) window.refreshes++;
      last = age;
    };
    // Far more often than there are refreshes, so that none is missed.
    setInterval(look, 20);
  });
}

export function refreshesOf(tab: Tab): Promise<number> {
  return tab.evaluate(() => window.refreshes);
}
