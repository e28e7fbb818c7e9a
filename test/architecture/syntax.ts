import { parseAst } from 'vitest/node';

/** A node of the ESTree that vitest's own parser makes; it keeps the types, which esbuild drops. */
export interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

export function parse(path: string, text: string): Node {
  try {
    return parseAst(text, { lang: path.endsWith('.ts') ? 'ts' : 'js' }) as unknown as Node;
  } catch (error) {
    throw new Error(`${path}: ${error}`);
  }
}

/** Calls `visit` for the node and everything below it; `key` is the field of the parent that holds the node. */
export function walk(
  node: Node,
  visit: (node: Node, parent: Node | undefined, key: string) => void,
  parent?: Node,
  key = '',
): void {
  visit(node, parent, key);
  for (const [field, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node, field);
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The name, when the value is an identifier. */
export function nameOf(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Identifier' ? String(value.name) : undefined;
}
