// W3C WebDriver by plain `fetch`.

export interface WebDriverSession {
  /** The window that the browser came with. It stays, as the session would end with the last one. */
  readonly firstWindow: string;
  /**
   * One command to one window. A session has one current window, so that switching and command are one step of a queue.
   *
   * @param window handle of the window
   */
  command<T>(window: string, method: string, path: string, body?: object): Promise<T>;
  quit(): Promise<void>;
}

/** A driver that has died, or a page that hangs, must not hold up the tests for ever. */
const COMMAND_TIMEOUT_MS = 45_000;

export async function startSession(url: string, capabilities: object): Promise<WebDriverSession> {
  const { sessionId } = await send<{ sessionId: string }>('POST', `${url}/session`, {
    capabilities: { alwaysMatch: capabilities },
  });
  const base = `${url}/session/${sessionId}`;
  const firstWindow = await send<string>('GET', `${base}/window`);
  let current: string | null = firstWindow;
  let queue: Promise<unknown> = Promise.resolve();

  async function run<T>(window: string, method: string, path: string, body?: object): Promise<T> {
    if (window !== current) {
      await send('POST', `${base}/window`, { handle: window });
      current = window;
    }
    if (method === 'DELETE' && path === '/window') current = null;
    return send<T>(method, `${base}${path}`, body);
  }

  return {
    firstWindow,
    command<T>(window: string, method: string, path: string, body?: object) {
      const outcome = queue.then(() => run<T>(window, method, path, body));
      queue = outcome.catch(() => {});
      return outcome;
    },
    quit: async () => {
      await queue;
      await send('DELETE', base);
    },
  };
}

async function send<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(COMMAND_TIMEOUT_MS),
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok)
    throw new Error(`WebDriver ${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}
