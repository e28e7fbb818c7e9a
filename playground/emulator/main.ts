// npm run emulator -- [--port 4010] [--host 127.0.0.1] [--fixtures file.json] [--expose-headers]
import { runCommand } from '../cli/command.js';
import { emulator } from '../cli/emulator.js';

await runCommand('emulator', emulator, process.argv.slice(2));
