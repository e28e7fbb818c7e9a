/** `null` members of these names are left out, as the vendor's client gives none. */
export type Absent<T, Name extends keyof T> = Omit<T, Name> & {
  readonly [Key in Name]?: NonNullable<T[Key]>;
};

export function absent<T extends object, Name extends keyof T>(value: T, ...names: Name[]): Absent<T, Name> {
  const copy: Partial<T> = { ...value };
  for (const name of names) if (copy[name] === null) delete copy[name];
  return copy as Absent<T, Name>;
}
