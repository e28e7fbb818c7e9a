// Comparing an answer with a sample of it.
type Fields = Record<string, unknown>;

/** The leaves of a sample that are not the same in the answer: path, sample, answer. */
export function differences(sample: unknown, ours: unknown, path = ''): [string, unknown, unknown][] {
  if (typeof sample !== 'object' || sample === null || (Array.isArray(sample) && sample.length === 0)) {
    const same = JSON.stringify(sample) === JSON.stringify(ours);
    return same ? [] : [[path, sample, ours]];
  }
  return Object.entries(sample).flatMap(([name, value]) => {
    const below = typeof ours === 'object' && ours !== null ? (ours as Fields)[name] : undefined;
    return differences(value, below, path ? `${path}.${name}` : name);
  });
}
