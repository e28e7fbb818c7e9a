// Web Locks by hand, for engines in one process: exclusive or shared, first come first served, abortable while waiting.

interface Waiting {
  readonly isShared: boolean;
  isGranted: boolean;
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
    queue.splice(queue.indexOf(waiting), 1);
    if (queue.length === 0) queues.delete(name);
    else serve(queue);
  }

  /** Grants the first, and with it those behind it that share. */
  function serve(queue: readonly Waiting[]) {
    for (const [at, waiting] of queue.entries()) {
      if (at > 0 && !(waiting.isShared && queue[at - 1]?.isShared)) return;
      if (!waiting.isGranted) waiting.grant();
    }
  }

  function request(
    name: string,
    { signal, ifAvailable, mode }: LockOptions,
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
        isShared: mode === 'shared',
        isGranted: false,
        grant() {
          waiting.isGranted = true;
          signal?.removeEventListener('abort', giveUp);
          Promise.resolve()
            .then(() => work({ name }))
            .then(resolve, reject)
            .finally(() => leave(name, waiting));
        },
      };
      signal?.addEventListener('abort', giveUp);
      const queue = queues.get(name) ?? [];
      queue.push(waiting);
      queues.set(name, queue);
      serve(queue);
    });
  }

  return {
    manager: { request } as unknown as LockManager,
    count: (name) => queues.get(name)?.length ?? 0,
    names: () => [...queues.keys()],
  };
}
