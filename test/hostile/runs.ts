// How often the properties are tried, and from which seed.

const { HOSTILE_RUNS = '60', HOSTILE_SEED = '20260101' } = process.env;

export const RUNS = Number(HOSTILE_RUNS);
export const SEED = Number(HOSTILE_SEED);
/** For what takes long each time. */
export const FEWER = { numRuns: Math.ceil(RUNS / 3) };
