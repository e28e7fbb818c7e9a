// An app in a fresh folder, with what npm installs there.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { endWithUs, killGroup } from '../support/process-group.js';
import { until } from '../support/until.js';
import type { Consumer, Setting } from './consumer.js';

const run = promisify(execFile);
/** A step that takes longer hangs. On a busy machine with two cores Next.js builds for minutes. */
const STEP_MS = 20 * 60_000;
const ENVIRONMENT = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  NODE_ENV: 'production' as const,
};

export class App {
  readonly folder = mkdtempSync(join(tmpdir(), 'stigg-offline-app-'));
  /** Name and version of what was installed beside the package. */
  versions: readonly string[] = [];
  readonly #consumer: Consumer;
  #server: ChildProcess | undefined;

  constructor(consumer: Consumer) {
    this.#consumer = consumer;
  }

  /** @param archive the packed package */
  async install(archive: string): Promise<void> {
    // Parcel takes `exports` only when it is told to.
    const parcel = { '@parcel/resolver-default': { packageExports: true } };
    const settings = this.#consumer.needs.includes('packageExports') ? parcel : {};
    this.#write('package.json', JSON.stringify({ private: true, type: 'module', ...settings }));
    const { packages } = this.#consumer;
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
    await this.#run('npm', ['install', ...quietly, archive, ...packages]);
    this.versions = packages.map((asked) => this.#installed(asked.slice(0, asked.lastIndexOf('@'))));
  }

  async build(setting: Setting): Promise<void> {
    for (const [path, text] of Object.entries(this.#consumer.files(setting))) this.#write(path, text);
    for (const [program = '', ...args] of this.#consumer.commands) {
      await this.#run(this.#path(program), args);
    }
  }

  /** Starts the app's own server. @returns its origin, once it answers */
  async start([program = '', ...args]: readonly string[]): Promise<string> {
    const port = await freePort();
    const env = { ...ENVIRONMENT, PORT: String(port) };
    const server = spawn(this.#path(program), args, {
      cwd: this.folder,
      env,
      stdio: 'inherit',
      detached: true,
    });
    this.#server = server;
    if (server.pid) server.once('exit', endWithUs(server.pid));
    const origin = `http://localhost:${port}`;
    const answers = () =>
      fetch(origin).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(answers, { what: `${program} answers`, timeoutMs: STEP_MS });
    return origin;
  }

  async remove(): Promise<void> {
    if (this.#server?.pid) await killGroup(this.#server.pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  #path(program: string): string {
    return program === 'node' ? program : join(this.folder, 'node_modules/.bin', program);
  }

  #write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  #installed(name: string): string {
    const manifest = readFileSync(join(this.folder, 'node_modules', name, 'package.json'), 'utf8');
    return `${name} ${(JSON.parse(manifest) as { version: string }).version}`;
  }

  async #run(program: string, args: readonly string[]): Promise<void> {
    try {
      await run(program, args, {
        cwd: this.folder,
        env: ENVIRONMENT,
        timeout: STEP_MS,
        maxBuffer: 64 * 1024 * 1024,
      });
    } catch (error) {
      const { stdout, stderr, killed } = error as { stdout?: string; stderr?: string; killed?: boolean };
      const said =
        `${killed ? `not within ${STEP_MS / 60_000} minutes\n` : ''}${stderr ?? ''}${stdout ?? ''}`.trim() ||
        String(error);
      throw new Error(`${[program.replace(`${this.folder}/`, ''), ...args].join(' ')}: ${said}`);
    }
  }
}

async function freePort(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, 'localhost', done));
  const { port } = taken.address() as AddressInfo;
  await new Promise((done) => taken.close(done));
  return port;
}
