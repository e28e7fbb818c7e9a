// The mirror by itself, on a clock that anybody sets.
import { expect, it } from 'vitest';
import type { SessionUpdate } from '../../src/core/protocol.js';
import { Mirror } from '../../src/mirror.js';
import { entitlement } from '../core/wire.js';
import { REFRESHED } from '../support/session-update.js';

const update: SessionUpdate = {
  ...REFRESHED,
  snapshot: {
    format: 1,
    revision: 1,
    receivedAt: 0,
    isWidgetWatermarkEnabled: null,
    entitlements: [entitlement()],
  },
  ageMs: 10,
  persistence: 'memory',
};

it('an age that was told does not decrease when the clock is set back, until the API confirms', () => {
  let wall = 1_000;
  const mirror = new Mirror(() => ({ wall, monotonic: 0 }));
  mirror.apply(update);
  expect(mirror.ageMs()).toBe(10);
  wall += 5_000;
  expect(mirror.ageMs()).toBe(5_010);
  wall -= 5_000;
  expect(mirror.ageMs()).toBe(5_010);
  wall += 6_000;
  expect(mirror.ageMs()).toBe(6_010);
  const { snapshot: _, ...confirmed } = update;
  mirror.apply({ ...confirmed, ageMs: 0 });
  expect(mirror.ageMs()).toBe(0);
});
