import type { BenchTab } from '../tab.js';

/** Characters of all that lies in the tab's databases and localStorage, as JSON. */
export function storedCharacters(tab: BenchTab): Promise<number> {
  return tab.evaluate('what is stored', async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    let characters = 0;
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const all = await settled(database.transaction(store).objectStore(store).getAll());
        characters += JSON.stringify(all).length;
      }
      database.close();
    }
    for (let at = 0; at < localStorage.length; at++) {
      characters += localStorage.getItem(localStorage.key(at) ?? '')?.length ?? 0;
    }
    return characters;
  });
}
