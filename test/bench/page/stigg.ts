import Stigg from 'stigg-offline';
import { stand } from './contestant.js';

stand(({ apiUrl, customerId, intervalMs, host }, news) => {
  const client = Stigg.initialize({
    apiKey: 'client-playground',
    baseUri: apiUrl,
    customerId,
    refreshIntervalMs: intervalMs,
    host,
  });
  client.subscribe(news);
  return {
    boolean: (featureId) => client.getBooleanEntitlement({ featureId }).hasAccess,
    metered: (featureId) => client.getMeteredEntitlement({ featureId }).hasAccess,
    refresh: () => client.refresh(),
  };
});
