import { randomUUID } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { createGraphQLError } from 'graphql-yoga';

/** An error in the API's form: a code of its `ErrorCode` list and a trace id, both in `extensions`. */
export function apiError(code: string, message: string): GraphQLError {
  return createGraphQLError(message, { extensions: { code, traceId: randomUUID() } });
}
