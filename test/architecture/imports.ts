import { posix } from 'node:path';
import type { SourceTree } from './source-tree.js';
import { isNode, parse, walk } from './syntax.js';

export interface Import {
  readonly from: string;
  readonly specifier: string;
  /** The file in the repository, or undefined when the specifier is bare. */
  readonly file: string | undefined;
  /** The package of a bare specifier: `@scope/name` of `@scope/name/part.js`. */
  readonly package: string | undefined;
  /** Erased by the compiler: `import type`, `export type`, `import('...')` in a type. */
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

/** The specifier of an `import()` that is not a literal, which no rule could follow. */
export const computed = '(computed)';

export function importsOf(tree: SourceTree): Import[] {
  return [...tree].flatMap(([path, text]) => importsOfFile(path, text));
}

export function importsOfFile(path: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (source: unknown, typeOnly: boolean, dynamic: boolean) => {
    if (source === null || source === undefined) return;
    const specifier = isNode(source) && typeof source.value === 'string' ? source.value : computed;
    found.push({ from: path, specifier, ...target(path, specifier), typeOnly, dynamic });
  };
  walk(parse(path, text), (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        return add(node.source, node.importKind === 'type', false);
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return add(node.source, node.exportKind === 'type', false);
      case 'ImportExpression':
        return add(node.source, false, true);
      case 'TSImportType':
        return add(node.source, true, false);
    }
  });
  return found;
}

function target(path: string, specifier: string): Pick<Import, 'file' | 'package'> {
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const file = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
    return { file, package: undefined };
  }
  const [first = '', second] = specifier.split('/');
  return { file: undefined, package: first.startsWith('@') ? `${first}/${second}` : first };
}
