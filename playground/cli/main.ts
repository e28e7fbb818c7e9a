#!/usr/bin/env node
// npx stigg-offline <command> [options]
import { type Command, fail, runCommand } from './command.js';
import { copyWorker } from './copy-worker.js';
import { declareFeatures } from './declare-features.js';
import { emulator } from './emulator.js';

const COMMANDS: Readonly<Record<string, Command>> = {
  emulator,
  'copy-worker': copyWorker,
  types: declareFeatures,
};

const HELP = `usage: stigg-offline <command> [options]

${Object.entries(COMMANDS)
  .map(([name, { summary, usage }]) => `  ${name} ${usage}\n      ${summary}`)
  .join('\n')}`;

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;

if (command) await runCommand(`stigg-offline ${name}`, command, args);
else if (name === '--help' || name === '-h') console.log(HELP);
else fail(`${name === '' ? 'no command' : `there is no command ${name}`}\n${HELP}`, 2);
