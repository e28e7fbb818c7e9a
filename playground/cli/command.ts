// What the commands share: how they are told what to do, and how they say that they could not.
import { type ParseArgsConfig, parseArgs } from 'node:util';

export interface Command {
  /** One line. */
  readonly summary: string;
  /** What may follow the command's name. */
  readonly usage: string;
  /** @throws {WrongUsage | Failed} */
  run(args: string[]): Promise<void>;
}

/** The command cannot be understood. Exit code 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** The command was understood, and failed for a reason that its message tells. Exit code 1. */
export class Failed extends Error {
  override readonly name = 'Failed';
}

/** @throws {WrongUsage} an option that there is none of, or that lacks its value */
export function readArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new WrongUsage(messageOf(error));
  }
}

/**
 * Runs a command and sets the exit code: 0, 1 where it failed, 2 where it was not understood.
 *
 * @param name how the command is called, with the program's name
 */
export async function runCommand(
  name: string,
  { summary, usage, run }: Command,
  args: string[],
): Promise<void> {
  const help = `usage: ${name} ${usage}`;
  if (args.includes('--help') || args.includes('-h')) return console.log(`${help}\n${summary}`);
  try {
    await run(args);
  } catch (error) {
    if (error instanceof WrongUsage) fail(`${error.message}\n${help}`, 2);
    else if (error instanceof Failed) fail(error.message, 1);
    else throw error;
  }
}

export function fail(message: string, exitCode: number): void {
  console.error(message);
  process.exitCode = exitCode;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
