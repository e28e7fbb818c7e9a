// Nothing is exported without a word, and the reference has all of it.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Exported, readEntries, typedEntries } from './declarations.js';
import { referenceOf } from './document.js';

const entries = readEntries(typedEntries());
const all = entries.flatMap(({ specifier, exports }) => exports.map((one) => ({ specifier, ...one })));
const reference = readFileSync('dist/reference.md', 'utf8');

/** Whose every member is the app's to call, give or hear; what the API sends, and constants, speak for themselves. */
const isSpokenTo = ({ name, kind }: Exported) =>
  kind === 'class' ||
  (kind === 'value' && !/^[A-Z]/.test(name)) ||
  /(Options|Props|Events|Limits|Params|Wait)$|^(BillableFeature|BillingInformation|ChosenAddon|Check|Fallback|LogConfiguration|Logger|Status|Test\w+)$/.test(
    name,
  );

it('all entries and exports are read', () => {
  expect(entries.map(({ specifier }) => specifier)).toContain('stigg-offline/react');
  expect(entries.filter(({ exports }) => exports.length === 0)).toEqual([]);
  const client = all.find(({ name }) => name === 'StiggClient');
  expect(client?.members.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['getBooleanEntitlement', 'getPaywall', 'status', 'subscribe', 'close']),
  );
});

it('each export has a docstring', () => {
  expect(all.filter(({ doc }) => doc === '').map(({ specifier, name }) => `${specifier} ${name}`)).toEqual(
    [],
  );
});

it('each method, option, property and event has one', () => {
  const members = all
    .filter(isSpokenTo)
    .flatMap(({ name, members }) => members.map((member) => ({ ...member, name: `${name}.${member.name}` })));
  expect(members.length).toBeGreaterThan(100);
  // The drop-in's client says nothing of what it has as the client has it.
  const told = new Set(members.filter(({ doc }) => doc !== '').map(({ name }) => name));
  const silent = members.filter(({ name, doc, tags }) => doc === '' && tags.length === 0 && !told.has(name));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

it('the reference in the package is of these declarations, and misses nothing', () => {
  expect(reference).toBe(referenceOf(entries));
  const sections = reference.split(/^## /m).slice(1);
  const missing = entries.flatMap(({ specifier, exports }, at) =>
    exports.flatMap(({ name, doc, members }) => {
      const section = sections[at]?.split(/^### /m).find((text) => text.startsWith(`\`${name}\``)) ?? '';
      const wanted = [doc, ...members.map((member) => member.name)];
      return wanted
        .filter((text) => !section.includes(text.replaceAll(/\{@link (\w+)\}/g, '`$1`')))
        .map((text) => `${specifier} ${name}: ${text}`);
    }),
  );
  expect(missing).toEqual([]);
});

it('no member stands in the list of what is said of another one', () => {
  const lists = reference.split(/^#### /m).slice(1);
  const strays = lists.flatMap((text) => {
    const [own = ''] = text.split(/^##/m);
    return own.split('\n').filter((line) => /^- `(readonly |get |static )|^- `\w+(<.*>)?\(/.test(line));
  });
  expect(strays).toEqual([]);
});
