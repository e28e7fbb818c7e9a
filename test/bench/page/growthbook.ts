import { GrowthBook } from '@growthbook/growthbook';
import { stand } from './contestant.js';

stand(({ featuresUrl, intervalMs }, news) => {
  const growthbook = new GrowthBook({ apiHost: featuresUrl, clientKey: 'sdk-bench' });
  growthbook.setRenderer(news);
  void growthbook.init({ timeout: 20_000 }).then(news);
  // It has no timer of its own; what it offers instead, a stream, its users pay for.
  const refresh = () => growthbook.refreshFeatures({ skipCache: true }).then(news);
  setInterval(() => void refresh(), intervalMs);
  return {
    boolean: (featureId) => growthbook.isOn(featureId),
    metered: (featureId) => growthbook.getFeatureValue<number>(featureId, 0) > 0,
    refresh,
  };
});
