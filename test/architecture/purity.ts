import type { SourceTree } from './source-tree.js';
import { type Node, nameOf, parse, walk } from './syntax.js';

const impure = new Set([
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
]);
const globals = new Set(['globalThis', 'self', 'window']);

/** Uses of a clock, a timer or randomness in src/core, where all of them are inputs. */
export function purityViolations(tree: SourceTree): string[] {
  return [...tree]
    .filter(([path]) => path.startsWith('src/core/'))
    .flatMap(([path, text]) => impureUses(path, text).map((use) => `${path} uses ${use}`));
}

function impureUses(path: string, text: string): string[] {
  const uses: string[] = [];
  walk(parse(path, text), (node, parent, key) => {
    const name = nameOf(node);
    if (name === undefined || !parent) return;
    // `globalThis.crypto` is the global, `snapshot.crypto` is not.
    if (isMember(parent) && key === 'property') {
      if (
        globals.has(nameOf(parent.object) ?? '') &&
        (impure.has(name) || name === 'Date' || name === 'Math')
      ) {
        uses.push(`${nameOf(parent.object)}.${name}`);
      }
      return;
    }
    if (isOnlyAName(parent, key)) return;
    if (impure.has(name)) uses.push(name);
    if (name === 'Math' && !isMemberOtherThan(parent, key, ['random'])) uses.push('Math.random');
    if (name === 'Date' && !isDateOfInput(parent, key)) uses.push('the current Date');
  });
  return uses;
}

/** The spots where an identifier refers to no variable: keys, and everything of the type level. */
function isOnlyAName(parent: Node, key: string): boolean {
  if (key === 'key') return parent.computed !== true;
  return key === 'typeName' || key === 'exprName' || key === 'label' || parent.type.startsWith('TSQualified');
}

/** `new Date(given)`, `Date.parse(given)`, `Date.UTC(given)` and `instanceof Date` read no clock. */
function isDateOfInput(parent: Node, key: string): boolean {
  if (parent.type === 'NewExpression' && key === 'callee') {
    return Array.isArray(parent.arguments) && parent.arguments.length > 0;
  }
  if (parent.type === 'BinaryExpression') return parent.operator === 'instanceof';
  return isMemberOtherThan(parent, key, ['now']);
}

function isMemberOtherThan(parent: Node, key: string, forbidden: readonly string[]): boolean {
  if (!isMember(parent) || key !== 'object' || parent.computed === true) return false;
  return !forbidden.includes(nameOf(parent.property) ?? '');
}

function isMember(node: Node): boolean {
  return node.type === 'MemberExpression';
}
