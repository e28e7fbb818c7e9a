// npm start -- [--port 4000] [--emulator-port 4010]
// The emulator and the playground's pages are two servers, so that the one can fail while the other serves.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEmulator } from './emulator/server.js';
import { pagePolicy } from './page-policy.js';
import { startSite } from './site-server.js';

const USAGE = 'usage: npm start -- [--port 4000] [--emulator-port 4010]';

const options = parsedOptions();
const emulator = await startEmulator({ port: options['emulator-port'] }).catch((error: unknown) =>
  failToListen(error, 'emulator-port'),
);
const site = await startSite({
  port: options.port,
  // Beside this module in playground/dist, and the package in dist.
  folders: { '/stigg-offline/': path('../../dist/'), '/': path('./app/') },
  files: {
    '/fixtures.json': path('./fixtures.json'),
    '/service-worker.js': path('../../dist/service-worker.js'),
  },
  documents: { '/config.json': { apiUrl: emulator.url } },
  policy: pagePolicy(emulator.url),
}).catch((error: unknown) => failToListen(error, 'port'));

console.log(`emulator ready at ${emulator.url}`);
console.log(`playground ready at ${site.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Promise.all([emulator.close(), site.close()]).then(() => process.exit(0)));
}

type Options = Record<'port' | 'emulator-port', number>;

function parsedOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4000' },
        'emulator-port': { type: 'string', default: '4010' },
      },
    });
    return {
      port: portNumber('port', values.port),
      'emulator-port': portNumber('emulator-port', values['emulator-port']),
    };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${USAGE}`, 2);
  }
}

function portNumber(option: keyof Options, value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65535) throw new Error(`--${option} must be a number from 0 to 65535`);
  return port;
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

function failToListen(error: unknown, option: keyof Options): never {
  if (!(error instanceof Error && 'code' in error)) throw error;
  const reason =
    error.code === 'EADDRINUSE'
      ? `port ${options[option]} is in use; choose another with --${option}`
      : error.message;
  return fail(reason, 1);
}

function fail(message: string, exitCode: number): never {
  console.error(message);
  process.exit(exitCode);
}
