// The spelling of answers. The evaluator speaks the API's; the guide prints another for a few words.
import type { AnyAnswer } from './answer.js';
import { present } from './present.js';

/** `documented`: as the guide prints it. `api`: as the API sends it. */
export type Vocabulary = 'documented' | 'api';

// No word stands for two things, so one table serves all members of an answer.
const DOCUMENTED: Readonly<Record<string, string>> = {
  BOOLEAN: 'Boolean',
  NUMBER: 'Numeric',
  ENUM: 'Enum',
  YEAR: 'Yearly',
  MONTH: 'Monthly',
  WEEK: 'Weekly',
  DAY: 'Daily',
  HOUR: 'Hourly',
  NoFeatureEntitlementInSubscription: 'CustomerNotEntitledForFeature',
};

/** An answer of the evaluator in the vocabulary asked for; words without another spelling pass through. */
export function spell(answer: AnyAnswer, vocabulary: Vocabulary): AnyAnswer {
  if (vocabulary === 'api') return answer;
  const { feature, resetPeriod, accessDeniedReason } = answer;
  return present<AnyAnswer>({
    ...answer,
    accessDeniedReason: documented(accessDeniedReason),
    resetPeriod: documented(resetPeriod),
    feature: feature && Object.freeze({ ...feature, featureType: documented(feature.featureType) }),
  });
}

/** A word as the guide prints it. */
export function documented<Word extends string | undefined>(word: Word): Word {
  return (word && Object.hasOwn(DOCUMENTED, word) ? DOCUMENTED[word] : word) as Word;
}

/** A word as the API spells it. */
export function undocumented(word: string): string {
  return Object.keys(DOCUMENTED).find((key) => DOCUMENTED[key] === word) ?? word;
}
