// The playground's two servers, as `npm start` runs them.
import { spawn } from 'node:child_process';
import { until } from './until.js';

export interface PlaygroundServers {
  /** Where its pages are. */
  readonly site: string;
  /** Where the emulator is. */
  readonly api: string;
  /** Ends both at once; nothing if they are ended. */
  stop(): Promise<void>;
}

/** @param former those whose ports to take again, so that the origin and its storage are the same. Default: free ones */
export async function startPlaygroundServers(former?: PlaygroundServers): Promise<PlaygroundServers> {
  const portOf = (address: string | undefined) => (address ? new URL(address).port : '0');
  const ports = ['--port', portOf(former?.site), '--emulator-port', portOf(former?.api)];
  const servers = spawn(process.execPath, ['playground/dist/start.js', ...ports]);
  let output = '';
  servers.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  await until(() => output.split('\n').length > 2, { what: 'both servers are ready' });
  const addressOf = (name: string) => new RegExp(`${name} ready at (\\S+)`).exec(output)?.[1] ?? '';
  return {
    site: addressOf('playground'),
    api: addressOf('emulator'),
    async stop() {
      if (servers.exitCode !== null || servers.signalCode !== null) return;
      const ended = new Promise((resolve) => servers.once('exit', resolve));
      servers.kill('SIGKILL');
      await ended;
    },
  };
}
