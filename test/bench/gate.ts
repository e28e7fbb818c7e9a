// The budgets that a run must keep. They are looser than the goals, so that noise does not break them.
import { find, type Subject, type Summary } from './book.js';
import { shown } from './goals.js';

export type Budget = Pick<Subject, 'figure' | 'of'> &
  Partial<Subject> & {
    /** What the median is divided by: the same figure of another contestant, or under another load. */
    readonly over?: Partial<Omit<Subject, 'figure'>>;
    /** Of the median, or of the ratio. */
    readonly atMost: number;
  };

/** The broken budgets, as lines for people. A figure that is missing breaks its budget. */
export function brokenBudgets(budgets: readonly Budget[], summaries: readonly Summary[]): string[] {
  return budgets.flatMap(({ over, atMost, ...subject }) => {
    const { figure, of, ...load } = subject;
    const name = [figure, 'of', of, ...Object.entries(load).map((pair) => pair.join(' '))].join(' ');
    const value = find(summaries, subject)?.median;
    if (value === undefined || Number.isNaN(value)) return [`${name}: not measured`];
    if (!over) return value <= atMost ? [] : [`${name}: ${shown(value)}, at most ${atMost}`];
    const other = find(summaries, { ...subject, ...over })?.median;
    const rest = Object.values(over).join(' ');
    if (other === undefined || Number.isNaN(other)) return [`${name}: ${rest} was not measured`];
    const ratio = value / other;
    return ratio <= atMost ? [] : [`${name}: ${shown(ratio)} times ${rest}, at most ${atMost}`];
  });
}
