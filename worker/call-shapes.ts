// What the calls of a page must look like. Any script of the origin can open a port and say anything on it, and a tab of
// another release says other things; neither may harm what the engine does for the others.
import { type EngineApi, isGeneration } from '../src/core/protocol.js';
import { flag, json, list, maybe, number, object, optional, type Shape, text } from '../src/core/shape.js';
import { CALLS } from './api/calls.js';

const time: Shape = (value) => number(value) && (value as number) >= 0;
const identity = { baseUri: text, apiKey: text };
const surroundings = object({ visible: flag, online: flag });
const tombstone = object({ customerKey: text, generation: isGeneration });

const requester = object({
  identity: object({ ...identity, customerId: maybe(text) }),
  customerKey: text,
  generation: isGeneration,
  token: maybe(text),
  lacksToken: flag,
  keepMs: time,
  persist: flag,
  persistChecks: flag,
});

const call = { id: number, requester, timeoutMs: time };

/** The arguments of each call; what is not listed cannot be called. */
const CALL_SHAPES: Readonly<Record<keyof EngineApi, readonly Shape[]>> = {
  // Of another protocol, nothing more is known.
  hello: [object({ protocol: json })],
  open: [
    object({
      key: text,
      customerKey: text,
      identity: object({ ...identity, customerId: text, resourceId: maybe(text) }),
      generation: isGeneration,
      token: maybe(text),
      renewable: flag,
      intervalMs: time,
      requestTimeoutMs: time,
      persist: flag,
      keepMs: time,
      staleMs: list(time),
    }),
  ],
  close: [text],
  refresh: [text],
  provideToken: [text, maybe(text)],
  observe: [surroundings],
  signOut: [tombstone],
  ask: [
    object({
      ...call,
      name: (value) => text(value) && Object.hasOwn(CALLS, value as string),
      params: object({}),
    }),
  ],
  awaitCheckout: [
    object({
      ...call,
      params: object({ subscriptionId: text, resourceId: optional(text) }),
      requestTimeoutMs: time,
      refresh: flag,
    }),
  ],
  abandon: [number],
  // The outbox looks at each check by itself: one that is wrong must not take the others with it.
  track: [requester, list(object({ id: text }))],
  answerEcho: [number],
};

/** The rest of a hello of this protocol. */
export const helloShape: Shape = object({
  tabLock: maybe(text),
  surroundings,
  tombstones: list(tombstone),
});

/** Whether these are arguments of this call. */
export function fits(name: keyof EngineApi, given: readonly unknown[]): boolean {
  const shapes = CALL_SHAPES[name];
  return shapes.length === given.length && shapes.every((shape, at) => shape(given[at]));
}

const asPosted = object({
  id: text,
  type: (type) => type === 'APPLY',
  path: (path) => list(text)(path) && (path as string[]).length === 1,
  // Others than raw values would make Comlink open ports and throw what it is told to.
  argumentList: list(object({ type: (type) => type === 'RAW' })),
});

/**
 * Whether a message calls one of these, in the form in which Comlink posts calls. Comlink also reads, writes and constructs
 * whatever a message names, prototypes included.
 */
export function isCall(message: unknown): boolean {
  return asPosted(message) && Object.hasOwn(CALL_SHAPES, (message as { path: [string] }).path[0]);
}
