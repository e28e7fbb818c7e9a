import type { StiggClient } from '../client.js';
import { Amender } from './amender.js';
import { Log } from './log.js';
import { Overlay } from './overlay.js';
import { Overrides } from './overrides.js';
import { Tap } from './tap.js';

/** How the devtools begin. */
export interface DevtoolsOptions {
  /** Begin as one button in the corner instead of the open overlay. Default: `false`. */
  readonly collapsed?: boolean;
}

interface Opened {
  readonly client: StiggClient;
  readonly overlay: Overlay;
  remove(): void;
}

let opened: Opened | null = null;

/**
 * Shows what a client knows and answers, and lets developers override it: access, usage and limits by feature, and a
 * network that is gone. What is set by hand holds in all tabs of the origin that have opened the devtools, until it is
 * removed there; a page that never does so ignores it. One overlay in a page: for another client, it moves there. Where
 * there is no document, nothing happens.
 *
 * @returns what takes the overlay away, and what is set by hand out of this page's answers
 */
export function openDevtools(client: StiggClient, { collapsed = false }: DevtoolsOptions = {}): () => void {
  if (!globalThis.document) return () => {};
  if (opened?.client !== client) {
    opened?.remove();
    opened = attach(client);
  }
  const mine = opened;
  if (!collapsed) mine.overlay.open();
  return () => mine.remove();
}

function attach(client: StiggClient): Opened {
  // What the parts below say while they are made, nobody has to hear.
  let own: Opened | null = null;
  const log = new Log();
  const tap = new Tap(client, (call, outcome, ms) => {
    log.add(call, `${outcome}, ${Math.round(ms)} ms`);
    own?.overlay.render();
  });
  const overrides: Overrides = new Overrides((featureIds) => {
    if (!own) return;
    amender.renew(featureIds);
    tap.offline = overrides.offline;
    own.overlay.render();
  });
  const amender = new Amender(client, overrides);
  tap.offline = overrides.offline;
  const ends = [
    client.subscribe(() => own?.overlay.render()),
    client.addListener('statusChanged', ({ status: { phase, source, stale, error } }) => {
      log.add(
        'statusChanged',
        [phase, source, stale ? 'stale' : 'fresh', error?.code].filter(Boolean).join(', '),
      );
      own?.overlay.render();
    }),
    client.addListener('entitlementsUpdated', ({ changed, resourceId }) => {
      log.add('entitlementsUpdated', `${resourceId ? `${resourceId}: ` : ''}${changed.join(', ')}`);
    }),
    client.addListener('initializeSuccessfully', () => log.add('initializeSuccessfully')),
    client.addListener('initializeFailed', ({ error }) => log.add('initializeFailed', error.code)),
    client.addListener('signedOut', ({ customerId }) => log.add('signedOut', customerId)),
    client.addListener('updateFound', () => log.add('updateFound')),
  ];
  const remove = () => {
    if (!own) return;
    own = null;
    if (opened?.client === client) opened = null;
    overrides.stop();
    for (const end of ends) end();
    amender.remove();
    tap.remove();
    overlay.remove();
  };
  const overlay = new Overlay({ client, amender, overrides, log, done: remove });
  const made: Opened = { client, overlay, remove };
  own = made;
  return made;
}
