// The engine as a worker script: wiring only. A dedicated worker will be connected here, too.
import { platform } from './environment.js';
import { createHub } from './hub.js';

declare const self: SharedWorkerGlobalScope;

const hub = createHub(platform('shared-worker'));

// Set before anything is awaited: a connection that comes earlier would be lost.
self.onconnect = ({ ports: [endpoint] }) => {
  if (endpoint) hub.connect(endpoint);
};
