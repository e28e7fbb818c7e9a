// Where things are in a JSON text, which `JSON.parse` does not tell: each value by its path, and what is wrong.

export interface JsonScan {
  /** Offsets by path, as `offsetKey` names it. */
  readonly offsets: ReadonlyMap<string, number>;
  /** `null` for JSON. */
  readonly error: { readonly offset: number; readonly expected: string } | null;
}

export type Steps = readonly (string | number)[];

export const offsetKey = (steps: Steps) => JSON.stringify(steps);

export function scanJson(text: string): JsonScan {
  const offsets = new Map<string, number>();
  try {
    new Scanner(text, offsets).document();
    return { offsets, error: null };
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return { offsets, error };
  }
}

/** Counted from 1, as editors do. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

class Unexpected extends Error {
  readonly offset: number;
  readonly expected: string;

  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
    this.expected = expected;
  }
}

const SPACE = /[ \t\r\n]*/y;
const TEXT = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Scanner {
  readonly #text: string;
  readonly #offsets: Map<string, number>;
  #at = 0;

  constructor(text: string, offsets: Map<string, number>) {
    this.#text = text;
    this.#offsets = offsets;
  }

  document(): void {
    this.#value([]);
    if (this.#next() !== '') throw new Unexpected(this.#at, 'nothing more');
  }

  #value(steps: Steps): void {
    const first = this.#next();
    this.#offsets.set(offsetKey(steps), this.#at);
    if (first === '{') this.#items('}', () => this.#member(steps));
    else if (first === '[') this.#items(']', (at) => this.#value([...steps, at]));
    else if (first === '"') this.#match(TEXT, 'a string, in double quotes and on one line');
    else this.#match(SCALAR, 'a value');
  }

  #member(steps: Steps): void {
    this.#next();
    const name = this.#match(TEXT, 'a name in double quotes');
    if (this.#next() !== ':') throw new Unexpected(this.#at, '":"');
    this.#at++;
    this.#value([...steps, JSON.parse(name)]);
  }

  #items(end: string, item: (at: number) => void): void {
    this.#at++;
    if (this.#next() !== end) {
      for (let at = 0; ; at++) {
        item(at);
        if (this.#next() !== ',') break;
        this.#at++;
      }
    }
    if (this.#next() !== end) throw new Unexpected(this.#at, `"," or "${end}"`);
    this.#at++;
  }

  /** The character behind what is blank; empty at the end. */
  #next(): string {
    this.#match(SPACE, '');
    return this.#text.charAt(this.#at);
  }

  #match(pattern: RegExp, expected: string): string {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) throw new Unexpected(this.#at, expected);
    this.#at += found.length;
    return found;
  }
}
