// A localStorage for Node, which can be damaged.

export interface FakeStorage extends Storage {
  readonly items: Map<string, unknown>;
}

/** @param broken the members that throw, as those of a damaged profile do */
export function createStorage(broken: readonly string[] = []): FakeStorage {
  const items = new Map<string, unknown>();
  const whole: FakeStorage = {
    items,
    get length() {
      return items.size;
    },
    key: (at) => [...items.keys()][at] ?? null,
    getItem: (name) => (items.get(name) as string | undefined) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  };
  return new Proxy(whole, {
    get(target, name) {
      if (broken.includes(String(name))) throw new DOMException('damaged', 'NS_ERROR_FILE_CORRUPTED');
      return Reflect.get(target, name);
    },
  });
}
