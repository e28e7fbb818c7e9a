import { expect, it } from 'vitest';
import { Emitter } from '../../src/emitter.js';

interface Events {
  said: { readonly word: string };
}

it('makes what is told once for all listeners, and not at all where nobody listens', () => {
  const emitter = new Emitter<Events>(() => {});
  const heard: object[] = [];
  let made = 0;
  const payload = () => ({ word: String(++made) });
  emitter.emit('said', payload);
  expect(made).toBe(0);
  const end = emitter.on('said', (told) => heard.push(told));
  emitter.on('said', (told) => heard.push(told));
  emitter.emit('said', payload);
  expect(heard).toEqual([{ word: '1' }, { word: '1' }]);
  end();
  emitter.emit('said', payload);
  expect(heard.map((told) => (told as Events['said']).word)).toEqual(['1', '1', '2']);
});
