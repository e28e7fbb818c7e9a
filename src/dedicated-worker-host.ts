import { type Host, requireSecureContext } from './host.js';
import { withVersion, workerName } from './worker-name.js';

/**
 * An engine of this tab's own, off the page, where no shared worker starts. Engines of other tabs share its record.
 *
 * @param workerUrl as for the shared worker; it is the same script
 */
export function dedicatedWorkerHost(workerUrl: string | URL | undefined): Host {
  return {
    name: 'worker',
    async start() {
      if (typeof Worker !== 'function') throw new Error('there are no workers here');
      requireSecureContext();
      const name = workerName();
      const worker = workerUrl
        ? new Worker(withVersion(workerUrl), { type: 'module', name })
        : new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name });
      const broken = new Promise<never>((_, reject) => {
        worker.onerror = () => reject(new Error('the worker script did not start'));
      });
      return { endpoint: worker, broken, release: () => worker.terminate() };
    },
  };
}
