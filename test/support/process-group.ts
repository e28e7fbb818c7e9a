// A program and everything that it started, which is ended as one.
import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** SIGKILL of the group that the process leads; resolves when none of them runs any more. */
export async function killGroup(leader: number): Promise<void> {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    return;
  }
  await until(() => !isAlive(leader), { what: `the processes of the group ${leader} are gone` });
}

/** Ends the group with this process, should nobody have done so before. @returns what calls that off */
export function endWithUs(leader: number): () => void {
  const end = () => {
    try {
      process.kill(-leader, 'SIGKILL');
    } catch {
      // It is gone already, as it should be.
    }
  };
  // A signal of the terminal does not reach another group.
  const endAndExit = () => {
    end();
    process.exit(1);
  };
  process.once('exit', end);
  for (const signal of SIGNALS) process.once(signal, endAndExit);
  return () => {
    process.off('exit', end);
    for (const signal of SIGNALS) process.off(signal, endAndExit);
  };
}

function isAlive(leader: number): boolean {
  if (process.platform !== 'linux') {
    try {
      process.kill(-leader, 0);
      return true;
    } catch {
      return false;
    }
  }
  return readdirSync('/proc').some((entry) => /^\d+$/.test(entry) && isMember(entry, leader));
}

/** A zombie is no member: it waits for a parent that may never ask. */
function isMember(pid: string, leader: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === String(leader) && state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
