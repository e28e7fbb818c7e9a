// The shape of what comes from outside: made of these, so that each is a description and no code of its own.

/** Whether a value has the shape. Members that a shape does not name are not looked at. */
export type Shape = (value: unknown) => boolean;

export const text: Shape = (value) => typeof value === 'string';
/** NaN and the infinities are no numbers: nothing can be above them, or equal to them. */
export const number: Shape = (value) => Number.isFinite(value);
export const flag: Shape = (value) => typeof value === 'boolean';
export const json: Shape = (value) => value !== undefined;

export const maybe =
  (shape: Shape): Shape =>
  (value) =>
    value === null || shape(value);

/** For members that only some of the objects have; any of the shapes will do. */
export const optional =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    value === undefined || shapes.some((shape) => shape(value));

export const list =
  (shape: Shape): Shape =>
  (value) =>
    // A hole is no element, and nobody looks at it; of one that is all holes, nobody walks along.
    Array.isArray(value) &&
    Object.keys(value).length >= value.length &&
    [...value].every((one) => shape(one));

export const object =
  (members: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    // A list has no members, which is all that is asked where each of them may be absent.
    !Array.isArray(value) &&
    Object.entries(members).every(([name, shape]) => shape((value as Record<string, unknown>)[name]));

/** No data of the API is nested nearly so deep, and nothing that walks through data shall run out of stack. */
const DEEPEST = 64;

/** Whether data can be walked through, copied and sent. */
export function isShallow(value: unknown, deepest = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return deepest > 0 && Object.values(value).every((member) => isShallow(member, deepest - 1));
}
