// Checks: synchronous answers from one mirror, or from fallbacks. The last answer to each question is kept, so that
// asking again is cheap and gives the same object.

import type { AnswerByKind, Entitled, Fallback, Question, QuestionKind } from './core/answer.js';
import type { Entitlement } from './core/entitlement.js';
import { equal } from './core/equality.js';
import { evaluate, ownQuestion } from './core/evaluator.js';
import { chooseFallback, type Fallbacks, fallbackAnswer, fallbackElement } from './core/fallback.js';
import { type Instant, type StaleLimits, staleLimit, staleLimits } from './core/freshness.js';
import type { Entitlements } from './core/snapshot.js';
import { spell, type Vocabulary } from './core/vocabulary.js';
import type { AnyEntitlement } from './events.js';
import type { Mirror, Receipt } from './mirror.js';
import type { Freshness, Origin } from './provenance.js';

export interface ChecksOptions {
  readonly clock: () => Instant;
  readonly fallbacks: Fallbacks;
  readonly maxStale: StaleLimits;
  readonly vocabulary: Vocabulary;
  /** Called when a check finds neither entitlement nor fallback. */
  unanswered(featureId: string): void;
  /** Called for each result given anew, so that its freshness can be told. `null`: from a fallback. */
  provenance(result: object, origin: Origin | Freshness | null): void;
  /** Set by the devtools, where a page asks for them: the list that answers in the place of this one, if any does. */
  amend?: (question: Question, list: Entitlements | null) => Amended | undefined;
}

export interface Amended {
  /** The same object for as long as it says the same. */
  readonly list: Entitlements;
  readonly freshness: Freshness;
}

interface Memo {
  readonly answer: Entitled;
  /** What it was answered from: nothing in a list is `undefined`, no list `null`. Not the list, all of which would be kept for one answer. */
  readonly from: Entitlement | undefined | null;
  /** Of the list; of another one, or of none, it has to be looked at again. `undefined`: in any case. */
  receipt: Receipt | null | undefined;
  readonly requestedUsage: number;
  readonly fallback: Fallback | undefined;
  /** Milliseconds since the epoch, by the API's clock. */
  readonly validUntil: number;
  /** The age in milliseconds past which the list may not be used for this feature. */
  readonly limitMs: number;
}

/** Of one feature and kind: those who ask in turn, each for an amount or with a fallback of its own. A slider asks for any. */
const MOST_MEMOS = 8;

export class Checks {
  readonly #mirror: Mirror;
  readonly #options: ChecksOptions;
  /** By the API's clock. */
  #steadyUntil = Number.POSITIVE_INFINITY;
  /** How many of the limits the list had before it at the last look. */
  #ahead = 0;
  /** By feature, the one that was asked for last first. */
  readonly #memos: Readonly<Record<QuestionKind, Map<string, Memo[]>>> = {
    boolean: new Map(),
    numeric: new Map(),
    metered: new Map(),
    enum: new Map(),
  };

  constructor(mirror: Mirror, options: ChecksOptions) {
    this.#mirror = mirror;
    this.#options = options;
  }

  /**
   * The answer to the question that was asked last of a feature, if it still holds. What an app asks again and again costs
   * this and no more, and allocates nothing.
   */
  again(
    kind: QuestionKind,
    featureId: string,
    requestedUsage: number,
    fallback: Fallback | undefined,
  ): Entitled | undefined {
    const memo = this.#memos[kind].get(featureId)?.[0];
    const { amend, clock } = this.#options;
    if (!memo || amend || memo.requestedUsage !== requestedUsage || memo.fallback !== fallback)
      return undefined;
    const now = clock();
    const receipt = this.#mirror.ageMs(now) <= memo.limitMs ? this.#mirror.receipt : null;
    return receipt === memo.receipt && this.#mirror.serverTime(now) < memo.validUntil
      ? memo.answer
      : undefined;
  }

  ask<K extends QuestionKind>(
    question: Question & { readonly kind: K },
    fallback?: Fallback | undefined,
  ): AnswerByKind[K];
  ask(question: Question, fallback?: Fallback | undefined): Entitled {
    const { kind, featureId, requestedUsage } = question;
    const now = this.#options.clock();
    const amended = this.#amended(question, now);
    const list = amended ? amended.list : this.#usable(featureId, now);
    const serverTime = this.#mirror.serverTime(now);
    const memos = this.#memos[kind].get(featureId) ?? [];
    const at = memos.findIndex(
      (memo) => memo.requestedUsage === requestedUsage && equal(memo.fallback, fallback),
    );
    const last = memos[at];
    const from = list ? list.get(featureId) : null;
    const receipt = amended ? undefined : list && this.#mirror.receipt;
    // What is from no fallback is from a list, which has a receipt.
    const note = (answer: Entitled) =>
      this.#options.provenance(
        answer,
        answer.isFallback
          ? null
          : (amended?.freshness ?? { mirror: this.#mirror, receipt: receipt as Receipt, featureId, from }),
      );
    if (last && serverTime < last.validUntil && last.from === from) {
      if (last.receipt !== receipt) {
        // Another list, which has the very same entitlement: what came in a patch of others.
        last.receipt = receipt;
        note(last.answer);
      }
      return last.answer;
    }
    const { answer, validUntil } = this.#answer(list, question, fallback, serverTime);
    // The same answer is the same object, whatever became of the snapshot: nothing renders again for it.
    const same = last && equal(last.answer, answer) ? last.answer : Object.freeze(answer);
    this.#steadyUntil = Math.min(this.#steadyUntil, validUntil);
    const others = memos.filter((memo) => memo !== last).slice(0, MOST_MEMOS - 1);
    this.#memos[kind].set(featureId, [
      {
        answer: same,
        from,
        receipt,
        requestedUsage,
        fallback,
        validUntil,
        limitMs: this.#limitMs(featureId),
      },
      ...others,
    ]);
    note(same);
    return same;
  }

  /** Whether anything is answered from a list. */
  get usable(): boolean {
    return this.#mirror.ageMs() <= Math.max(...staleLimits(this.#options.maxStale));
  }

  /**
   * Looks at the time.
   *
   * @returns whether it alone, or a younger list, may have changed an answer since the last look; and the milliseconds
   *   until it does, `Infinity` if it does not
   */
  look(): readonly [turned: boolean, steadyMs: number] {
    const now = this.#options.clock();
    const steadyMs = this.#steadyUntil - this.#mirror.serverTime(now);
    const limits = staleLimits(this.#options.maxStale).map((limit) => limit - this.#mirror.ageMs(now) + 1);
    const ahead = limits.filter((ms) => ms > 0);
    const turned = steadyMs <= 0 || ahead.length !== this.#ahead;
    this.#ahead = ahead.length;
    if (steadyMs > 0) return [turned, Math.min(steadyMs, ...ahead)];
    // Whoever asks again after this moment sets the next one.
    this.#steadyUntil = Number.POSITIVE_INFINITY;
    return [turned, Math.min(...ahead)];
  }

  /** The entitlements, each as its own getter answers; the fallbacks if there is no list that may be used. */
  list(): readonly AnyEntitlement[] {
    const { clock, fallbacks, provenance } = this.#options;
    const mirror = this.#mirror;
    const { receipt, entitlements: from } = mirror;
    const now = clock();
    const listed = [...(from?.values() ?? [])];
    const known =
      listed.some(({ feature }) => this.#usable(feature.refId, now)) || (this.usable && listed.length === 0);
    const ids = known ? listed.map(({ feature }) => feature.refId) : Object.keys(fallbacks);
    const elements = ids.map((id, at) => {
      const own =
        known && this.#usable(id, now)
          ? listed[at]
          : this.#amended({ kind: 'boolean', featureId: id, requestedUsage: 0 }, now)?.list.get(id);
      if (own) return this.ask(ownQuestion(own));
      const element = fallbackElement(fallbacks, id);
      provenance(element, null);
      return element;
    });
    provenance(elements, known ? { mirror, receipt: receipt as Receipt, from } : null);
    return Object.freeze(elements);
  }

  #answer(list: Entitlements | null, question: Question, own: Fallback | undefined, serverTime: number) {
    const { fallbacks, vocabulary, unanswered } = this.#options;
    const evaluated = list && evaluate(list, question, serverTime);
    if (evaluated?.answer) {
      return { answer: spell(evaluated.answer, vocabulary), validUntil: evaluated.validUntil };
    }
    if (!own && !Object.hasOwn(fallbacks, question.featureId)) unanswered(question.featureId);
    const fallback = chooseFallback(own, fallbacks, question.featureId);
    return { answer: fallbackAnswer(question, fallback), validUntil: Number.POSITIVE_INFINITY };
  }

  #amended(question: Question, now: Instant): Amended | undefined {
    return this.#options.amend?.(question, this.#usable(question.featureId, now));
  }

  /** The list, unless it is too old for this feature. */
  #usable(featureId: string, now: Instant): Entitlements | null {
    return this.#mirror.ageMs(now) <= this.#limitMs(featureId) ? this.#mirror.entitlements : null;
  }

  #limitMs(featureId: string): number {
    return staleLimit(this.#options.maxStale, featureId);
  }
}
