// The table of the vendor's shapes, and what is wrong with a value that is said to have one of them.
import { readFileSync } from 'node:fs';

interface Member {
  readonly name: string;
  readonly type: string;
}

const table = readFileSync('test/vectors/vendor-shapes.md', 'utf8');
export const SHAPES = new Map<string, Member[]>();
for (const [, shape = '', name = '', type = ''] of table.matchAll(/^\| ([A-Z]\w+) \| (\w+) \| (.*) \|$/gm)) {
  SHAPES.set(shape, [...(SHAPES.get(shape) ?? []), { name, type: type.replace('\\', '') }]);
}

/** @param met gathers the members that were there, as `Shape.member` */
export function mismatches(value: unknown, type: string, met: Set<string>, path = 'result'): string[] {
  if (type.endsWith('?')) {
    return value === undefined ? [] : mismatches(value, type.slice(0, -1), met, path);
  }
  if (type.endsWith('|null')) {
    return value === null ? [] : mismatches(value, type.slice(0, -'|null'.length), met, path);
  }
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((one, at) => mismatches(one, type.slice(0, -2), met, `${path}[${at}]`));
  }
  const members = SHAPES.get(type);
  if (!members) return isOf(type, value) ? [] : [`${path} is no ${type}: ${JSON.stringify(value)}`];
  if (typeof value !== 'object' || value === null) return [`${path} is no ${type}: ${value}`];
  return members.flatMap((member) => {
    const found = (value as Record<string, unknown>)[member.name];
    if (found !== undefined && found !== null) met.add(`${type}.${member.name}`);
    return mismatches(found, member.type, met, `${path}.${member.name}`);
  });
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'json') return value !== undefined;
  if (type === 'Date') return value instanceof Date && !Number.isNaN(value.getTime());
  if (type === 'iso') return typeof value === 'string' && new Date(value).toISOString() === value;
  if (type === 'object') return typeof value === 'object' && value !== null;
  if (!['string', 'number', 'boolean', 'function'].includes(type)) throw new Error(`no shape ${type}`);
  return typeof value === type;
}
