/** A time of the API. @throws TypeError if it is none, which the response then is refused for */
export function time(iso: string): Date {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) throw new TypeError('not a time');
  return date;
}

export function timeOrNull(iso: string | null): Date | null {
  return iso === null ? null : time(iso);
}
