// Tracked checks whose answers hold what an app put into a fallback.
import { expect, it } from 'vitest';
import { setNodeStage } from '../support/node-client.js';
import { until } from '../support/until.js';

const stage = setNodeStage();

it('one that cannot be sent is not sent, costs nobody the engine, and the others arrive', async () => {
  const messages: string[] = [];
  const logger = {
    log: (message: string) => messages.push(message),
    error: (message: string) => messages.push(message),
  };
  const stigg = stage.client({ logConfiguration: { logger, logLevel: 'ALL' } });
  const check = (value: unknown) =>
    stigg.getEnumEntitlement({
      featureId: 'feature-seats',
      options: { shouldTrack: true, fallback: { hasAccess: true, values: value as string[] } },
    });
  await stigg.waitForInitialization();
  // Of another type than the feature: the fallback answers.
  for (const odd of [() => {}, 10n, Symbol('x'), [() => {}], [10n], new Proxy([], {})]) check(odd);
  check(['good']);
  const reports = async () =>
    (await stage.api.requests()).filter(({ operationName }) => operationName === 'ReportEntitlementCheck');
  await until(async () => JSON.stringify(await reports()).includes('good'), { what: 'the good one arrives' });
  await until(() => stigg.status.outboxLength === 0, { what: 'nothing waits' });
  expect(messages.filter((message) => message.includes('Engine '))).toHaveLength(1);
});
