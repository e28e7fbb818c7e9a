import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Profile {
  readonly folder: string;
  /** Removes a folder of our own, and leaves one that was given. */
  remove(): void;
}

/** The folder in which a browser keeps its things: the one given, or a fresh one. */
export function makeProfile(given: string | undefined): Profile {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'stigg-offline-profile-'));
  return {
    folder,
    remove: () => {
      if (folder !== given) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

type Encoding = 'utf8' | 'utf16le';

/** The files below a folder that contain a text. */
export function filesWith(
  folder: string,
  text: string,
  encodings: readonly Encoding[] = ['utf8', 'utf16le'],
): string[] {
  const wanted = encodings.map((encoding) => Buffer.from(text, encoding));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return wanted.some((text) => bytes.includes(text));
    });
}
