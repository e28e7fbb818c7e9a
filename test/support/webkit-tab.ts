import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { lacking } from './engine-limits.js';
import type { Tab } from './tab.js';
import type { WebDriverSession } from './webdriver.js';

export async function openWebKitTab(session: WebDriverSession, url: string | undefined): Promise<Tab> {
  // A window of its own: what a tab in front hides has its timers throttled.
  const { handle } = await session.command<{ handle: string }>(session.firstWindow, 'POST', '/window/new', {
    type: 'window',
  });
  const command = <T = null>(method: string, path: string, body?: object) =>
    session.command<T>(handle, method, path, body);
  const goto = (to: string) => command<void>('POST', '/url', { url: to });
  let asked = 0;

  /**
   * A script keeps the whole session waiting until it has ended, and the test may want to do something in another tab
   * meanwhile. So the function is only started; what became of it is asked for.
   */
  async function evaluate(given: string | (() => unknown), ...args: unknown[]): Promise<unknown> {
    asked += 1;
    const id = asked;
    const expression = typeof given === 'string' ? `() => (${given})` : String(given);
    // `undefined` does not cross as JSON, but an empty list does.
    const sent = args.map((arg) => (arg === undefined ? [] : [arg]));
    const start = START.replace('FUNCTION', () => expression);
    let text = await command<string | null>('POST', '/execute/async', { script: start, args: [id, sent] });
    for (let waitMs = 5; text === null; waitMs = Math.min(2 * waitMs, 100)) {
      await sleep(waitMs);
      text = await command<string | null>('POST', '/execute/sync', { script: ASK, args: [id] });
    }
    const outcome = JSON.parse(text) as { value?: unknown; error?: string };
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value;
  }

  if (url !== undefined) await goto(url);
  return {
    evaluate: evaluate as unknown as Page['evaluate'],
    goto,
    reload: () => command<void>('POST', '/refresh'),
    goBack: async () => {
      const from = await command<string>('GET', '/url');
      await command('POST', '/execute/sync', { script: 'setTimeout(() => history.back())', args: [] });
      // A script that has begun in a page that is put into the cache never ends, and all of the session waits for it.
      while ((await command<string>('GET', '/url')) === from) await sleep(5);
    },
    bringToFront: () => Promise.resolve(),
    close: async () => {
      await command('DELETE', '/window');
    },
    killProcess: () => Promise.reject(lacking('webkit', 'killProcess')),
    get page(): never {
      throw lacking('webkit', 'page');
    },
  };
}

/** Answers the outcome as text if it is there after the microtasks, else null. */
const START = `
const [id, sent, done] = arguments;
const outcomes = (window.outcomesOfTests ??= new Map());
outcomes.set(id, null);
const settle = (outcome) => {
  outcomes.set(id, JSON.stringify(outcome));
};
const given = sent.map(([arg]) => arg);
new Promise((resolve) => resolve((FUNCTION)(...given))).then(
  (value) => settle({ value }),
  (error) => settle({ error: String(error) }),
);
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => {
  const text = outcomes.get(id);
  if (text !== null) outcomes.delete(id);
  done(text);
};
port2.postMessage(null);
`;

const ASK = `
const [id] = arguments;
const outcomes = window.outcomesOfTests;
if (!outcomes?.has(id)) return JSON.stringify({ error: 'the page has gone before the function has ended' });
const text = outcomes.get(id);
if (text !== null) outcomes.delete(id);
return text;
`;
