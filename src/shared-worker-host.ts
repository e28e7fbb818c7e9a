import { currentEpoch, leaveEpoch } from './epoch.js';
import { type Host, requireSecureContext } from './host.js';
import type { Settings } from './options.js';
import { scriptUrl, workerName } from './worker-name.js';

/**
 * One engine for all tabs. Without `workerUrl` its script is the file beside this one.
 */
export function sharedWorkerHost({ workerUrl, trustedTypesPolicy }: Settings): Host {
  let epoch = 0;
  return {
    name: 'shared-worker',
    async start() {
      if (typeof SharedWorker !== 'function') throw new Error('this browser has no SharedWorker');
      requireSecureContext();
      epoch = currentEpoch();
      const name = workerName(epoch);
      const worker = workerUrl
        ? new SharedWorker(scriptUrl(workerUrl, trustedTypesPolicy, epoch), { type: 'module', name })
        : // Bundlers follow this very expression, so it stands here as a literal.
          new SharedWorker(new URL('./worker.js', import.meta.url), { type: 'module', name });
      const broken = new Promise<never>((_, reject) => {
        worker.onerror = () => reject(new Error('the worker script did not start'));
      });
      return { endpoint: worker.port, broken, release: () => worker.port.close() };
    },
    leaveBehind: () => leaveEpoch(epoch),
  };
}
