// The connection to the engine, as a chunk of its own: what a page answers its first checks from does not need it,
// and offline mode never does.
import type { SessionKey } from './core/identity.js';
import type { EngineEvent, HostName, SessionUpdate, Tombstone } from './core/protocol.js';
import { Link } from './link.js';
import type { Logger } from './logger.js';
import type { TokenSource } from './options.js';
import { pageHost } from './page-host.js';
import { sharedWorkerHost } from './shared-worker-host.js';
import { knownSignOuts, watchSignOuts } from './sign-out-watch.js';
import type { SignOuts } from './sign-outs.js';
import { surroundings, watchSurroundings } from './surroundings.js';

interface ConnectionOptions {
  readonly host: 'auto' | HostName;
  readonly workerUrl?: string | URL;
}

export interface EngineListener {
  /** A new engine answers; what the page wants of it is to be opened again. */
  connected(host: HostName, build: string): void;
  /** The engine died, for now or, where no host works, for good. */
  disconnected(permanently: boolean): void;
  updated(key: SessionKey, update: SessionUpdate): void;
  /** Somebody signed out, here or in another tab. */
  signedOut(tombstone: Tombstone): void;
  /** The page's visibility or its connection changed. */
  surroundingsChanged(): void;
  token(): TokenSource | null;
  /** Whether the page still has this session open. */
  serves(key: SessionKey): boolean;
}

export interface Connection {
  readonly link: Link;
  disconnect(): void;
}

export function connect(
  { host, workerUrl }: ConnectionOptions,
  logger: Logger,
  signOuts: SignOuts,
  listener: EngineListener,
): Connection {
  const shared = sharedWorkerHost(workerUrl);
  // The dedicated worker's place is between these two; until it is there, `worker` means the page.
  const inOrder = typeof SharedWorker === 'function' ? [shared, pageHost] : [pageHost];
  const hosts = { auto: inOrder, 'shared-worker': [shared], worker: [pageHost], page: [pageHost] }[host];
  const link: Link = new Link(hosts, {
    connected({ host, build }) {
      logger.log(`Engine ${build} runs in host ${host}.`);
      listener.connected(host, build);
    },
    disconnected({ permanently }) {
      if (permanently) logger.error('No engine could be started: nothing will be refreshed.');
      listener.disconnected(permanently);
    },
    heard,
    log: (message) => logger.log(message),
    tombstones: () => knownSignOuts(signOuts),
    surroundings,
  });

  function heard(event: EngineEvent) {
    if (event.event === 'session') listener.updated(event.key, event.update);
    else if (event.event === 'signedOut') listener.signedOut(event.tombstone);
    else if (event.event === 'tokenWanted') void provideToken(event.key);
    else logger[event.level](event.message);
  }

  async function provideToken(key: SessionKey) {
    // Asked for a customer that was left meanwhile: another one's token is none of its business.
    if (!listener.serves(key)) return;
    const source = listener.token();
    let token: unknown = source;
    try {
      if (typeof source === 'function') token = await source();
    } catch (error) {
      logger.error('customerToken failed.', error);
      token = null;
    }
    if (!listener.serves(key)) return;
    const usable = typeof token === 'string' && token !== '' ? token : null;
    link.tell((api) => api.provideToken(key, usable));
  }

  const ends = [
    () => link.close(),
    watchSignOuts((tombstone) => listener.signedOut(tombstone)),
    watchSurroundings({
      changed() {
        link.retry();
        link.tell((api) => api.observe(surroundings()));
        listener.surroundingsChanged();
      },
      left: () => link.pause(),
      returned() {
        link.resume();
        // What other tabs signed out meanwhile was said to nobody here.
        for (const tombstone of knownSignOuts(signOuts)) listener.signedOut(tombstone);
      },
    }),
  ];
  return {
    link,
    disconnect() {
      for (const end of ends) end();
    },
  };
}
