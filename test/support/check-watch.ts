// A tab that asks a check all the time.
import type { Tab } from './tab.js';

declare global {
  interface Window {
    /** Every answer that was not the true one. */
    wrongAnswers: unknown[];
    /** How often the check was asked. */
    asked: number;
  }
}

/** Asks every few milliseconds for a feature that the customer of the tests has. */
export function watchChecks(tab: Tab): Promise<void> {
  return tab.evaluate(() => {
    window.wrongAnswers = [];
    window.asked = 0;
    setInterval(() => {
      window.asked++;
      const { hasAccess, isFallback } = window.stigg.getBooleanEntitlement({
        featureId: 'feature-audit-log',
      });
      if (!hasAccess || isFallback) window.wrongAnswers.push({ hasAccess, isFallback });
    }, 5);
  });
}
