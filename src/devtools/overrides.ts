// What developers have set by hand: one item of localStorage, so that it is the same in all tabs of the origin.

/** Instead of what the API says of a feature; what is absent stays as it is. */
export interface Override {
  readonly access?: 'granted' | 'denied';
  readonly usage?: number;
  /** The usage limit; of a number that is no meter, its value. */
  readonly limit?: number;
}

interface Item {
  readonly offline: boolean;
  readonly overrides: Readonly<Record<string, Override>>;
}

const ITEM = 'stigg-offline:devtools';
const NOTHING: Item = { offline: false, overrides: {} };

export class Overrides {
  #text: string | null = null;
  #item = NOTHING;
  readonly #changed: (featureIds: readonly string[]) => void;

  /** @param changed told the features whose override is another now, here or in another tab */
  constructor(changed: (featureIds: readonly string[]) => void) {
    this.#changed = changed;
    addEventListener('storage', this.#heard);
    this.#show(read());
  }

  /** Whether the network is to be taken for gone. */
  get offline(): boolean {
    return this.#item.offline;
  }

  set offline(offline: boolean) {
    this.#write({ ...this.#item, offline });
  }

  get featureIds(): string[] {
    return Object.keys(this.#item.overrides);
  }

  /** Whether anything is not as the API says. */
  get any(): boolean {
    return this.offline || this.featureIds.length > 0;
  }

  of(featureId: string): Override | undefined {
    const { overrides } = this.#item;
    return Object.hasOwn(overrides, featureId) ? overrides[featureId] : undefined;
  }

  /** @param override one that says nothing is removed */
  set(featureId: string, override: Override): void {
    const others = Object.entries(this.#item.overrides).filter(([id]) => id !== featureId);
    const said = Object.keys(override).length > 0 ? [[featureId, override] as const] : [];
    this.#write({ ...this.#item, overrides: Object.fromEntries([...others, ...said]) });
  }

  /** Everything is as the API says again, in all tabs. */
  clear(): void {
    this.#write(NOTHING);
  }

  stop(): void {
    removeEventListener('storage', this.#heard);
  }

  readonly #heard = ({ key }: StorageEvent) => {
    // `null`: all items were removed.
    if (key === ITEM || key === null) this.#show(read());
  };

  #write(item: Item): void {
    const text = item.offline || Object.keys(item.overrides).length > 0 ? JSON.stringify(item) : null;
    try {
      if (text === null) localStorage.removeItem(ITEM);
      else localStorage.setItem(ITEM, text);
    } catch {
      // Full or blocked: this page alone.
    }
    this.#show(text);
  }

  #show(text: string | null): void {
    if (text === this.#text) return;
    const before = this.#item.overrides;
    this.#text = text;
    this.#item = parse(text);
    const ids = new Set([...Object.keys(before), ...this.featureIds]);
    const same = (id: string) => JSON.stringify(before[id]) === JSON.stringify(this.of(id));
    this.#changed([...ids].filter((id) => !same(id)));
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(ITEM);
  } catch {
    return null;
  }
}

/** Anybody on the origin can write the item: what cannot be read is left out. */
function parse(text: string | null): Item {
  try {
    const { offline, overrides } = JSON.parse(text ?? '') as Partial<Record<keyof Item, unknown>>;
    const entries = Object.entries(overrides ?? {}).map(([id, given]) => [id, parseOverride(given)] as const);
    return {
      offline: offline === true,
      overrides: Object.fromEntries(entries.filter(([, override]) => Object.keys(override).length > 0)),
    };
  } catch {
    return NOTHING;
  }
}

function parseOverride(given: unknown): Override {
  const { access, usage, limit } = (given ?? {}) as Record<string, unknown>;
  const number = (value: unknown): value is number => Number.isFinite(value) && (value as number) >= 0;
  return {
    ...((access === 'granted' || access === 'denied') && { access }),
    ...(number(usage) && { usage }),
    ...(number(limit) && { limit }),
  };
}
