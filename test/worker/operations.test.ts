// The operations that the engine sends: each is one that the schema knows, and the header that is read of it at run time
// is what a whole parser would read.
import { readFileSync } from 'node:fs';
import { buildSchema, Kind, type OperationTypeNode, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as generated from '../../worker/api/operations.generated.js';
import { parse as readHeader } from '../../worker/operation-header.js';

const schema = buildSchema(readFileSync('playground/emulator/stigg.graphql', 'utf8'));
const operations = Object.entries(generated) as [string, string][];

it('there are operations for all data calls', () => {
  expect(operations.length).toBeGreaterThanOrEqual(15);
});

describe.each(operations)('%s', (name, text) => {
  const document = parse(text);
  const [operation] = document.definitions;

  it('is valid against the schema', () => {
    expect(validate(schema, document)).toEqual([]);
  });

  it('is one operation, named after its document', () => {
    const found = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    expect(found).toHaveLength(1);
    expect(operation).toMatchObject({ name: { value: name.replace(/_.*/, '') } });
  });

  it('has a header that is read as by the parser', () => {
    const {
      kind,
      operation: type,
      name: called,
    } = operation as {
      kind: string;
      operation: OperationTypeNode;
      name: { value: string };
    };
    expect(readHeader(text).definitions).toEqual([{ kind, operation: type, name: { value: called.value } }]);
  });
});
