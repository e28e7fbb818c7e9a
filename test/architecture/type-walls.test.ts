import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Each folder has its own tsconfig, whose `lib` and references make a wall: the compiler refuses what its side does
// not have. A wall that somebody lowers (one more `lib`, one more reference) goes unnoticed without this test.

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stigg-offline-types-'));
  for (const part of ['src', 'worker', 'tsconfig.base.json']) {
    cpSync(part, join(folder, part), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  const references = ['src/core', 'worker', 'src'].map((path) => ({ path }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ files: [], references }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compile(): { status: number | null; output: string } {
  const tsc = resolve('node_modules/.bin/tsc');
  const { status, stdout, stderr } = spawnSync(tsc, ['-b', '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe('the compiler', () => {
  it('accepts the tree as it is', () => {
    expect(compile()).toEqual({ status: 0, output: '' });
  });

  it.each([
    ['the DOM in the engine', 'worker', 'export const x = document.title;', 'document'],
    ['window in the engine', 'worker', 'export const x = window.name;', 'window'],
    ['localStorage in the engine', 'worker', 'export const x = localStorage.length;', 'localStorage'],
    ['node in the engine', 'worker', 'export const x = process.pid;', 'process'],
    ['IndexedDB in core', 'src/core', 'export const x = indexedDB;', 'indexedDB'],
    ['a timer in core', 'src/core', 'export const x = () => setTimeout(() => {}, 1);', 'setTimeout'],
    ['a service worker in core', 'src/core', 'export const x = navigator.serviceWorker;', 'navigator'],
    ['fetch in core', 'src/core', `export const x = () => fetch('/');`, 'fetch'],
    ['a random id in core', 'src/core', 'export const x = crypto.randomUUID();', 'crypto'],
    ['the page in core', 'src/core', `export type { X } from '../planted-page.js';`, 'planted-page'],
    ['the page in the engine', 'worker', `export type { X } from '../src/planted-page.js';`, 'planted-page'],
    [
      'the scope of a SharedWorker in the page',
      'src',
      'export const x = {} as SharedWorkerGlobalScope;',
      'SharedWorkerGlobalScope',
    ],
    ['node in the page', 'src', `export { readFileSync } from 'node:fs';`, 'node:fs'],
  ])('refuses %s', (_, part, text, named) => {
    const planted = [join(folder, part, 'planted.ts'), join(folder, 'src/planted-page.ts')] as const;
    writeFileSync(planted[0], text);
    writeFileSync(planted[1], 'export type X = Document;');
    try {
      const { status, output } = compile();
      expect(status).not.toBe(0);
      const refusals = output.split('\n').filter((line) => line.startsWith(`${part}/planted.ts`));
      expect(refusals.join('\n'), output).toContain(named);
    } finally {
      for (const path of planted) rmSync(path);
    }
  });

  it('lets the page import any file of the engine, which is why zoneViolations reads the imports', () => {
    const planted = [join(folder, 'src/planted.ts'), join(folder, 'worker/planted-session.ts')] as const;
    writeFileSync(planted[0], `export type { X } from '../worker/planted-session.js';`);
    writeFileSync(planted[1], 'export type X = 1;');
    try {
      expect(compile()).toEqual({ status: 0, output: '' });
    } finally {
      for (const path of planted) rmSync(path);
    }
  });
});
