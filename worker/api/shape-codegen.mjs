// The shapes of what the operations give, as TypeScript made of `src/core/shape.ts`: what the schema says of the fields that the
// documents ask for.
import { buildASTSchema, isEnumType, isListType, isNonNullType } from 'graphql';

const SCALARS = {
  Boolean: 'flag',
  Int: 'number',
  Float: 'number',
  JSON: 'json',
};

/** @param fragmentsOf gives the fragments that a definition needs, in no particular order */
export function shapesOf(schemaDocument, definitions, fragmentsOf) {
  const schema = buildASTSchema(schemaDocument);
  const operations = definitions.filter(({ kind }) => kind === 'OperationDefinition');
  // Each after those that it needs itself.
  const fragments = new Set();
  const add = (fragment) => {
    for (const needed of fragmentsOf(fragment)) if (!fragments.has(needed)) add(needed);
    fragments.add(fragment);
  };
  for (const fragment of operations.flatMap((operation) => [...fragmentsOf(operation)])) add(fragment);

  function shapeOf(type, selections) {
    if (!isNonNullType(type)) return `maybe(${shapeThere(type, selections)})`;
    return shapeThere(type.ofType, selections);
  }

  function shapeThere(type, selections) {
    if (isListType(type)) return `list(${shapeOf(type.ofType, selections)})`;
    // The API adds words to its enums without asking anybody.
    if (isEnumType(type)) return 'text';
    return selections ? `object(${membersOf(type, selections)})` : (SCALARS[type.name] ?? 'text');
  }

  function membersOf(type, { selections }) {
    const members = selections.flatMap((selection) => {
      if (selection.kind === 'FragmentSpread') return `...${selection.name.value}`;
      return selection.kind === 'Field' ? [memberOf(type, selection).join(': ')] : [];
    });
    // Where it is one of several types, their members are there or not.
    const parts = new Map();
    for (const { kind, typeCondition, selectionSet } of selections) {
      if (kind !== 'InlineFragment') continue;
      for (const field of selectionSet.selections) {
        const [name, shape] = memberOf(schema.getType(typeCondition.name.value), field);
        parts.set(name, (parts.get(name) ?? new Set()).add(shape));
      }
    }
    for (const [name, shapes] of parts) members.push(`${name}: optional(${[...shapes].join(', ')})`);
    return `{ ${members.join(', ')} }`;
  }

  function memberOf(type, { alias, name, selectionSet }) {
    return [alias?.value ?? name.value, shapeOf(type.getFields()[name.value].type, selectionSet)];
  }

  const parts = [...fragments].map(({ name, typeCondition, selectionSet }) => {
    const type = schema.getType(typeCondition.name.value);
    return `const ${name.value} = ${membersOf(type, selectionSet)};\n`;
  });
  const wholes = operations.map(({ name, operation, selectionSet }) => {
    const type = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
    return `export const ${name.value}: Shape = /* @__PURE__ */ object(${membersOf(type, selectionSet)});\n`;
  });
  return `import { flag, json, list, maybe, number, object, optional, type Shape, text } from '../../src/core/shape.js';

${parts.join('\n')}
${wholes.join('\n')}`;
}
