// Failures in words, with the codes that a developer looks for.
import type { FailureCode, StiggError } from 'stigg-offline';
import { element } from './element.js';

// The API spells its codes in two ways (`CustomerNotFound`, `CUSTOMER_NOT_FOUND`): keys here are neither.
const REFUSALS: Readonly<Record<string, string>> = {
  promotioncodenotfound: 'There is no such promotion code.',
  promotioncodenotactive: 'This promotion code is not valid any more.',
  promotioncodenotforcustomer: 'This promotion code is for somebody else.',
  promotioncodecustomernotfirstpurchase: 'This promotion code is for a first purchase only.',
  promotioncodemaxredemptionsreached: 'This promotion code was used as often as it can be.',
  promotioncodeminimumamountnotreached: 'This promotion code is for larger orders.',
  addondependencymissingerror: 'One of the add-ons needs another one.',
  addonquantityexceedslimiterror: 'That is more of an add-on than can be had.',
  incompatiblesubscriptionaddon: 'One of the add-ons does not go with this plan.',
  invalidquantity: 'This quantity cannot be bought.',
  pricenotfound: 'There is no such price for this combination.',
  checkoutisnotsupported: 'This plan is sold by quote.',
  customernotfound: 'The API does not know this customer.',
  entityisarchivederror: 'This customer is archived.',
  customerresourcenotfound: 'The customer has no such resource.',
};

const FAILURES: Readonly<Partial<Record<FailureCode, string>>> = {
  NETWORK: 'The API cannot be reached.',
  TIMEOUT: 'The API did not answer in time.',
  OFFLINE: 'This needs the API, and the client is in offline mode.',
  UNAUTHENTICATED: 'The API refused the key or the token.',
  FORBIDDEN: 'The API does not allow it.',
  NO_CUSTOMER: 'Nobody is signed in.',
  NOT_FOUND: 'The API does not know it.',
  RATE_LIMITED: 'The API was asked too often.',
  SERVER: 'The API failed.',
  INVALID_RESPONSE: 'The API answered with something else.',
  ENGINE_LOST: 'The engine was lost over it.',
};

type Failed = Pick<StiggError, 'code' | 'message' | 'serverCode'>;

export function wordsFor({ code, message, serverCode }: Failed): string {
  return REFUSALS[plain(serverCode)] ?? FAILURES[code] ?? message;
}

/** Whether it is the promotion code that was refused, and nothing else. */
export function isPromotionRefusal({ serverCode }: Failed): boolean {
  return /^(promotioncode|coupon)/.test(plain(serverCode));
}

/** `NETWORK`, or `SERVER · PromotionCodeNotActive`. */
export function codesOf({ code, serverCode }: Failed): string {
  return serverCode === undefined ? code : `${code} · ${serverCode}`;
}

/** The words, and the codes after them. */
export function explanation(failed: Failed, lead = ''): DocumentFragment {
  const made = document.createDocumentFragment();
  made.append(`${lead}${wordsFor(failed)} `, element('code', '', codesOf(failed)));
  return made;
}

function plain(serverCode: string | undefined): string {
  return serverCode?.replaceAll('_', '').toLowerCase() ?? '';
}
