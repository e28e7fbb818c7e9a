import { API_KEY } from './api.js';
import { defaultPage } from './site.js';
import { CUSTOMER } from './stage.js';

/**
 * A page of an app that somebody frames: it tells its parent of its client whenever something changes.
 *
 * @param told what it tells, as an expression over `stigg`, `has(featureId)` and `unhandled`
 */
export const framedApp = (baseUri: string, told: string) =>
  defaultPage.replace(
    '</head>',
    `<script type="module">
const unhandled = [];
addEventListener('unhandledrejection', ({ reason }) => unhandled.push(String(reason)));
addEventListener('error', ({ message }) => unhandled.push(message));
const { default: Stigg } = await import('stigg-offline');
const stigg = Stigg.initialize(${JSON.stringify({
      apiKey: API_KEY,
      baseUri,
      customerId: CUSTOMER,
      refreshIntervalMs: 500,
      logConfiguration: { logLevel: 'NONE' },
    })});
const has = (featureId) => stigg.getBooleanEntitlement({ featureId }).hasAccess;
const tell = () => parent.postMessage(${told}, '*');
stigg.subscribe(tell);
tell();
</script>
</head>`,
  );
