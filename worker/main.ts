// The engine as a worker script, shared or a tab's own: wiring only.
import { platform } from './environment.js';
import { createHub } from './hub.js';

declare const self: SharedWorkerGlobalScope | DedicatedWorkerGlobalScope;

if ('onconnect' in self) {
  const hub = createHub(platform('shared-worker'));
  // Set before anything is awaited: a connection that comes earlier would be lost.
  self.onconnect = ({ ports: [endpoint] }) => {
    if (endpoint) hub.connect(endpoint);
  };
} else createHub(platform('worker')).connect(self);
