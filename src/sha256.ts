// SHA-256 (FIPS 180-4), synchronous. `crypto.subtle` answers later, and not at all on plain http, while sign-out and
// bootstrap need the answer before they return; the audited package for it takes a quarter of the page's budget.

/** The digest of a text in UTF-8, in hex. */
export function sha256(text: string): string {
  const state = new Uint32Array(INITIAL);
  const message = padded(new TextEncoder().encode(text));
  for (let block = 0; block < message.byteLength; block += 64) compress(state, message, block);
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** The first 32 bits of the fractions of a root of the first primes: 64 cube roots, 8 square roots. */
const ROUND = fractions(64, 1 / 3);
const INITIAL = fractions(8, 1 / 2);

function fractions(count: number, exponent: number): Uint32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return Uint32Array.from(primes, (prime) => (prime ** exponent % 1) * 2 ** 32);
}

/** The message, a 1 bit, zeros, and its length in bits, in whole blocks of 64 bytes. */
function padded(text: Uint8Array): DataView {
  const bytes = new Uint8Array(((text.length + 72) >> 6) << 6);
  bytes.set(text);
  bytes[text.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 4, text.length * 8);
  return view;
}

function compress(state: Uint32Array, message: DataView, block: number): void {
  const words = new Uint32Array(64);
  const word = (at: number) => words[at] as number;
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let at = 0; at < 64; at++) {
    words[at] =
      at < 16
        ? message.getUint32(block + 4 * at)
        : word(at - 16) +
          sigma(word(at - 15), 7, 18, 0, 3) +
          word(at - 7) +
          sigma(word(at - 2), 17, 19, 0, 10);
    const first = h + sigma(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + (ROUND[at] as number) + word(at);
    const second = sigma(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] as number) + value;
}

/** Rotations of a word, xor-ed; the last may be a plain shift instead. */
function sigma(x: number, first: number, second: number, third: number, shift = 0): number {
  const rotated = (by: number) => (x >>> by) | (x << (32 - by));
  return rotated(first) ^ rotated(second) ^ (shift ? x >>> shift : rotated(third));
}
