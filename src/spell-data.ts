// The spelling of data: the words of features and of their reset periods, wherever they are in it.
import { documented, type Vocabulary } from './core/vocabulary.js';

const WORDS: ReadonlySet<string> = new Set(['featureType', 'resetPeriod']);
/** Not the API's to spell. */
const OTHERS: ReadonlySet<string> = new Set(['metadata']);

/** Changes what it is given, which nobody else has seen yet. */
export function spellData<T extends object>(data: T, vocabulary: Vocabulary): T {
  if (vocabulary === 'documented') spell(data as Record<string, unknown>);
  return data;
}

function spell(data: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === 'string' && WORDS.has(name)) data[name] = documented(value);
    else if (typeof value === 'object' && value !== null && !OTHERS.has(name)) {
      spell(value as Record<string, unknown>);
    }
  }
}
