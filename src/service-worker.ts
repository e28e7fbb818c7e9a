import type { StiggEvents } from './events.js';
import type { Logger } from './logger.js';
import type { Settings } from './options.js';

interface Client {
  addListener(event: 'statusChanged', listener: (event: StiggEvents['statusChanged']) => void): unknown;
}

/** Registers the service worker that the options name, if any, with the chunk that knows how. Never throws. */
export async function registerServiceWorker(
  settings: Settings,
  logger: Logger,
  client: Client,
  updateFound: (found: StiggEvents['updateFound']) => void,
): Promise<void> {
  const { serviceWorker } = settings;
  if (!serviceWorker) return;
  const watchOutbox = (waiting: () => void) =>
    client.addListener('statusChanged', ({ status }) => status.outboxLength > 0 && waiting());
  try {
    const { goOffline } = await import('./offline.js');
    await goOffline({ ...settings, serviceWorker, logger, watchOutbox }, (apply) => updateFound({ apply }));
  } catch (error) {
    logger.error('offline.js did not load.', error);
  }
}
