import { fixturesShape } from './fixtures-shape.js';
import { schemaOf } from './input.js';

/**
 * The fixture file as a JSON Schema, for editors. It is made of what the emulator checks; that ids name what is there, and
 * that dates exist, is more than a schema can tell.
 */
export const fixturesSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Fixtures of stigg-offline',
  description: 'What the emulator serves, and what fallbacks are made of.',
  ...schemaOf(fixturesShape),
};
