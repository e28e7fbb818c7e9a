import { randomUUID } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { createGraphQLError } from 'graphql-yoga';
import { FixtureError } from '../../src/fixtures.js';
import { Refusal } from './billing/refusal.js';

/** An error in the API's form: a code of its `ErrorCode` list and a trace id, both in `extensions`. */
export function apiError(code: string, message: string): GraphQLError {
  return createGraphQLError(message, { extensions: errorExtensions(code) });
}

export function errorExtensions(code: string) {
  return { code, traceId: randomUUID() };
}

/** The error for a request, of an error that a computation threw. */
export function asApiError(error: unknown): unknown {
  const known = error instanceof FixtureError || error instanceof Refusal;
  return known ? apiError(error.code, error.message) : error;
}
