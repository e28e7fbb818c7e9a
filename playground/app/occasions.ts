// When it is worth asking the API again.
import type { Status, StiggClient } from 'stigg-offline';

/**
 * Calls at each occasion on which an answer may have become another one, or can be had again.
 *
 * @param isLacking whether what is shown did not come from the API
 */
export function onOccasion(client: StiggClient, isLacking: () => boolean, ask: () => void): void {
  addEventListener('online', ask);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') ask();
  });
  client.addListener('entitlementsUpdated', ask);
  let wasWell = isWell(client.status);
  client.addListener('statusChanged', ({ status }) => {
    const recovered = isWell(status) && !wasWell;
    wasWell = isWell(status);
    if (recovered && isLacking()) ask();
  });
}

function isWell({ source, error }: Status): boolean {
  return source === 'network' && error === undefined;
}
