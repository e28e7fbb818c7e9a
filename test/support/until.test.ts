import { expect, it } from 'vitest';
import { until } from './until.js';

it('gives the first truthy value', async () => {
  let calls = 0;
  const value = await until(async () => (++calls === 3 ? 'third' : undefined), { what: 'the third call' });
  expect([value, calls]).toEqual(['third', 3]);
});

it.each([
  ['the last value', () => 0, 'a number: not within 120 ms; last value: 0'],
  [
    'the last rejection',
    () => Promise.reject(new Error('no')),
    'a number: not within 120 ms; last value: rejected with Error: no',
  ],
  [
    'that nothing came',
    () => new Promise(() => {}),
    'a number: not within 120 ms; last value: nothing: the first call never settled',
  ],
])('says %s when time runs out', async (_, condition, message) => {
  await expect(until<unknown>(condition, { what: 'a number', timeoutMs: 120 })).rejects.toThrow(message);
});
