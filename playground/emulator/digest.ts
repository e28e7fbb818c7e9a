import { createHash } from 'node:crypto';

/** The same name always has the same digits, so that an unchanged answer is an unchanged answer. */
export function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

export function uuidOf(name: string): string {
  const hex = digest(name);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
