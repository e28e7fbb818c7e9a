// Expected failures: plain data, the only form in which an error crosses the link. The page makes the one
// error class from it.

/** Why a call failed. */
export type FailureCode =
  /** The API was not reached. */
  | 'NETWORK'
  /** A deadline passed. */
  | 'TIMEOUT'
  /** Not to be had in offline mode. */
  | 'OFFLINE'
  /** The API refused the key or the token. */
  | 'UNAUTHENTICATED'
  /** The API does not allow it. */
  | 'FORBIDDEN'
  | 'NO_CUSTOMER'
  /** The API does not know the id. */
  | 'NOT_FOUND'
  /** The API was asked too often. */
  | 'RATE_LIMITED'
  /** The API failed, or reported an error. */
  | 'SERVER'
  /** Not JSON, or not the shape. */
  | 'INVALID_RESPONSE'
  /** The engine died over the call, or none could be started. */
  | 'ENGINE_LOST'
  /** After `close()`. */
  | 'CLOSED'
  /** By the signal. */
  | 'ABORTED';

export interface Failure {
  readonly code: FailureCode;
  /** For people. Holds neither the API key nor the customer. */
  readonly message: string;
  /** Whether the same call may succeed later without anything else being changed. */
  readonly retryable: boolean;
  /** The API's own code, in its own spelling, where it gave one. */
  readonly serverCode?: string;
}

const RETRYABLE: ReadonlySet<FailureCode> = new Set([
  'NETWORK',
  'TIMEOUT',
  'RATE_LIMITED',
  'SERVER',
  'INVALID_RESPONSE',
  'ENGINE_LOST',
]);

export function failure(code: FailureCode, message: string, serverCode?: string): Failure {
  const plain = { code, message, retryable: RETRYABLE.has(code) };
  return serverCode === undefined ? plain : { ...plain, serverCode };
}

export type ServerVerdict = { readonly code: FailureCode; readonly definite: boolean };

// The API spells its codes in two ways (`CustomerNotFound`, `CUSTOMER_NOT_FOUND`): keys here are neither.
const VERDICTS: Readonly<Record<string, ServerVerdict>> = {
  unauthenticated: { code: 'UNAUTHENTICATED', definite: false },
  apikeyexpired: { code: 'UNAUTHENTICATED', definite: false },
  apikeynotfound: { code: 'UNAUTHENTICATED', definite: false },
  accessdeniederror: { code: 'FORBIDDEN', definite: false },
  authcustomerreadonly: { code: 'FORBIDDEN', definite: false },
  authcustomermismatch: { code: 'FORBIDDEN', definite: true },
  identityforbidden: { code: 'FORBIDDEN', definite: true },
  customernotfound: { code: 'NOT_FOUND', definite: true },
  customerresourcenotfound: { code: 'NOT_FOUND', definite: true },
  customerisarchived: { code: 'NOT_FOUND', definite: true },
  entityisarchivederror: { code: 'NOT_FOUND', definite: true },
  subscriptionnotfound: { code: 'NOT_FOUND', definite: false },
  plannotfound: { code: 'NOT_FOUND', definite: false },
  addonnotfound: { code: 'NOT_FOUND', definite: false },
  addonsnotfound: { code: 'NOT_FOUND', definite: false },
  featurenotfound: { code: 'NOT_FOUND', definite: false },
  productnotfounderror: { code: 'NOT_FOUND', definite: false },
  couponnotfound: { code: 'NOT_FOUND', definite: false },
  promotioncodenotfound: { code: 'NOT_FOUND', definite: false },
  ratelimitexceeded: { code: 'RATE_LIMITED', definite: false },
  operationtimeout: { code: 'TIMEOUT', definite: false },
  unexpectederror: { code: 'SERVER', definite: false },
};

/**
 * What a code of the API means; `undefined` for one that is not known. `definite` says that the API denies this identity
 * as such, so that what was known of it must go; anything else takes nothing away.
 */
export function serverVerdict(serverCode: string | undefined): ServerVerdict | undefined {
  const plain = plainCode(serverCode ?? '');
  return Object.hasOwn(VERDICTS, plain) ? VERDICTS[plain] : undefined;
}

/** A code of the API in neither of its spellings. */
export function plainCode(serverCode: string): string {
  return serverCode.replaceAll('_', '').toLowerCase();
}
