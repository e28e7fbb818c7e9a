// The channel between engines: any script of the origin can post there.
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { NOTICE_CHANNEL } from '../../src/core/protocol.js';
import { setEngineRig } from '../support/engine-rig.js';
import { until } from '../support/until.js';
import { hostileClone, spoilt } from './hostile-value.js';

const rig = setEngineRig();
// Many runs each: on a busy machine the rig's own limit is short.
vi.setConfig({ testTimeout: 120_000 });

it('whatever is posted there, an engine serves on; a sign-out alone ends a session', async () => {
  const client = await rig.client(rig.engine());
  await until(() => client.last()?.source === 'network', { what: 'it is loaded' });
  const known = client.snapshot();
  const channel = new BroadcastChannel(NOTICE_CHANNEL);
  const real = { notice: 'signedOut', tombstone: { customerKey: client.customerKey, generation: 0 } };
  const heard = (name: string) => client.events.some(({ event }) => event === name);
  const posted = fc.oneof(
    hostileClone,
    spoilt(real, hostileClone),
    spoilt({ notice: 'revision', key: client.key }, hostileClone),
  );
  // What this session is not: below a number that a sign-out can have.
  const harmless = posted.filter(
    (one) =>
      !(
        Number((one as typeof real)?.tombstone?.generation) > 1 &&
        Number((one as typeof real).tombstone.generation) < 2 ** 52
      ),
  );
  await fc.assert(
    fc.asyncProperty(harmless, async (message) => {
      channel.postMessage(message);
    }),
  );
  channel.postMessage({ ...real, tombstone: { ...real.tombstone, generation: Number.POSITIVE_INFINITY } });
  channel.postMessage({ ...real, tombstone: { ...real.tombstone, generation: Number.MAX_VALUE } });
  channel.postMessage({ notice: 'revision', key: client.key });
  const before = client.updates().length;
  expect((await client.refresh()).failure).toBeUndefined();
  await until(() => client.updates().length > before, { what: 'it serves on' });
  expect(heard('signedOut')).toBe(false);
  expect(client.snapshot()).toEqual(known);

  channel.postMessage({ ...real, tombstone: { ...real.tombstone, generation: 2 } });
  await until(() => heard('signedOut'), { what: 'all before it were heard, and this is one' });
  channel.close();
});
