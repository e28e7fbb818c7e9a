// What Chromium notes of itself while a page starts, read as milestones.

export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, of all processes by the same clock. */
  readonly ts: number;
  readonly dur?: number;
  readonly args: {
    readonly name?: string;
    readonly data?: { readonly url?: string; readonly requestId?: string };
  };
}

export const CATEGORIES = ['devtools.timeline', 'v8', 'blink.user_timing', 'toplevel'];

/** The mark that the document's first script sets. */
export const BEGAN = 'began';

export interface Milestones {
  /** By name, in their order: milliseconds since the first script of the document; only those that were reached. */
  readonly at: ReadonlyMap<string, number>;
  /** Milliseconds that the page's main thread was busy from then until the answer, and its longest task. */
  readonly busyMs: number;
  readonly longestTaskMs: number;
}

/** @param answeredMs milliseconds from the first script to the first answer */
export function readMilestones(events: readonly TraceEvent[], answeredMs: number): Milestones {
  const began = events.find(({ name }) => name === BEGAN);
  if (!began) throw new Error('the page did not begin');
  const ms = (ts: number) => (ts - began.ts) / 1000;
  const threads = new Map(
    events
      .filter(({ name }) => name === 'thread_name')
      .map(({ pid, tid, args }) => [`${pid} ${tid}`, args.name]),
  );
  const later = events.filter(({ ts }) => ts >= began.ts).sort((one, other) => one.ts - other.ts);
  const onPage = later.filter(({ pid, tid }) => pid === began.pid && tid === began.tid);
  const inWorker = later.filter(({ pid, tid }) => threads.get(`${pid} ${tid}`)?.startsWith('SharedWorker'));
  const urls = new Map(
    later.map(({ args: { data } }) => [data?.requestId, data?.url] as const).filter(([, url]) => url),
  );
  const isFor = (part: string) => (event: TraceEvent) => urls.get(event.args.data?.requestId)?.includes(part);
  const named = (of: readonly TraceEvent[], name: string) => of.filter((event) => event.name === name);

  const script = named(onPage, 'v8.evaluateModule')[0];
  const engine = named(inWorker, 'v8.evaluateModule')[0];
  const asked = named(inWorker, 'ResourceSendRequest').find(isFor('/graphql'));
  const end = (event: TraceEvent | undefined) => event && event.ts + (event.dur ?? 0);
  const stops: readonly (readonly [string, number | undefined])[] = [
    ["the page's script starts", script?.ts],
    ['it has run: the client is made', end(script)],
    ['the thread of the engine is there, and its script', engine?.ts],
    ['the engine has started', end(engine)],
    ['the request leaves', asked?.ts],
    ['the response begins', named(inWorker, 'ResourceReceiveResponse').find(isFor('/graphql'))?.ts],
    ['the response is whole', named(inWorker, 'ResourceFinish').find(isFor('/graphql'))?.ts],
    ['the first answer', began.ts + 1000 * answeredMs],
  ];
  const tasks = named(onPage, 'ThreadControllerImpl::RunTask').filter(({ ts }) => ms(ts) < answeredMs);
  const durations = tasks.map(({ dur = 0 }) => dur / 1000);
  return {
    at: new Map(stops.flatMap(([name, ts]) => (ts === undefined ? [] : [[name, ms(ts)] as const]))),
    busyMs: durations.reduce((sum, one) => sum + one, 0),
    longestTaskMs: Math.max(0, ...durations),
  };
}
