import { type Host, requireSecureContext } from './host.js';
import type { Settings } from './options.js';
import { scriptUrl, workerName } from './worker-name.js';

/**
 * An engine of this tab's own, off the page, where no shared worker starts. Engines of other tabs share its record.
 * It is the same script as the shared worker's.
 */
export function dedicatedWorkerHost({ workerUrl, trustedTypesPolicy }: Settings): Host {
  return {
    name: 'worker',
    async start() {
      if (typeof Worker !== 'function') throw new Error('there are no workers here');
      requireSecureContext();
      const name = workerName();
      const worker = workerUrl
        ? new Worker(scriptUrl(workerUrl, trustedTypesPolicy), { type: 'module', name })
        : new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name });
      const broken = new Promise<never>((_, reject) => {
        worker.onerror = () => reject(new Error('the worker script did not start'));
      });
      return { endpoint: worker, broken, release: () => worker.terminate() };
    },
  };
}
