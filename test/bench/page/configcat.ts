import {
  createConsoleLogger,
  getClient,
  type IConfigCatClientSnapshot,
  LogLevel,
  PollingMode,
} from 'configcat-js';
import { stand } from './contestant.js';

stand(({ featuresUrl, intervalMs }, news) => {
  let snapshot: IConfigCatClientSnapshot | null = null;
  const client = getClient('configcat-proxy/bench', PollingMode.AutoPoll, {
    baseUrl: featuresUrl,
    pollIntervalSeconds: intervalMs / 1000,
    maxInitWaitTimeSeconds: 20,
    logger: createConsoleLogger(LogLevel.Off),
  });
  const take = () => {
    snapshot = client.snapshot();
    news();
  };
  client.on('configChanged', take);
  void client.waitForReady().then(take);
  return {
    boolean: (featureId) => snapshot?.getValue(featureId, false) ?? false,
    metered: (featureId) => (snapshot?.getValue(featureId, 0) ?? 0) > 0,
    refresh: () => client.forceRefreshAsync().then(take),
  };
});
