// npm run emulator -- [--port 4010] [--host 127.0.0.1] [--fixtures file.json] [--expose-headers]
import { parseArgs } from 'node:util';
import { readFixtures } from './fixtures-file.js';
import { BadInput } from './input.js';
import { type EmulatorOptions, startEmulator } from './server.js';

const USAGE = 'usage: emulator [--port 4010] [--host 127.0.0.1] [--fixtures file.json] [--expose-headers]';
const DEFAULT_PORT = '4010';

const options = parsedOptions();
try {
  const emulator = await startEmulator(options);
  console.log(`emulator ready at ${emulator.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
} catch (error) {
  if (!(error instanceof Error && 'code' in error)) throw error;
  fail(error.code === 'EADDRINUSE' ? `port ${options.port} is in use` : error.message, 1);
}

function parsedOptions(): EmulatorOptions {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: DEFAULT_PORT },
        host: { type: 'string', default: '127.0.0.1' },
        fixtures: { type: 'string' },
        'expose-headers': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65535)
      throw new BadInput('--port must be a number from 0 to 65535');
    return {
      port,
      host: values.host,
      exposeHeaders: values['expose-headers'],
      ...(values.fixtures !== undefined && { fixtures: readFixtures(values.fixtures) }),
    };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${USAGE}`, 2);
  }
}

function fail(message: string, exitCode: number): never {
  console.error(message);
  process.exit(exitCode);
}
