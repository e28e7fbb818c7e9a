/** True for a JSON object: not null, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A JSON merge patch (RFC 7396): null removes a member, objects are merged, all else replaces.
 * Returns a new value; neither argument is changed.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged = new Map(Object.entries(isRecord(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  // fromEntries defines members, so that one named `__proto__` stays a member.
  return Object.fromEntries(merged);
}

/** Whether `value` has all that `subset` has, at any depth; lists must be of the same length. */
export function contains(value: unknown, subset: unknown): boolean {
  if (Array.isArray(subset)) {
    return (
      Array.isArray(value) &&
      value.length === subset.length &&
      subset.every((item, at) => contains(value[at], item))
    );
  }
  if (!isRecord(subset)) return Object.is(value, subset);
  return (
    isRecord(value) &&
    Object.entries(subset).every(([name, item]) => Object.hasOwn(value, name) && contains(value[name], item))
  );
}
