import { PROTOCOL_VERSION } from './core/protocol.js';
import { type Host, requireSecureContext } from './host.js';
import { WORKER_NAME, withBuild } from './worker-name.js';

declare const __BUILD__: string;

/**
 * One engine for all tabs.
 *
 * @param workerUrl where the engine's script is served; without it, the file beside this one
 */
export function sharedWorkerHost(workerUrl: string | URL | undefined): Host {
  return {
    name: 'shared-worker',
    async start() {
      if (typeof SharedWorker !== 'function') throw new Error('this browser has no SharedWorker');
      requireSecureContext();
      const worker = workerUrl
        ? new SharedWorker(withBuild(workerUrl), { type: 'module', name: WORKER_NAME })
        : // Bundlers follow this very expression, so it stands here as a literal; some want even the name as one.
          new SharedWorker(new URL('./worker.js', import.meta.url), {
            type: 'module',
            name: `stigg-offline-${PROTOCOL_VERSION}-${__BUILD__}`,
          });
      const broken = new Promise<never>((_, reject) => {
        worker.onerror = () => reject(new Error('the worker script did not start'));
      });
      return { endpoint: worker.port, broken, release: () => worker.port.close() };
    },
  };
}
