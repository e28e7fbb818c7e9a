// Data that an operation might give, made from the schema: every leaf another value, so that each can be found again.
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';

const schema = buildSchema(readFileSync('playground/emulator/stigg.graphql', 'utf8'));

export interface WireData {
  readonly data: unknown;
  /** All strings and numbers in it, times as ISO strings, with where they are. */
  readonly leaves: ReadonlyMap<string | number, string>;
}

/** @param nullables whether everything that may be null is */
export function makeWireData(operation: string, nullables: 'filled' | 'null'): WireData {
  const document = parse(operation);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const [query] = document.definitions;
  if (query?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const root = query.operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error('no root type');

  const leaves = new Map<string | number, string>();
  let count = 0;
  const keep = <T extends string | number>(value: T, path: string): T => {
    leaves.set(value, path);
    return value;
  };

  /** The fields that are selected of a type, those of its fragments among them. */
  function fieldsOf(selections: SelectionSetNode, typeName: string): FieldNode[] {
    return selections.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection;
      const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = part?.typeCondition?.name.value ?? typeName;
      const conditionType = schema.getType(condition);
      const fits = condition === typeName || isUnionType(conditionType);
      return part && fits ? fieldsOf(part.selectionSet, typeName) : [];
    });
  }

  function make(type: GraphQLOutputType, path: string, selections?: SelectionSetNode): unknown {
    if (isNonNullType(type)) return makeThere(type.ofType, path, selections);
    return nullables === 'null' ? null : makeThere(type, path, selections);
  }

  function makeThere(type: GraphQLOutputType, path: string, selections?: SelectionSetNode): unknown {
    if (isListType(type)) return [0, 1].map((at) => make(type.ofType, `${path}[${at}]`, selections));
    if (isUnionType(type)) {
      const types = type.getTypes();
      const one = types[count % types.length];
      return one && makeThere(one, path, selections);
    }
    if (isObjectType(type)) {
      const members = fieldsOf(selections as SelectionSetNode, type.name).map((field) => {
        const name = field.alias?.value ?? field.name.value;
        const of = type.getFields()[field.name.value];
        if (!of) throw new Error(`${type.name} has no ${field.name.value}`);
        return [name, make(of.type, `${path}.${name}`, field.selectionSet)] as const;
      });
      return Object.fromEntries(members);
    }
    count++;
    // A newer API has words that nobody here has heard of.
    if (isEnumType(type)) return keep(`NEW_WORD_${count}`, path);
    switch ((type as { name: string }).name) {
      case 'DateTime':
        return keep(new Date(Date.UTC(2026, 0, 1) + count * 1_000).toISOString(), path);
      case 'Float':
      case 'Int':
        return keep(count + 0.25, path);
      case 'Boolean':
        return true;
      case 'JSON':
        return { text: keep(`text-${count}`, path), none: null };
      default:
        return keep(`text-${count}`, path);
    }
  }

  return { data: makeThere(root, 'data', query.selectionSet), leaves };
}
