// The rhythm of a session: each deadline that is reached is one request.
import { expect, it } from 'vitest';
import { setEngineRig } from '../support/engine-rig.js';
import { createManualClock } from '../support/manual-clock.js';
import { until } from '../support/until.js';

const rig = setEngineRig();
const requests = async () => (await rig.api.requests()).length;

it('what was due by the draw of its deadline is sent, however the next draw falls', async () => {
  const clock = createManualClock();
  clock.luck = 0;
  const client = await rig.client(rig.engine({ clock }), { intervalMs: 10_000 });
  await until(() => client.last()?.nextRefreshInMs === 9_000, {
    what: 'the next one is drawn as early as can be',
  });
  clock.luck = 1;
  clock.advance(9_000);
  await until(async () => (await requests()) === 2, { what: 'it is sent' });
  await until(() => client.last()?.nextRefreshInMs === 11_000, {
    what: 'the next one is drawn as late as can be',
  });
  expect(await requests()).toBe(2);
});
