import type { Host } from './host.js';

/** The only place where page code reaches engine code: a chunk of its own, loaded when no worker will do. */
const loadEngine = () => import('../worker/engine.js');
type Engine = ReturnType<Awaited<ReturnType<typeof loadEngine>>['startPageEngine']>;

/** One engine in this page, for Node and wherever no worker starts. It lives as long as somebody is connected. */
let engine: Engine | null = null;
let connections = 0;

export const pageHost: Host = {
  name: 'page',
  async start() {
    const { startPageEngine } = await loadEngine();
    engine ??= startPageEngine();
    connections++;
    const { port1, port2 } = new MessageChannel();
    engine.connect(port1);
    let released = false;
    return {
      endpoint: port2,
      broken: new Promise(() => {}),
      release() {
        if (released) return;
        released = true;
        port2.close();
        if (--connections > 0) return;
        engine?.close();
        engine = null;
      },
    };
  },
};
