import { readFixtures } from '../emulator/fixtures-file.js';
import { BadInput } from '../emulator/input.js';
import type { Emulator } from '../emulator/server.js';
import { type Command, Failed, messageOf, readArguments, WrongUsage } from './command.js';

export const emulator: Command = {
  summary:
    'Serves a local stand-in for the Stigg API. Without --fixtures it has customers and plans of its own.',
  usage: '[--port 4010] [--host 127.0.0.1] [--fixtures file.json] [--expose-headers]',
  async run(args) {
    const { values } = readArguments({
      args,
      options: {
        port: { type: 'string', default: '4010' },
        host: { type: 'string', default: '127.0.0.1' },
        fixtures: { type: 'string' },
        'expose-headers': { type: 'boolean', default: false },
      },
    });
    const { host, fixtures } = values;
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65535) {
      throw new WrongUsage('--port must be a number from 0 to 65535');
    }
    const options = { port, host, exposeHeaders: values['expose-headers'] };
    const running = await start(options, fixtures);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void running.close().then(() => process.exit(0)));
    }
    console.log(`emulator ready at ${running.url}`);
  },
};

async function start(
  options: { readonly port: number; readonly host: string; readonly exposeHeaders: boolean },
  fixtures: string | undefined,
): Promise<Emulator> {
  // No other command has to wait for GraphQL.
  const { startEmulator } = await import('../emulator/server.js');
  try {
    return await startEmulator({
      ...options,
      ...(fixtures !== undefined && { fixtures: readFixtures(fixtures) }),
    });
  } catch (error) {
    if (error instanceof BadInput) throw new Failed(error.message);
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Failed(error.code === 'EADDRINUSE' ? `port ${options.port} is in use` : messageOf(error));
  }
}
