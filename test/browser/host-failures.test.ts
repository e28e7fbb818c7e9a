// Ways in which a host can fail to start: which one is taken then, that its answers are right, and how long that took.
import { afterAll, expect, it } from 'vitest';
import { initialized, makeClient, statusOf } from '../support/client-tab.js';
import { type Answer, defaultPage } from '../support/site.js';
import { CUSTOMER, setStage } from '../support/stage.js';

const stage = setStage();
const WORKER = '/stigg-offline/worker.js';

interface Failure {
  /** Replaces the engine's script. */
  readonly script?: Answer;
  /** Runs in the page before anything else. */
  readonly before?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly workerUrl?: string;
  readonly host: 'shared-worker' | 'worker' | 'page';
}

const script = (body: string): Answer => ({ body, type: 'text/javascript' });
const csp = (policy: string) => ({ 'Content-Security-Policy': policy });

const FAILURES: Readonly<Record<string, Failure>> = {
  'no SharedWorker': { before: 'delete globalThis.SharedWorker', host: 'worker' },
  'no workers at all': { before: 'delete globalThis.SharedWorker; delete globalThis.Worker', host: 'page' },
  'SharedWorker throws': {
    before:
      'globalThis.SharedWorker = class { constructor() { throw new DOMException("no", "SecurityError"); } }',
    host: 'worker',
  },
  'a shared worker that never starts': {
    before: 'globalThis.SharedWorker = class { port = new MessageChannel().port1; }',
    host: 'worker',
  },
  'script missing (404)': { script: { body: 'gone', status: 404, type: 'text/plain' }, host: 'page' },
  'script is HTML': { script: { body: '<!doctype html>' }, host: 'page' },
  'script throws': { script: script('throw new Error("broken")'), host: 'page' },
  'script of another program, silent': { script: script('self.onconnect = () => {}'), host: 'page' },
  'forbidden by worker-src': { headers: csp("worker-src 'none'"), host: 'page' },
  'script of another origin': { workerUrl: 'http://127.0.0.1:9/worker.js', host: 'page' },
  'no Web Locks': {
    before: 'Object.defineProperty(Navigator.prototype, "locks", { value: undefined })',
    host: 'shared-worker',
  },
  'Web Locks refused': {
    before:
      'LockManager.prototype.request = () => Promise.reject(new DOMException("refused", "SecurityError"))',
    host: 'shared-worker',
  },
  'IndexedDB refused in the page, and no workers': {
    before:
      'delete globalThis.SharedWorker; delete globalThis.Worker; IDBFactory.prototype.open = () => { throw new DOMException("refused", "SecurityError"); }',
    host: 'page',
  },
};

const rows: string[] = [];
afterAll(() => {
  console.log(`how a host fails → host taken, ms from initialize to ready\n${rows.join('\n')}`);
});

it.each(Object.entries(FAILURES))(
  '%s',
  async (name, { before = '', headers, host, workerUrl, ...failure }) => {
    const path = `/failing-${Object.keys(FAILURES).indexOf(name)}`;
    const body = defaultPage.replace('<script', `<script>${before}</script>\n<script`);
    stage.site.serve(path, { body, ...(headers && { headers }) });
    if (failure.script) stage.site.serve(WORKER, failure.script);
    try {
      const tab = await stage.open(undefined, path);
      await makeClient(tab, {
        apiKey: 'client-playground',
        baseUri: stage.api.url,
        customerId: CUSTOMER,
        ...(workerUrl && { workerUrl }),
      });
      const begun = performance.now();
      expect(await initialized(tab)).toBe('ready');
      rows.push(`  ${name} → ${host}, ${Math.round(performance.now() - begun)} ms`);
      expect(await statusOf(tab)).toMatchObject({ host, source: 'network', phase: 'ready' });
      const answers = await tab.evaluate(() =>
        ['feature-audit-log', 'feature-sso'].map((featureId) => {
          const { hasAccess, isFallback } = window.stigg.getBooleanEntitlement({ featureId });
          return { hasAccess, isFallback };
        }),
      );
      expect(answers).toEqual([
        { hasAccess: true, isFallback: false },
        { hasAccess: false, isFallback: false },
      ]);
      expect(await tab.evaluate(() => window.unhandled)).toEqual([]);
    } finally {
      stage.site.withdraw(WORKER);
    }
  },
);
