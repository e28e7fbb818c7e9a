// What chance decides, the same for the same seed.
import { createChance } from '../simulation/chance.js';

export class Draw {
  readonly #chance: () => number;

  /** @param at of a walk: each step has draws of its own, so that one that draws more changes no other */
  constructor(seed: number, at: number) {
    this.#chance = createChance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b));
    // The first numbers of neighbouring seeds are alike.
    this.#chance();
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#chance() * (most - least + 1));
  }

  /** From 0 to 1. */
  share(): number {
    return this.#chance();
  }

  flip(probability = 0.5): boolean {
    return this.#chance() < probability;
  }

  of<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    if (choices.length === 0) throw new Error('nothing to choose from');
    return choices[this.between(0, choices.length - 1)] as T;
  }
}
