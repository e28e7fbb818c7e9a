import { expect, it } from 'vitest';
import { type FailureCode, failure, serverVerdict } from '../../src/core/failure.js';

it.each<[string, FailureCode, boolean]>([
  ['Unauthenticated', 'UNAUTHENTICATED', false],
  ['UNAUTHENTICATED', 'UNAUTHENTICATED', false],
  ['ApiKeyExpired', 'UNAUTHENTICATED', false],
  ['API_KEY_EXPIRED', 'UNAUTHENTICATED', false],
  ['ApiKeyNotFound', 'UNAUTHENTICATED', false],
  ['AccessDeniedError', 'FORBIDDEN', false],
  ['ACCESS_DENIED_ERROR', 'FORBIDDEN', false],
  ['AuthCustomerReadonly', 'FORBIDDEN', false],
  ['AuthCustomerMismatch', 'FORBIDDEN', true],
  ['AUTH_CUSTOMER_MISMATCH', 'FORBIDDEN', true],
  ['IdentityForbidden', 'FORBIDDEN', true],
  ['IDENTITY_FORBIDDEN', 'FORBIDDEN', true],
  ['CustomerNotFound', 'NOT_FOUND', true],
  ['CUSTOMER_NOT_FOUND', 'NOT_FOUND', true],
  ['customer_not_found', 'NOT_FOUND', true],
  ['CustomerResourceNotFound', 'NOT_FOUND', true],
  ['CUSTOMER_RESOURCE_NOT_FOUND', 'NOT_FOUND', true],
  ['CustomerIsArchived', 'NOT_FOUND', true],
  ['EntityIsArchivedError', 'NOT_FOUND', true],
  ['ENTITY_IS_ARCHIVED_ERROR', 'NOT_FOUND', true],
  ['RateLimitExceeded', 'RATE_LIMITED', false],
  ['RATE_LIMIT_EXCEEDED', 'RATE_LIMITED', false],
  ['OperationTimeout', 'TIMEOUT', false],
  ['SubscriptionNotFound', 'NOT_FOUND', false],
  ['PLAN_NOT_FOUND', 'NOT_FOUND', false],
  ['UnexpectedError', 'SERVER', false],
])('%s means %s (definite: %s)', (serverCode, code, definite) => {
  expect(serverVerdict(serverCode)).toEqual({ code, definite });
});

it.each([undefined, '', '_', '__proto__', 'constructor', 'toString', 'CustomerNotFoundX'])(
  'a code like %j takes nothing away',
  (serverCode) => {
    expect(serverVerdict(serverCode)).toBeUndefined();
  },
);

it.each<[FailureCode, boolean]>([
  ['NETWORK', true],
  ['TIMEOUT', true],
  ['RATE_LIMITED', true],
  ['SERVER', true],
  ['INVALID_RESPONSE', true],
  ['ENGINE_LOST', true],
  ['OFFLINE', false],
  ['UNAUTHENTICATED', false],
  ['FORBIDDEN', false],
  ['NO_CUSTOMER', false],
  ['NOT_FOUND', false],
  ['CLOSED', false],
  ['ABORTED', false],
])('%s is worth another try: %s', (code, retryable) => {
  expect(failure(code, 'why')).toEqual({ code, message: 'why', retryable });
});

it("holds the API's own code where it gave one, and survives the way across the link", () => {
  const plain = failure('NOT_FOUND', 'why', 'CustomerNotFound');
  expect(plain).toEqual({
    code: 'NOT_FOUND',
    message: 'why',
    retryable: false,
    serverCode: 'CustomerNotFound',
  });
  expect(structuredClone(plain)).toEqual(plain);
  expect(Object.keys(failure('NETWORK', 'why'))).not.toContain('serverCode');
});
