// Makes three files: from the GraphQL documents and the schema worker/api/operations.generated.ts, the text of each operation with the
// types of its variables and its data, and worker/api/shapes.generated.ts, what its data must look like at run time; and from the
// schema alone src/compat/enums.generated.ts.
//   node worker/api/codegen.mjs [--check]    --check changes nothing and fails if a file is not what would be made
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse, print, stripIgnoredCharacters, validate, visit } from 'graphql';
import { shapesOf } from './shape-codegen.mjs';

const DOCUMENTS = 'worker/api/documents';
const SCHEMA = 'playground/emulator/stigg.graphql';
const GENERATED = 'worker/api/operations.generated.ts';
const SHAPES = 'worker/api/shapes.generated.ts';
const ENUMS = 'src/compat/enums.generated.ts';

const schema = parse(readFileSync(SCHEMA, 'utf8'));
const documents = readdirSync(DOCUMENTS)
  .filter((name) => name.endsWith('.graphql'))
  .sort()
  .map((name) => ({ location: name, document: parse(readFileSync(`${DOCUMENTS}/${name}`, 'utf8')) }));

const definitions = documents.flatMap(({ document }) => document.definitions);
const errors = validate(buildSchema(readFileSync(SCHEMA, 'utf8')), { kind: 'Document', definitions });
if (errors.length > 0) {
  for (const { message } of errors) console.error(message);
  process.exit(1);
}

const types = await codegen({
  filename: GENERATED,
  schema,
  documents,
  config: {
    namingConvention: 'keep',
    // The API adds values to its enums without asking anybody.
    enumType: 'string-literal',
    scalars: { DateTime: 'string', JSON: 'unknown', UUID: 'string', ConnectionCursor: 'string' },
    skipTypename: true,
    skipTypeNameForRoot: true,
    immutableTypes: true,
    inlineFragmentTypes: 'combine',
  },
  pluginMap: { operations: typescriptOperations },
  plugins: [{ operations: {} }],
});

const operations = definitions.filter(({ kind }) => kind === 'OperationDefinition');
const texts = operations.map((operation) => {
  const { value: name } = operation.name;
  const kind = operation.operation === 'query' ? 'Query' : 'Mutation';
  const type = `${name[0].toUpperCase()}${name.slice(1)}${kind}`;
  // A part of the name that only tells variants of an operation apart here.
  const sent = { ...operation, name: { ...operation.name, value: name.replace(/_.*/, '') } };
  const text = stripIgnoredCharacters([sent, ...fragmentsOf(operation)].map(print).join('\n'));
  return `export const ${name} = ${JSON.stringify(text)} as Operation<${type}, ${type}Variables>;\n`;
});

const header = `// Made by worker/api/codegen.mjs from ${DOCUMENTS} and the schema. Change those instead.`;
const made = `${header}
${types}
/** The text of an operation, which knows its data and its variables. */
export type Operation<Data, Variables> = string & { readonly data?: Data; readonly variables?: Variables };

${texts.join('\n')}`;

const shapes = `${header}\n${shapesOf(schema, definitions, fragmentsOf)}`;

const enums = schema.definitions
  .filter(({ kind }) => kind === 'EnumTypeDefinition')
  .map(({ name: { value: name }, values }) => {
    const members = values.map(({ name: { value } }) => `${memberName(value)}: '${value}'`).join(', ');
    return `/** \`${name}\` of the API's schema. */
export const ${name} = { ${members} } as const;
export type ${name} = (typeof ${name})[keyof typeof ${name}];\n`;
  });
const madeEnums = `// Made by worker/api/codegen.mjs from the schema: its enums as values, with the member names that the vendor's have.
${enums.join('\n')}`;

for (const [file, content] of [
  [GENERATED, made],
  [SHAPES, shapes],
  [ENUMS, madeEnums],
]) {
  if (!process.argv.includes('--check')) writeFileSync(file, content);
  else if (readFileSync(file, 'utf8') !== content) {
    console.error(`${file} is not what this makes: run \`npm run codegen\`.`);
    process.exit(1);
  }
}

/** `IN_TRIAL` is `InTrial`; words that are not in capitals only get a capital. */
function memberName(value) {
  const words = value === value.toUpperCase() ? value.toLowerCase().split('_') : [value];
  return words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

/** The fragments that a definition needs, each once. */
function fragmentsOf(definition, found = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = definitions.find(
        (one) => one.kind === 'FragmentDefinition' && one.name.value === name.value,
      );
      if (found.has(fragment)) return;
      found.add(fragment);
      fragmentsOf(fragment, found);
    },
  });
  return found;
}
