import { expect, it, vi } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.js';
import { listOf, readText, readWholeText, textOf } from '../../src/core/snapshot-text.js';
import { entitlement } from './wire.js';

const IDS = ['a', 'b', 'c'];
const snapshotOf = (revision = 1): Snapshot => ({
  format: 1,
  revision,
  receivedAt: 1_000,
  isWidgetWatermarkEnabled: true,
  entitlements: IDS.map((refId) => entitlement({ feature: { refId } })),
});
const read = (text: string) => readText(text, () => {});

it('is made once for all who want it, and of what was read it is what was read', () => {
  const snapshot = snapshotOf();
  const text = textOf(snapshot);
  const stringify = vi.spyOn(JSON, 'stringify');
  const [lazy, whole] = [read(text), readWholeText(text)];
  for (const one of [snapshot, lazy, whole]) expect(one && textOf(one)).toBe(text);
  expect(stringify).not.toHaveBeenCalled();
  stringify.mockRestore();
});

it('gives the snapshot back, in part or whole', () => {
  const snapshot = snapshotOf();
  expect(readWholeText(textOf(snapshot))).toEqual(snapshot);
  const lazy = read(textOf(snapshot));
  expect((lazy && listOf(lazy))?.get('b')).toEqual(snapshot.entitlements[1]);
  expect(lazy).toEqual(snapshot);
  // As it is exported.
  expect(JSON.stringify(lazy)).toBe(JSON.stringify(snapshot));
});

it('has one list, so that what was found in it stays the same', () => {
  const lazy = read(textOf(snapshotOf()));
  if (!lazy) throw new Error('unreadable');
  const b = listOf(lazy).get('b');
  expect(lazy.entitlements[1]).toBe(b);
  expect(listOf(lazy).get('b')).toBe(b);
});

it('names its features without reading them', () => {
  const odd = {
    ...snapshotOf(),
    entitlements: ['b"\n[",', '\u007f\\'].map((refId) => entitlement({ feature: { refId } })),
  };
  const [lazy, damaged] = [read(textOf(odd)), read(textOf(odd).replace('\\\\', '\\x'))];
  const parse = vi.spyOn(JSON, 'parse');
  expect([...((lazy && listOf(lazy)) ?? new Map()).keys()]).toEqual(['b"\n[",', '\u007f\\']);
  expect(parse.mock.calls.every(([text]) => text.length < 20)).toBe(true);
  parse.mockRestore();
  expect([...((damaged && listOf(damaged)) ?? new Map()).keys()]).toEqual(['b"\n[",']);
});

it('searches for what is not in it once, and reads all where more than a few are asked for', () => {
  const text = textOf({ ...snapshotOf(), entitlements: [entitlement({ feature: { refId: 'a' } })] });
  const lazy = read(text);
  if (!lazy) throw new Error('unreadable');
  const list = listOf(lazy);
  const searches = vi.spyOn(String.prototype, 'indexOf');
  for (let times = 0; times < 5; times++) {
    for (let at = 0; at < 19; at++) expect(list.get(`none-${at}`)).toBeUndefined();
  }
  expect(searches.mock.contexts.filter((context) => String(context) === text)).toHaveLength(19);
  const a = list.get('a');
  for (let at = 0; at < 100; at++) expect(list.get(`other-${at}`)).toBeUndefined();
  expect(searches.mock.contexts.filter((context) => String(context) === text)).toHaveLength(20);
  searches.mockRestore();
  expect(list.get('a')).toBe(a);
  // By then the text is gone; whoever wants it gets the same.
  expect(list).toMatchObject({ text: null });
  expect(textOf(lazy)).toBe(text);
});

it('a line that cannot be read is told of once', () => {
  const told = vi.fn();
  const lazy = readText(textOf(snapshotOf()).replace('\n["b"', '\n["b",,'), told);
  expect(lazy).toBeNull();
  const spoilt = readText(textOf(snapshotOf()).replace('NUMBER', 'NOTHIN'), told);
  if (!spoilt) throw new Error('unreadable');
  for (const _ of [1, 2]) expect(listOf(spoilt).get('a')).toBeUndefined();
  expect(told).toHaveBeenCalledTimes(1);
});

it.each([5, null, [], [5, 5], 'ab'])('whose names are %j grants nothing', (names) => {
  const spoilt = read(textOf(snapshotOf()).replace(/"names":\[\[.*\]\]/, `"names":${JSON.stringify(names)}`));
  expect(spoilt && listOf(spoilt).get('a')).toBeFalsy();
});

it('knows which features somebody asked for', () => {
  const lazy = read(textOf(snapshotOf()));
  if (!lazy) throw new Error('unreadable');
  const { asked } = listOf(lazy);
  listOf(lazy).get('b');
  listOf(lazy).get('none');
  expect([...(asked ?? [])]).toEqual(['b', 'none']);
  listOf(lazy).values();
  expect([...(asked ?? [])].sort()).toEqual(['a', 'b', 'c', 'none']);
});

it.each<[string, (text: string) => unknown]>([
  ['nothing', () => undefined],
  ['a number', () => 5],
  ['no JSON', () => '{'],
  ['of another format', (text) => text.replace('"format":1', '"format":2')],
  ['cut', (text) => text.slice(0, -1)],
  ['with a line that cannot be read', (text) => text.replace('\n["b"', '\n[5,5')],
  ['with a feature twice', (text) => text.replace('\n["b"', '\n["a"')],
  ['with a feature of no known type', (text) => text.replace('NUMBER', 'NOTHIN')],
])('as a whole it is none where it is %s', (_, change) => {
  const text = textOf(snapshotOf());
  expect(readWholeText(change(text))).toBeNull();
  expect(readWholeText(text)).not.toBeNull();
});

it('is readable all in one line, as it was written once', () => {
  const snapshot = snapshotOf();
  expect(readWholeText(JSON.stringify(snapshot))).toEqual(snapshot);
  expect(readWholeText(JSON.stringify({ ...snapshot, entitlements: [{}] }))).toBeNull();
});
