// What pages and engines of a walk live under, and what they are told to do. Each asks for the conditions as it starts.

/** `refused`: no database opens. `silent`: opening one never ends. `full`: nothing can be written. */
export type Disk = 'sound' | 'refused' | 'silent' | 'full';

export interface Conditions {
  /** How far `Date.now()` is off, in milliseconds. */
  readonly clockOffsetMs: number;
  readonly disk: Disk;
}

/** The channel on which pages and engines are told. */
export const CHAOS_CHANNEL = 'chaos';

export type Order =
  | { readonly conditions: Conditions }
  /** Workers go on and say nothing any more. */
  | { readonly order: 'wedge' }
  /** Shared workers end, at once and without a word. */
  | { readonly order: 'die' }
  /** Every connection to a database is closed, as by a browser that clears its storage. */
  | { readonly order: 'lose' }
  /** Each says how much it holds. */
  | { readonly order: 'count'; readonly round: number };

/** What a page or an engine holds. */
export interface Holdings {
  readonly round: number;
  readonly realm: string;
  readonly timers: number;
  readonly channels: number;
  readonly ports: number;
}
