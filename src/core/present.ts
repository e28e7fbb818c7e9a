/** The members that are there: results leave out what is absent instead of carrying `undefined` or `null`. */
export function present<T extends object>(members: { readonly [K in keyof T]: T[K] | null | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null)) as T;
}
