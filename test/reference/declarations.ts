// What the package exports, read from the declarations that it ships by TypeScript's own API, which is that of the
// compiler in the lock file: it is still called unstable, so nothing else knows of it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import { API, type Project, SymbolFlags, type Symbol as TypeSymbol } from 'typescript/unstable/sync';

export interface Declared {
  readonly name: string;
  /** As the declaration file has it, without its comment. */
  readonly text: string;
  readonly doc: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

export interface Exported extends Declared {
  readonly kind: 'class' | 'function' | 'interface' | 'type' | 'value';
  /** Of classes and interfaces, inherited ones too; of values that are objects. */
  readonly members: readonly Declared[];
}

export interface Entry {
  /** As an app imports it. */
  readonly specifier: string;
  readonly exports: readonly Exported[];
}

const PROJECT = resolve('.cache/reference/tsconfig.json');
const KINDS: Readonly<Partial<Record<SyntaxKind, Exported['kind']>>> = {
  [SyntaxKind.ClassDeclaration]: 'class',
  [SyntaxKind.FunctionDeclaration]: 'function',
  [SyntaxKind.InterfaceDeclaration]: 'interface',
  [SyntaxKind.TypeAliasDeclaration]: 'type',
};

/** The entries of a package that have declarations, in the order of its `exports`. */
export function typedEntries(manifest = 'package.json'): readonly { specifier: string; types: string }[] {
  const { name, exports } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    name: string;
    exports: Record<string, string | { types?: string }>;
  };
  return Object.entries(exports).flatMap(([key, target]) =>
    typeof target === 'object' && target.types
      ? [{ specifier: name + key.slice(1), types: resolve(target.types) }]
      : [],
  );
}

/** @throws Error for declarations that do not compile by themselves */
export function readEntries(sources: readonly { specifier: string; types: string }[]): readonly Entry[] {
  mkdirSync(resolve(PROJECT, '..'), { recursive: true });
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
  };
  writeFileSync(PROJECT, JSON.stringify({ compilerOptions, files: sources.map(({ types }) => types) }));
  const api = new API({ cwd: resolve('.') });
  try {
    const project = api.updateSnapshot({ openProjects: [PROJECT] }).getProject(PROJECT);
    if (!project) throw new Error(`TypeScript has not opened ${PROJECT}`);
    return sources.map(({ specifier, types }) => ({ specifier, exports: exportsOf(project, types) }));
  } finally {
    api.close();
  }
}

function exportsOf(project: Project, file: string): readonly Exported[] {
  const { checker, program } = project;
  const source = program.getSourceFile(file);
  const entry = source && checker.getSymbolAtLocation(source);
  if (!entry) throw new Error(`${file} exports nothing`);
  return checker
    .getExportsOfModule(entry)
    .map((one) => exported(project, one))
    .sort((a, b) => rank(a) - rank(b));
}

/** What an app begins with comes first. */
function rank({ name, kind }: Exported): number {
  if (name === 'default') return 0;
  if (kind === 'class') return 1;
  return kind === 'function' || name.endsWith('Options') ? 2 : 3;
}

function exported(project: Project, symbol: TypeSymbol): Exported {
  const { checker } = project;
  const direct = symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const aliased = valueBehind(project, direct);
  const kind = KINDS[declarationOf(project, aliased)?.kind ?? SyntaxKind.Unknown] ?? 'value';
  const hasMembers = kind === 'class' || kind === 'interface';
  const type = hasMembers ? checker.getDeclaredTypeOfSymbol(aliased) : checker.getTypeOfSymbol(aliased);
  const properties = (type && (hasMembers || kind === 'value') && checker.getPropertiesOfType(type)) || [];
  const members = properties.filter((one) => isOurs(one)).map((one) => declared(project, one));
  return { ...declared(project, aliased), name: symbol.name, kind, members };
}

/** `export default name` names a value that is declared above. */
function valueBehind(project: Project, symbol: TypeSymbol): TypeSymbol {
  const node = declarationOf(project, symbol);
  if (node?.kind !== SyntaxKind.ExportAssignment) return symbol;
  const { expression } = node as Node & { readonly expression: Node };
  return project.checker.getSymbolAtLocation(expression) ?? symbol;
}

/** Not private, and not of a library. */
function isOurs({ name, declarations }: TypeSymbol): boolean {
  return !name.includes('#') && declarations.some(({ path }) => path.includes('/dist/types/'));
}

function declared(project: Project, symbol: TypeSymbol): Declared {
  const { checker } = project;
  return {
    name: symbol.name,
    text: declarationOf(project, symbol)?.getText() ?? '',
    doc: checker.getDocumentationCommentOfSymbol(symbol).trim(),
    tags: checker.getJsDocTagsOfSymbol(symbol).map(({ name, text }) => ({ name, text: String(text ?? '') })),
  };
}

function declarationOf(project: Project, symbol: TypeSymbol): Node | undefined {
  return symbol.declarations[0]?.resolve(project);
}
