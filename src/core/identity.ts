// Who asks, and where. The customer token is a credential and no part of it.

export interface Identity {
  /** Where the API lives, without a slash at the end. */
  readonly baseUri: string;
  readonly apiKey: string;
  readonly customerId: string;
  /** `null`: the customer's own list. */
  readonly resourceId: string | null;
}

/** The SHA-256 of an identity, in hex. It names the session's record, lock and notices and tells nothing of the identity. */
export type SessionKey = string;

/**
 * The text whose SHA-256 is the session key. A JSON array keeps the parts apart whatever they contain, so no
 * two identities share a text.
 */
export function identityText({ baseUri, apiKey, customerId, resourceId }: Identity): string {
  return JSON.stringify([baseUri, apiKey, customerId, resourceId]);
}
