// Runs before anything else in each page and in each engine of a walk: a clock that can be set, a disk that fails when told, counters,
// and an ear for what the driver orders.
import { CHAOS_CHANNEL, type Conditions, type Order } from '../conditions.js';

declare global {
  /** Where the driver listens; set by the script before this one. */
  var chaosControl: string;
}

const isPage = 'document' in globalThis;
const realm = isPage ? 'page' : 'onconnect' in globalThis ? 'shared-worker' : 'worker';
const realNow = Date.now.bind(Date);
const tell = globalThis.fetch.bind(globalThis);

const Channel = BroadcastChannel;
let channel = listen();
let conditions: Conditions | null = null;
askForConditions();
// With an open channel no page gets into the back/forward cache, and there it hears nothing.
addEventListener('pagehide', () => channel.close());
addEventListener('pageshow', (event) => {
  if (!(event as PageTransitionEvent).persisted) return;
  channel = listen();
  // Not at once: a page that waits while it is being restored was seen to wait for ever.
  tell(`${chaosControl}/conditions`)
    .then((answer) => answer.json())
    .then((now: Conditions) => {
      conditions = now;
    })
    .catch(() => {});
});

function listen(): BroadcastChannel {
  const opened = new Channel(CHAOS_CHANNEL);
  opened.onmessage = ({ data }: MessageEvent<Order>) => obey(data);
  return opened;
}

/** At once, as nothing must run under other conditions; what changes meanwhile waits in the channel. */
function askForConditions(): void {
  const asking = new XMLHttpRequest();
  asking.open('GET', `${chaosControl}/conditions`, false);
  asking.send();
  conditions = JSON.parse(asking.responseText) as Conditions;
}

Date.now = () => realNow() + (conditions?.clockOffsetMs ?? 0);

function report(path: string, what: object): void {
  tell(`${chaosControl}${path}`, { method: 'POST', body: JSON.stringify(what), keepalive: true }).catch(
    () => {},
  );
}

function problem(text: string): void {
  report('/problem', { realm, text });
}
addEventListener('error', (event) => {
  const { message, error } = event as ErrorEvent;
  // A script that does not load has neither: that is a fault of the walk, and not an error of a script.
  if (message || error) problem(`error: ${error?.stack ?? message}`);
});
addEventListener('unhandledrejection', (event) => {
  const { reason } = event as PromiseRejectionEvent;
  problem(`unhandled rejection: ${reason?.stack ?? reason}`);
});

// The disk.
const connections = new Set<IDBDatabase>();
const openDatabase = IDBFactory.prototype.open;
IDBFactory.prototype.open = function open(name: string, version?: number) {
  const disk = name.startsWith('stigg-offline') ? conditions?.disk : 'sound';
  if (disk === 'refused') {
    const request = openDatabase.call(this, 'chaos-refused', 1);
    request.addEventListener('upgradeneeded', (event) => {
      event.stopImmediatePropagation();
      request.transaction?.abort();
    });
    return request;
  }
  if (disk === 'silent') {
    const request = openDatabase.call(this, 'chaos-silent', 1);
    for (const type of ['upgradeneeded', 'success', 'error', 'blocked']) {
      request.addEventListener(type, (event) => {
        event.stopImmediatePropagation();
        if (type === 'success') request.result.close();
      });
    }
    return request;
  }
  const request = openDatabase.call(this, name, version);
  request.addEventListener('success', () => {
    const { result } = request;
    connections.add(result);
    result.addEventListener('close', () => connections.delete(result));
  });
  return request;
};
const { put } = IDBObjectStore.prototype;
IDBObjectStore.prototype.put = function putUnlessFull(value: unknown, key?: IDBValidKey) {
  const request = put.call(this, value, key);
  // As a browser does it: the write seems to begin, and the transaction ends.
  if (conditions?.disk === 'full') this.transaction.abort();
  return request;
};

// The counters.
const timers = new Set<unknown>();
const { setTimeout: wait, clearTimeout: unwait, setInterval: repeat, clearInterval: unrepeat } = globalThis;
Object.assign(globalThis, {
  setTimeout(work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) {
    const timer = wait(() => {
      timers.delete(timer);
      work(...given);
    }, ms);
    timers.add(timer);
    return timer;
  },
  clearTimeout(timer: number) {
    timers.delete(timer);
    unwait(timer);
  },
  setInterval(work: () => void, ms?: number) {
    const timer = repeat(work, ms);
    timers.add(timer);
    return timer;
  },
  clearInterval(timer: number) {
    timers.delete(timer);
    unrepeat(timer);
  },
});
const channels = new Set<unknown>();
globalThis.BroadcastChannel = class extends Channel {
  constructor(name: string) {
    super(name);
    channels.add(this);
  }
  override close() {
    channels.delete(this);
    super.close();
  }
};
const ports = new Set<MessagePort>();
if ('SharedWorker' in globalThis) {
  const Shared = SharedWorker;
  globalThis.SharedWorker = class extends Shared {
    constructor(url: string | URL, options?: string | WorkerOptions) {
      super(url, options);
      const { port } = this;
      ports.add(port);
      const close = port.close.bind(port);
      port.close = () => {
        ports.delete(port);
        close();
      };
    }
  };
}

function obey(order: Order): void {
  if ('conditions' in order) conditions = order.conditions;
  else if (order.order === 'lose') {
    for (const connection of connections) {
      connections.delete(connection);
      connection.close();
      connection.dispatchEvent(new Event('close'));
    }
  } else if (order.order === 'count') {
    const { round } = order;
    report('/holdings', { round, realm, timers: timers.size, channels: channels.size, ports: ports.size });
  } else if (isPage) return;
  else if (order.order === 'wedge') {
    MessagePort.prototype.postMessage = () => {};
    if (realm === 'worker') globalThis.postMessage = () => {};
  } else if (realm === 'shared-worker') (globalThis as unknown as { close(): void }).close();
}
