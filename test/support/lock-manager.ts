// Web Locks by hand, for engines in one process: exclusive, first come first served, abortable while waiting.

interface Waiting {
  readonly grant: () => void;
}

export interface HandMadeLocks {
  readonly manager: LockManager;
  /** How many hold or wait for a lock of this name. */
  count(name: string): number;
  /** Names that somebody holds or waits for. */
  names(): string[];
}

export function createLocks(): HandMadeLocks {
  const queues = new Map<string, Waiting[]>();

  function leave(name: string, waiting: Waiting) {
    const queue = queues.get(name) ?? [];
    const wasFirst = queue[0] === waiting;
    queue.splice(queue.indexOf(waiting), 1);
    if (queue.length === 0) queues.delete(name);
    else if (wasFirst) queue[0]?.grant();
  }

  function request(
    name: string,
    { signal, ifAvailable }: LockOptions,
    work: (lock: object | null) => unknown,
  ): Promise<unknown> {
    if (ifAvailable && queues.has(name)) return Promise.resolve(work(null));
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new DOMException('Given up.', 'AbortError'));
      const giveUp = () => {
        leave(name, waiting);
        reject(new DOMException('Given up.', 'AbortError'));
      };
      const waiting: Waiting = {
        grant() {
          signal?.removeEventListener('abort', giveUp);
          Promise.resolve()
            .then(() => work({ name }))
            .then(resolve, reject)
            .finally(() => leave(name, waiting));
        },
      };
      signal?.addEventListener('abort', giveUp);
      const queue = queues.get(name) ?? [];
      queues.set(name, [...queue, waiting]);
      if (queue.length === 0) waiting.grant();
    });
  }

  return {
    manager: { request } as unknown as LockManager,
    count: (name) => queues.get(name)?.length ?? 0,
    names: () => [...queues.keys()],
  };
}
