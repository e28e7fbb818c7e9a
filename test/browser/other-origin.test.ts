// A page of another origin that frames the app, forges all that engines and pages say to each other, and tries to reach the
// engine: nothing is heeded, and nothing answers.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BYE, KEEP_MESSAGE, NOTICE_CHANNEL, PROTOCOL_VERSION } from '../../src/core/protocol.js';
import { type Tab, until } from '../support/browser.js';
import { hasAccess, initialized } from '../support/client-tab.js';
import { framedApp } from '../support/framed-app.js';
import { defaultPage, type Site, startSite } from '../support/site.js';
import { CUSTOMER, setStage } from '../support/stage.js';

declare global {
  interface Window {
    /** What the framed app has told last. */
    app: { phase: string; sso: boolean; unhandled: string[] } | undefined;
    /** Whatever else was heard. */
    overheard: unknown[];
    /** A channel of the engines' name; it does not hear itself. */
    notices: BroadcastChannel;
  }
}

const stage = setStage();
let other: Site;
beforeAll(async () => {
  other = await startSite();
});
afterAll(() => other?.stop());

/** Everybody is signed out, if it is believed. */
const tombstone = { customerKey: '*', generation: 2 ** 51 };
const call = (method: string, value: unknown) => ({
  id: 'forged',
  type: 'APPLY',
  path: [method],
  argumentList: [{ type: 'RAW', value }],
});
const hello = call('hello', {
  protocol: PROTOCOL_VERSION,
  tabLock: null,
  surroundings: { visible: true, online: true },
  tombstones: [tombstone],
  persist: true,
});
const notice = { notice: 'signedOut', tombstone };
const FORGED = [
  hello,
  call('signOut', tombstone),
  notice,
  { event: 'signedOut', tombstone, boot: 'forged' },
  { type: 'SKIP_WAITING' },
  { type: 'stigg-offline:build' },
  { type: KEEP_MESSAGE, urls: ['/'] },
  BYE,
];

const TOLD = `{ app: { phase: stigg.status.phase, sso: has('feature-sso'), unhandled } }`;

/** Frames the app, and listens to all that it can. */
const attacker = (appOrigin: string) =>
  defaultPage.replace(
    '<body>',
    `<body><script>
overheard = [];
addEventListener('message', ({ data }) => { if (data?.app) app = data.app; else overheard.push(data); });
notices = new BroadcastChannel('${NOTICE_CHANNEL}');
notices.onmessage = ({ data }) => overheard.push(data);
</script>
<iframe src="${appOrigin}/framed"></iframe>`,
  );

/** Posts what is forged wherever the page can post; says how it went with what the browser has to refuse. */
const attack = (tab: Tab) =>
  tab.evaluate(
    async (forged, origin, greeting) => {
      const framed = window.frames[0] as Window;
      for (const message of forged) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => window.overheard.push(data);
        framed.postMessage(message, '*', [port2]);
        window.notices.postMessage(message);
      }
      const outcome = async (reach: () => unknown) => {
        try {
          await reach();
          return 'reached';
        } catch {
          return 'refused';
        }
      };
      /** Rejects where the worker cannot be started. */
      const talk = (worker: SharedWorker | Worker, port: MessagePort | Worker) =>
        new Promise((resolve, reject) => {
          worker.onerror = reject;
          port.onmessage = resolve;
          port.postMessage(greeting);
        });
      const script = `${origin}/stigg-offline/worker.js`;
      return {
        sharedWorker: await outcome(() => {
          const worker = new SharedWorker(script, { type: 'module', name: 'stigg-offline' });
          return talk(worker, worker.port);
        }),
        worker: await outcome(() => {
          const worker = new Worker(script, { type: 'module' });
          return talk(worker, worker);
        }),
        serviceWorker: await outcome(() =>
          navigator.serviceWorker.register(`${origin}/stigg-offline/service-worker.js`),
        ),
        client: await outcome(() => framed.stigg.status),
        storage: await outcome(() => framed.localStorage.length),
        databases: JSON.stringify(await indexedDB.databases()),
        items: JSON.stringify(Object.keys(localStorage)),
        locks: JSON.stringify((await navigator.locks.query()).held),
      };
    },
    FORGED,
    stage.site.origin,
    hello,
  );

it('neither steers the app nor learns anything', async () => {
  stage.site.serve('/framed', { body: framedApp(stage.api.url, TOLD) });
  other.serve('/', { body: attacker(stage.site.origin) });
  const own = await stage.open();
  expect(await initialized(own)).toBe('ready');
  const attacking = await stage.browser.newTab(other.origin.replace('localhost', '127.0.0.1'));
  try {
    const framed = () => attacking.evaluate(() => window.app);
    await until(async () => (await framed())?.phase === 'ready', { what: 'the framed app is ready' });
    expect(await attack(attacking)).toEqual({
      sharedWorker: 'refused',
      worker: 'refused',
      serviceWorker: 'refused',
      client: 'refused',
      storage: 'refused',
      databases: '[]',
      items: '[]',
      locks: '[]',
    });
    // What comes after it has come through: engines, pages and channels went on, and told nobody else.
    await stage.api.patch({ customers: { [CUSTOMER]: { grants: { 'feature-sso': {} } } } });
    await until(async () => (await framed())?.sso, { what: 'the framed app has the grant' });
    await until(() => hasAccess(own, 'feature-sso'), { what: 'the app has the grant' });
    expect(await framed()).toEqual({ phase: 'ready', sso: true, unhandled: [] });
    expect(await own.evaluate(() => [window.stigg.status.phase, window.signOuts, window.unhandled])).toEqual([
      'ready',
      [],
      [],
    ]);
    expect(await attacking.evaluate(() => window.overheard)).toEqual([]);
  } finally {
    await attacking.close();
  }

  // From the app's own origin, the very same notice is believed.
  const sibling = await stage.open(undefined, '/');
  await sibling.evaluate(
    (channel, message) => new BroadcastChannel(channel).postMessage(message),
    NOTICE_CHANNEL,
    notice,
  );
  await until(() => own.evaluate(() => window.signOuts.length === 1), { what: 'the app is signed out' });
});
