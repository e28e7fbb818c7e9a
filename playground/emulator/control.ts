import type { Clock } from './clock.js';
import { checkFaults, type Faults } from './faults.js';
import { BadInput, checkInput, flag, nullable, optional, record, time } from './input.js';
import { jsonReply, type Reply } from './reply.js';
import type { RequestLog } from './request-log.js';
import type { State } from './state.js';

/** All that can be changed in a running emulator. */
export interface Controlled {
  clock: Clock;
  state: State;
  log: RequestLog;
  faults: { current: Faults };
}

type Handler = (on: Controlled, body: unknown) => unknown;

const NO_FAULTS: Faults = { mode: 'none' };

const routes: Record<string, Record<string, Handler>> = {
  '/control/requests': {
    GET: ({ log }) => log.entries(),
    DELETE: ({ log }) => {
      log.clear();
      return log.entries();
    },
  },
  '/control/faults': {
    GET: ({ faults }) => faults.current,
    PUT: ({ faults }, body) => {
      faults.current = checkFaults(body);
      return faults.current;
    },
  },
  '/control/clock': {
    GET: ({ clock }) => clockFace(clock),
    PUT: ({ clock }, body) => {
      const { now, running } = readClock(body);
      clock.set(now, running);
      return clockFace(clock);
    },
  },
  '/control/state': {
    GET: ({ state, clock }) => state.at(clock.now()),
    PATCH: ({ state, clock }, body) => {
      state.patch(body, clock.now());
      return state.at(clock.now());
    },
  },
  '/control/reset': {
    PUT: ({ state, clock, log, faults }) => {
      state.reset();
      clock.set(null, true);
      log.clear();
      faults.current = NO_FAULTS;
      return { reset: true };
    },
  },
};

/** Answers a request to /control. Input that cannot be used: 400, with the field named, and nothing changed. */
export function control(method: string, path: string, body: string, on: Controlled): Reply {
  const methods = routes[path];
  if (!methods) return jsonReply(404, { error: `there is no ${path}` });
  const handler = methods[method];
  if (!handler) {
    const allow = Object.keys(methods).join(', ');
    return jsonReply(405, { error: `${path} takes ${allow}` }, { allow });
  }
  try {
    return jsonReply(200, handler(on, body === '' ? undefined : parsed(body)));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return jsonReply(400, { error: error.message });
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadInput('the body must be JSON');
  }
}

const clockInput = record({
  now: nullable((value, path) => {
    if (typeof value !== 'number') return time(value, path);
    // What an HTTP date can say.
    if (!(value >= 0 && value < Date.UTC(10_000))) throw new BadInput('must be from 1970 to 9999', path);
  }),
  running: optional(flag),
});

/** `now`: milliseconds since the epoch, or null for real time. It stands still unless it is to run. */
function readClock(body: unknown): { now: number | null; running: boolean } {
  checkInput(clockInput, body, 'clock');
  const { now, running = false } = body as { now: string | number | null; running?: boolean };
  return { now: typeof now === 'string' ? Date.parse(now) : now, running };
}

function clockFace(clock: Clock) {
  return { now: clock.now().toISOString(), offsetMs: clock.offsetMs() };
}
