// Databases of other formats on the device: what nobody uses any more goes, the rest stays.
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import { DATABASE_NAME, formatLockName } from '../../src/core/protocol.js';
import { SNAPSHOT_FORMAT } from '../../src/core/snapshot.js';
import { holdLock } from '../../src/core/web-lock.js';
import { dropFormerFormats, holdFormat } from '../../worker/formats.js';
import { createLocks } from '../support/lock-manager.js';

const FORMER = SNAPSHOT_FORMAT - 1;
let disk: IDBFactory;
beforeEach(async () => {
  disk = new IDBFactory();
  for (const name of [`stigg-offline-${FORMER}`, DATABASE_NAME, 'stigg-offline-99', 'somebody-elses-0']) {
    await new Promise<void>((resolve) => {
      const request = disk.open(name);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
  }
});
const names = async () => (await disk.databases()).map(({ name }) => name).sort();

it('deletes the database of a former format, and no other', async () => {
  await dropFormerFormats(disk, createLocks().manager);
  expect(await names()).toEqual(['somebody-elses-0', DATABASE_NAME, 'stigg-offline-99'].sort());
});

it('leaves it while an engine of that format lives', async () => {
  const { manager } = createLocks();
  // As such an engine does.
  const release = await holdLock(manager, formatLockName(FORMER), 'shared');
  await dropFormerFormats(disk, manager);
  expect(await names()).toContain(`stigg-offline-${FORMER}`);
  release?.();
  await new Promise((resolve) => setTimeout(resolve));
  await dropFormerFormats(disk, manager);
  expect(await names()).not.toContain(`stigg-offline-${FORMER}`);
});

it('is held by several engines at once', async () => {
  const { manager, count } = createLocks();
  const held = await Promise.all([holdFormat(manager), holdFormat(manager)]);
  expect(held.every((release) => typeof release === 'function')).toBe(true);
  expect(count(formatLockName(SNAPSHOT_FORMAT))).toBe(2);
});

it('does nothing where it cannot know who uses what', async () => {
  await dropFormerFormats(disk, null);
  await dropFormerFormats({ ...disk, databases: undefined } as unknown as IDBFactory, createLocks().manager);
  expect(await names()).toContain(`stigg-offline-${FORMER}`);
});
