import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Failed, messageOf, readArguments, WrongUsage } from './command.js';

/** The name under which README has it served. */
const NAME = 'stigg-offline-worker.js';

export const copyWorker: Command = {
  summary: `Copies the engine's script to <dir>/${NAME}, for bundlers that do not follow workers, and makes <dir> if needed.`,
  usage: '<dir>',
  async run(args) {
    const { positionals } = readArguments({ args, allowPositionals: true });
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw new WrongUsage('copy-worker takes one directory');
    const target = join(folder, NAME);
    try {
      mkdirSync(folder, { recursive: true });
      // Beside this module in dist.
      copyFileSync(fileURLToPath(new URL('./worker.js', import.meta.url)), target);
    } catch (error) {
      throw new Failed(`cannot copy the worker to ${target}: ${messageOf(error)}`);
    }
    console.log(`worker copied to ${target}; pass the address that it is served at as workerUrl`);
  },
};
