// Stands in for the package `graphql` in the built engine. Of its parser, the GraphQL client only wants to know the kind
// and the name of an operation; ours are checked when they are made, so nothing has to parse them again on the page.
// (The parser and the printer were 8 of the engine's 22 kB.)

export const Kind = { OPERATION_DEFINITION: 'OperationDefinition' } as const;

/** The header of an operation as the generator writes it, in the form of a syntax tree. */
export function parse(operation: string) {
  const [, kind, name] = /^(\w+) (\w+)/.exec(operation) ?? [];
  return {
    kind: 'Document',
    definitions: [{ kind: Kind.OPERATION_DEFINITION, operation: kind, name: { value: name } }],
  };
}

/** Never called: all operations are texts. */
export function print(): never {
  throw new TypeError('An operation must be a text.');
}
