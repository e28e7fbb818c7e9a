// Engines that fall silent, die again and again, or stand still with their page.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Tab, until } from '../support/browser.js';
import { watchChecks } from '../support/check-watch.js';
import { hasAccess, initialized, statusOf } from '../support/client-tab.js';
import { needing } from '../support/needing.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage({ refreshIntervalMs: 500 });
const WORKER = '/stigg-offline/worker.js';

/** The engine's script with an ear for a test: at a word it lives on and says nothing any more. */
const wedging = `${readFileSync('dist/worker.js', 'utf8')}
new BroadcastChannel('test').onmessage = () => {
  MessagePort.prototype.postMessage = () => {};
  if (!('onconnect' in self)) self.postMessage = () => {};
};`;

const wedge = (tab: Tab) =>
  tab.evaluate(() => {
    const channel = new BroadcastChannel('test');
    channel.postMessage('wedge');
    channel.close();
  });

const grant = () => stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });

declare global {
  interface Window {
    /** How each call that the traffic made ended. */
    ends: string[];
    made: number;
  }
}

it.each(['shared-worker', 'worker'] as const)(
  'an engine in host %s that falls silent is replaced, and checks never stop',
  async (host) => {
    stage.site.serve(WORKER, { body: wedging, type: 'text/javascript' });
    const tabs = [await stage.open({ host }), await stage.open({ host })];
    for (const tab of tabs) {
      expect(await initialized(tab)).toBe('ready');
      await watchChecks(tab);
    }
    await wedge(tabs[0] as Tab);
    await grant();
    for (const tab of tabs) {
      await until(() => hasAccess(tab, 'feature-sso'), { what: 'it has the grant', timeoutMs: 45_000 });
      expect((await statusOf(tab)).host).toBe(host);
      expect(await tab.evaluate(() => window.wrongAnswers)).toEqual([]);
      expect(await tab.evaluate(() => window.asked)).toBeGreaterThan(10);
    }
    stage.site.withdraw(WORKER);
  },
);

it('a tab that opens while the shared engine is silent gets another engine', async () => {
  stage.site.serve(WORKER, { body: wedging, type: 'text/javascript' });
  const first = await stage.open();
  expect(await initialized(first)).toBe('ready');
  await wedge(first);
  const second = await stage.open({ initTimeoutMs: 30_000 });
  expect(await initialized(second)).toBe('ready');
  await grant();
  await until(() => hasAccess(second, 'feature-sso'), { what: 'it has the grant', timeoutMs: 45_000 });
  expect((await statusOf(second)).host).toBe('shared-worker');
  stage.site.withdraw(WORKER);
});

it('an engine that is killed 20 times under traffic of 5 tabs leaves no check and no call unanswered', {
  timeout: 180_000,
}, async () => {
  const tabs: Tab[] = [];
  for (let at = 0; at < 5; at++) {
    const tab = await stage.open({ requestTimeoutMs: 5_000 });
    tabs.push(tab);
    expect(await initialized(tab)).toBe('ready');
    await watchChecks(tab);
    await tab.evaluate(() => {
      window.ends = [];
      window.made = 0;
      window.unhandled = [];
      const call = async () => {
        window.made++;
        const result = window.made % 2 ? window.stigg.refresh() : window.stigg.getCoupons();
        window.ends.push(
          await (result as Promise<unknown>).then(
            () => 'done',
            ({ code }) => code,
          ),
        );
      };
      window.traffic = setInterval(call, 50);
    });
  }
  // Moments as chance has them, and the same in each run.
  let seed = 7;
  for (let kills = 0; kills < 20; ) {
    seed = (seed * 16_807) % 2_147_483_647;
    // One that is killed before it has answered anybody tells nobody, and after two of those another host is taken.
    for (const tab of tabs)
      await until(async () => (await statusOf(tab)).host === 'shared-worker', { what: 'it is served' });
    const ended = () => (tabs[seed % 5] as Tab).evaluate(() => window.ends.length);
    const before = await ended();
    await until(async () => (await ended()) >= before + (seed % 4), { what: 'some calls have ended' });
    kills += await stage.killEngines(tabs[0]);
  }
  for (const tab of tabs) {
    await tab.evaluate(() => clearInterval(window.traffic));
    await until(() => tab.evaluate(() => window.ends.length === window.made), {
      what: 'every call has ended',
      timeoutMs: 45_000,
    });
    const outcomes = new Set(await tab.evaluate(() => window.ends));
    expect([...outcomes].filter((code) => !['done', 'ENGINE_LOST', 'NETWORK'].includes(code))).toEqual([]);
    expect(outcomes).toContain('done');
    expect(await tab.evaluate(() => window.wrongAnswers)).toEqual([]);
    expect(await tab.evaluate(() => window.asked)).toBeGreaterThan(10);
    expect(await tab.evaluate(() => window.unhandled)).toEqual([]);
  }
  await grant();
  for (const tab of tabs) await until(() => hasAccess(tab, 'feature-sso'), { what: 'it has the grant' });
});

needing('puppeteer')('a page that was frozen says hello again and is current', async () => {
  const [tab, other] = [await stage.open(), await stage.open()];
  for (const one of [tab, other]) expect(await initialized(one)).toBe('ready');
  const session = await tab.page.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await grant();
  await until(() => hasAccess(other, 'feature-sso'), { what: 'the other tab goes on' });
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await until(() => hasAccess(tab, 'feature-sso'), { what: 'it is current' });
  expect((await statusOf(tab)).host).toBe('shared-worker');
});

declare global {
  interface Window {
    traffic: ReturnType<typeof setInterval>;
  }
}
