// What every contestant looks like from outside, and the page it stands in.

export interface Settings {
  /** GraphQL at `${apiUrl}/graphql`. */
  readonly apiUrl: string;
  /** Features in the other contestants' own formats. */
  readonly featuresUrl: string;
  readonly customerId: string;
  readonly intervalMs: number;
  /** Where this package's engine runs. */
  readonly host: 'shared-worker' | 'worker' | 'page';
}

export interface Contestant {
  boolean(featureId: string): boolean;
  metered(featureId: string): boolean;
  /** Asks the server now; settles when the answer is in use. */
  refresh(): Promise<unknown>;
}

/** @param news to be called whenever an answer may have changed */
export type Start = (settings: Settings, news: () => void) => Contestant;

declare global {
  interface Window {
    /** `performance.now()` of the first script of the document. */
    began: number;
    /** Milliseconds from there to the first right answer. */
    answered: Promise<number>;
    contestant: Contestant;
    /** Milliseconds since the epoch at which the feature had the wanted answer first. */
    awaitAnswer(featureId: string, wanted: boolean): Promise<number>;
    /** What a tab is waiting for. */
    seen: Promise<number>;
    /** Checks the features in turn, and says how often access was granted. */
    check(kind: 'boolean' | 'metered', features: readonly string[], times: number): number;
    longTasks: number[];
  }
}

/** Granted in every load and variant. */
export const FIRST_FEATURE = 'feature-0';

export function stand(start: Start): void {
  const settings = JSON.parse(decodeURIComponent(location.search.slice(1))) as Settings;
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });

  const watches = new Set<() => void>();
  const news = () => {
    for (const watch of watches) watch();
  };
  const hold = (featureId: string, wanted: boolean, then: () => void) => {
    const look = () => {
      if (window.contestant.boolean(featureId) !== wanted) return;
      watches.delete(look);
      then();
    };
    watches.add(look);
    look();
  };
  window.contestant = start(settings, () => window.contestant && news());
  window.awaitAnswer = (featureId, wanted) =>
    new Promise((resolve) => hold(featureId, wanted, () => resolve(Date.now())));
  window.check = (kind, features, times) => {
    const { contestant } = window;
    let granted = 0;
    for (let done = 0, at = 0; done < times; done++) {
      if (contestant[kind](features[at] as string)) granted++;
      if (++at === features.length) at = 0;
    }
    return granted;
  };
  window.answered = new Promise((resolve) => {
    hold(FIRST_FEATURE, true, () => resolve(performance.now() - window.began));
  });
}
