// The API's filters: `{field: {eq: value}, and: [...], or: [...]}`, neighbours combined with and.

/** Conditions on one field. */
export type Comparison = Record<string, unknown>;
type Fields = Record<string, unknown>;

export interface Sorting {
  field: string;
  direction: 'ASC' | 'DESC';
  nulls?: 'NULLS_FIRST' | 'NULLS_LAST' | null;
}

export function matches(one: Fields, filter: Fields): boolean {
  return Object.entries(filter).every(([name, condition]) => {
    if (condition == null) return true;
    const all = Array.isArray(condition) ? (condition as Fields[]) : [];
    if (name === 'and') return all.every((part) => matches(one, part));
    if (name === 'or') return all.length === 0 || all.some((part) => matches(one, part));
    return Object.entries(condition).every(([operator, operand]) => holds(one[name], operator, operand));
  });
}

/** Nulls are last unless told, whatever the direction. */
export function sorted<T extends Fields>(all: readonly T[], sorting: readonly Sorting[]): T[] {
  return [...all].sort((a, b) => {
    for (const { field, direction, nulls } of sorting) {
      const [left, right] = [a[field], b[field]];
      if (left === right) continue;
      if (left == null || right == null) return (left == null) === (nulls === 'NULLS_FIRST') ? -1 : 1;
      return (text(left) < text(right) ? -1 : 1) * (direction === 'DESC' ? -1 : 1);
    }
    return 0;
  });
}

function holds(value: unknown, operator: string, operand: unknown): boolean {
  const values = Array.isArray(operand) ? operand.map(text) : [];
  const given = value == null ? null : text(value);
  switch (operator) {
    case 'is':
      return (operand === null || operand === undefined) === (given === null);
    case 'isNot':
      return (operand === null || operand === undefined) !== (given === null);
    case 'eq':
      return given === text(operand);
    case 'neq':
      return given !== text(operand);
    case 'in':
      return given !== null && values.includes(given);
    case 'notIn':
      return given === null || !values.includes(given);
    case 'like':
    case 'iLike':
      return given !== null && pattern(operand, operator).test(given);
    case 'notLike':
    case 'notILike':
      return given === null || !pattern(operand, operator).test(given);
    case 'between':
      return given !== null && given >= bound(operand, 'lower') && given <= bound(operand, 'upper');
    case 'notBetween':
      return given !== null && (given < bound(operand, 'lower') || given > bound(operand, 'upper'));
    case 'gt':
      return given !== null && given > text(operand);
    case 'gte':
      return given !== null && given >= text(operand);
    case 'lt':
      return given !== null && given < text(operand);
    default:
      return given !== null && given <= text(operand);
  }
}

/** As in SQL: `%` is anything, `_` one character. */
function pattern(operand: unknown, operator: string): RegExp {
  const escaped = text(operand).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replaceAll('%', '.*').replaceAll('_', '.');
  return new RegExp(`^${source}$`, operator.endsWith('ILike') || operator === 'iLike' ? 'is' : 's');
}

function bound(operand: unknown, side: 'lower' | 'upper'): string {
  return text((operand as Fields)[side]);
}

/** All fields that can be compared are text; times are ISO and compare as such. */
function text(value: unknown): string {
  return String(value);
}
