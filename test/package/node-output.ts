import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a script in a folder with Node, and waits for its end; this process goes on meanwhile, and can serve it. */
export async function nodeOutput(script: string, cwd: string): Promise<{ output: string; errors: string }> {
  const child = spawn(process.execPath, [script], { cwd });
  const said = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.errors += chunk;
  });
  await once(child, 'close');
  return said;
}
