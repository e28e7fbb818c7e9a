import { randomUUID } from 'node:crypto';
import type { Faults } from './faults.js';
import { isRecord } from './json.js';
import { htmlReply, jsonReply, type Reply } from './reply.js';

/**
 * What a fault makes of the right answer: another answer, `drop` the connection, or never answer (`hang`).
 * The right answer is asked for only where it is needed.
 */
export async function faultyReply(
  { mode, retryAfterS }: Faults,
  right: () => Promise<Reply>,
): Promise<Reply | 'drop' | 'hang'> {
  const retryAfter: Record<string, string> =
    retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  switch (mode) {
    case 'none':
    case 'slow':
      return right();
    case 'down':
      return 'drop';
    case 'dropAfter':
      await right();
      return 'drop';
    case 'hang':
      return 'hang';
    case 'error500':
      return htmlReply(500, '500 Internal Server Error');
    case 'error503':
      return htmlReply(503, '503 Service Unavailable', retryAfter);
    case 'error429':
      return jsonReply(429, { error: 'rate_limit_exceeded', message: 'Too many requests' }, retryAfter);
    case 'unauthenticated':
      return jsonReply(401, { errors: [graphqlError('Unauthenticated', 'Unauthenticated')] });
    case 'garbage':
      return htmlReply(200, 'Welcome to the network of this hotel');
    case 'partial':
      return partial(await right());
  }
}

function partial(reply: Reply): Reply {
  const results: unknown = JSON.parse(reply.body);
  return { ...reply, body: JSON.stringify(Array.isArray(results) ? results.map(halved) : halved(results)) };
}

function halved(result: unknown): unknown {
  if (!isRecord(result) || !isRecord(result.data)) return result;
  const [first] = Object.keys(result.data);
  if (first === undefined) return result;
  const error = { path: [first], ...graphqlError('UnexpectedError', 'Something went wrong') };
  return { ...result, data: { ...result.data, [first]: null }, errors: [error] };
}

function graphqlError(code: string, message: string) {
  return { message, extensions: { code, traceId: randomUUID() } };
}
