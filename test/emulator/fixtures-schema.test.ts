import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { fixturesSchema } from '../../playground/emulator/fixtures-schema.js';
import { fixturesShape } from '../../playground/emulator/fixtures-shape.js';
import { BadInput, checkInput } from '../../playground/emulator/input.js';

const file: unknown = JSON.parse(readFileSync('playground/emulator/fixtures.json', 'utf8'));
const conforms = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(fixturesSchema);

function isAccepted(value: unknown): boolean {
  try {
    checkInput(fixturesShape, value, 'fixtures');
    return true;
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return false;
  }
}

type Steps = readonly (string | number)[];

function pathsIn(value: unknown, steps: Steps = []): Steps[] {
  if (typeof value !== 'object' || value === null) return [steps];
  const items: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [steps, ...items.flatMap(([step, item]) => pathsIn(item, [...steps, step]))];
}

/** A copy in which `replace` gives what is at the path; `undefined` takes it away. */
function changed(value: unknown, [step, ...rest]: Steps, replace: (value: unknown) => unknown): unknown {
  if (step === undefined) return replace(value);
  if (Array.isArray(value))
    return value.map((item, at) => (at === step ? changed(item, rest, replace) : item));
  const { [step]: item, ...others } = value as Record<string, unknown>;
  const now = changed(item, rest, replace);
  return now === undefined ? others : { ...others, [step]: now };
}

const MUTATIONS: ((value: unknown) => unknown)[] = [
  ...[null, true, false, 0, -1, 1.5, 2 ** 31, '', 'x', 'USD', 'MONTH', '2026-01-31', '2026-01-31T10:00:00Z'],
  ...['2026-01-31T10:00:00', [], [1], ['x'], {}, { x: 1 }],
].map((other) => () => other);
MUTATIONS.push(
  () => undefined,
  (value) => (typeof value === 'object' && !Array.isArray(value) ? { ...value, colour: 'red' } : 'red'),
);

it('takes the fixtures of the playground', () => {
  expect(conforms(file), JSON.stringify(conforms.errors)).toBe(true);
  expect(conforms({ ...(file as object), $schema: './fixtures.schema.json' })).toBe(true);
});

it('agrees with what the emulator checks, whatever is changed in a file', () => {
  const paths = pathsIn(file);
  const verdicts = { accepted: 0, refused: 0 };
  // Each path meets some changes, and each change some of the paths.
  for (const [nth, path] of paths.entries()) {
    for (const step of [0, 1]) {
      const mutation = MUTATIONS[(nth * 5 + step * 7) % MUTATIONS.length];
      const mutant = mutation && changed(file, path, mutation);
      // Nothing at all is no file.
      if (mutant === undefined) continue;
      const accepted = isAccepted(mutant);
      if (conforms(mutant) !== accepted) expect({ path, mutant, accepted }).toBe('what the schema says');
      verdicts[accepted ? 'accepted' : 'refused']++;
    }
  }
  expect(verdicts.accepted).toBeGreaterThan(200);
  expect(verdicts.refused).toBeGreaterThan(700);
}, 60_000);
