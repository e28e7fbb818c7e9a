import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Path from the root of the repository, with slashes, to the text of the file. */
export type SourceTree = ReadonlyMap<string, string>;

/** The TypeScript files below the folders; built and generated output is not source. */
export function readSourceTree(root: string, folders: readonly string[]): SourceTree {
  const tree = new Map<string, string>();
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'dist' && entry.name !== 'node_modules') visit(path);
      } else if (/\.[cm]?tsx?$/.test(entry.name)) {
        tree.set(path, readFileSync(join(root, path), 'utf8'));
      }
    }
  };
  folders.forEach(visit);
  return tree;
}
