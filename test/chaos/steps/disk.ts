// The disk fails, is damaged, or is taken away.
import type { Tab } from '../../support/browser.js';
import type { Disk } from '../conditions.js';
import type { Model } from '../model.js';
import type { Step } from '../step.js';

/** Of the snapshot format that these sources write. */
const DATABASE = 'stigg-offline-1';
const STATES: readonly Disk[] = ['refused', 'silent', 'full'];
const DAMAGES = ['number', 'cut', 'entitlements', 'text'] as const;
const HELD_MS = 4_000;

const change = (model: Model, disk: Disk) => {
  model.disk = disk;
};

export const diskSteps: readonly Step[] = [
  {
    name: 'the disk fails',
    seen: 'nothing; `status.persistence` says `memory`, and a reload without the network finds less',
    weight: 2,
    may: ({ disk }) => disk === 'sound',
    decide(_, draw) {
      const disk = draw.of(STATES);
      const isCut = draw.flip();
      return {
        says: `${disk}${isCut ? ', connections lost' : ''}`,
        async run(world) {
          change(world.model, disk);
          await world.changeConditions();
          if (isCut) await world.order({ order: 'lose' });
        },
      };
    },
  },
  {
    name: 'the disk is sound again',
    seen: 'nothing',
    weight: 3,
    may: ({ disk }) => disk !== 'sound',
    decide: () => ({
      async run(world) {
        change(world.model, 'sound');
        await world.changeConditions();
      },
    }),
  },
  {
    name: 'the connections to the disk are lost',
    seen: 'nothing',
    may: () => true,
    decide: () => ({ run: (world) => world.order({ order: 'lose' }) }),
  },
  {
    name: 'what is stored is damaged',
    seen: 'nothing while a tab is open; after a start what can be read, else what the API says',
    may: ({ disk }) => disk === 'sound',
    decide({ tabs }, draw) {
      const { id } = draw.of(tabs);
      const damage = draw.of(DAMAGES);
      return { says: damage, run: (world) => world.within(id, (tab) => corrupt(tab, damage)) };
    },
  },
  {
    name: 'the database is deleted',
    seen: 'nothing while a tab is open; after a start what the API says',
    may: ({ disk }) => disk === 'sound',
    decide({ tabs }, draw) {
      const { id } = draw.of(tabs);
      return {
        run: (world) =>
          world.within(id, (tab) =>
            tab.evaluate(
              (name) =>
                new Promise<void>((resolve) => {
                  const request = indexedDB.deleteDatabase(name);
                  request.onsuccess = () => resolve();
                  request.onerror = () => resolve();
                  // Who holds it open lets go of it, or is found by the checks.
                  setTimeout(resolve, 5_000);
                }),
              DATABASE,
            ),
          ),
      };
    },
  },
  {
    name: 'a foreign tab holds the database while it is deleted',
    seen: 'nothing',
    may: ({ disk }) => disk === 'sound',
    decide({ tabs }, draw) {
      const { id } = draw.of(tabs);
      return { run: (world) => world.within(id, (tab) => block(tab)) };
    },
  },
];

/** Nothing opens until the one that holds on lets go. */
function block(tab: Tab): Promise<void> {
  return tab.evaluate(
    (name, heldMs) =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open(name);
        request.onupgradeneeded = () => request.transaction?.abort();
        request.onerror = () => resolve();
        request.onsuccess = () => {
          indexedDB.deleteDatabase(name);
          setTimeout(() => {
            request.result.close();
            resolve();
          }, heldMs);
        };
      }),
    DATABASE,
    HELD_MS,
  );
}

/** Damages every record, in a way that leaves it an object of the database. */
function corrupt(tab: Tab, damage: (typeof DAMAGES)[number]): Promise<void> {
  return tab.evaluate(
    (name, how) =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open(name);
        request.onupgradeneeded = () => request.transaction?.abort();
        request.onerror = () => resolve();
        request.onsuccess = () => {
          const database = request.result;
          const transaction = database.transaction(['records', 'snapshots'], 'readwrite');
          const walk = transaction.objectStore('records').openCursor();
          walk.onsuccess = () => {
            const cursor = walk.result;
            if (!cursor) return;
            const record = cursor.value;
            if (how === 'text') cursor.update('damaged');
            else if (how === 'number') cursor.update({ ...record, ageMs: Number.NaN });
            else if (how === 'cut') cursor.update({ key: record.key, snapshot: record.snapshot });
            else if (record.snapshot)
              transaction.objectStore('snapshots').put('{"format":1,"entitlements":5}', cursor.key);
            cursor.continue();
          };
          transaction.oncomplete = transaction.onabort = () => {
            database.close();
            resolve();
          };
        };
      }),
    DATABASE,
    damage,
  );
}
