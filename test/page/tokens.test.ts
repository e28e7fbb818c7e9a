import { expect, it } from 'vitest';
import type { Context } from '../../src/context.js';
import { createLogger } from '../../src/logger.js';
import { Tokens } from '../../src/tokens.js';

it('offers what it has in the place of a refused token once; then the function is asked, whose token may have changed', async () => {
  let present = 'first';
  let asked = 0;
  const context: Pick<Context, 'customer' | 'token'> = {
    customer: null,
    token: async () => {
      asked++;
      return present;
    },
  };
  const tokens = new Tokens(context, createLogger({ logLevel: 'NONE' }));
  expect(await tokens.current()).toBe('first');
  present = 'second';
  // Of another tab, whose token was refused: this one's may be good.
  expect(await tokens.renewed('other')).toBe('first');
  expect(await tokens.current()).toBe('first');
  expect(asked).toBe(1);
  // It was not, or the other tab would not have been asked again.
  expect(await tokens.renewed('other')).toBe('second');
  expect(asked).toBe(2);
  // A second session hears of the same refusal.
  expect(await tokens.renewed('other')).toBe('second');
  expect(asked).toBe(2);
});
