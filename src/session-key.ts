import { type Identity, identityText, type SessionKey } from './core/identity.js';
import { sha256 } from './sha256.js';

export function sessionKey(identity: Identity): SessionKey {
  return sha256(identityText(identity));
}
