import { Refusal } from './billing/refusal.js';

/** @throws {Refusal} BadUserInput: no time; the schema takes any value for one */
export function timeOf(value: unknown, name: string): Date {
  const time = new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(time.getTime())) throw new Refusal('BadUserInput', `${name} must be an ISO time`);
  return time;
}
