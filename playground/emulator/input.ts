// What input may look like. Each check also says so as a JSON Schema, so that what editors know is what is checked.
import { isRecord } from './json.js';
import { Path } from './path.js';

/** Input that cannot be used; the message names the field. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly problem: string;
  readonly path: Path | null;

  constructor(problem: string, path: Path | null = null) {
    super(path ? `${path} ${problem}` : problem);
    this.problem = problem;
    this.path = path;
  }
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Check {
  /** @throws {BadInput} */
  (value: unknown, path: Path): void;
  /** Absent: anything. */
  readonly schema?: JsonSchema;
  readonly isOptional?: boolean;
}

const ANYTHING: JsonSchema = {};

export function schemaOf({ schema = ANYTHING }: Check): JsonSchema {
  return schema;
}

function checking(schema: JsonSchema, check: (value: unknown, path: Path) => void): Check {
  return Object.assign(check, { schema });
}

/** @param name what messages call the input */
export function checkInput(check: Check, value: unknown, name: string): void {
  check(value, new Path(name));
}

/** Accepts an object with these members only; those not marked by {@link optional} must be there. */
export function record(members: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(members);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, check]) => [name, schemaOf(check)])),
    required: entries.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
    additionalProperties: false,
  };
  return checking(schema, (value, path) => {
    if (!isRecord(value)) throw new BadInput('must be an object', path);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(members, name)) throw new BadInput('is not a known field', path.at(name));
    }
    for (const [name, check] of entries) check(value[name], path.at(name));
  });
}

/** Accepts an object used as a dictionary. */
export function dictionary(check: Check): Check {
  return checking({ type: 'object', additionalProperties: schemaOf(check) }, (value, path) => {
    if (!isRecord(value)) throw new BadInput('must be an object', path);
    for (const [name, item] of Object.entries(value)) check(item, path.at(name));
  });
}

export function list(check: Check): Check {
  return checking({ type: 'array', items: schemaOf(check) }, (value, path) => {
    if (!Array.isArray(value)) throw new BadInput('must be a list', path);
    value.forEach((item, at) => {
      check(item, path.at(at));
    });
  });
}

type Literal = string | boolean | null;

export function oneOf(...accepted: readonly Literal[]): Check {
  return checking({ enum: accepted }, (value, path) => {
    if (!accepted.some((one) => one === value)) {
      throw new BadInput(`must be one of ${accepted.map((one) => String(one)).join(', ')}`, path);
    }
  });
}

/** Accepts some values beside what the check does. */
export function oneOfOr(accepted: readonly Literal[], check: Check): Check {
  return checking({ anyOf: [schemaOf(check), { enum: accepted }] }, (value, path) => {
    if (!accepted.some((one) => one === value)) check(value, path);
  });
}

export function optional(check: Check): Check {
  const optionally = checking(schemaOf(check), (value, path) => {
    if (value !== undefined) check(value, path);
  });
  return Object.assign(optionally, { isOptional: true });
}

export const nullable = (check: Check): Check => oneOfOr([null], check);

/** For whoever writes the input in an editor. */
export function described(description: string, check: Check): Check {
  const { isOptional = false } = check;
  const schema = { description, ...schemaOf(check) };
  return Object.assign(
    checking(schema, (value, path) => check(value, path)),
    { isOptional },
  );
}

export const text = checking({ type: 'string' }, (value, path) => {
  if (typeof value !== 'string') throw new BadInput('must be a string', path);
});

export const flag = oneOf(true, false);

export const amount = checking({ type: 'number' }, (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new BadInput('must be a number', path);
});

/** A whole number, as things are counted. */
export const count = checking({ type: 'integer', minimum: 0 }, (value, path) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new BadInput('must be a whole number', path);
  }
});

const CURRENCY = /^[A-Z]{3}$/;

export const currency = checking({ type: 'string', pattern: CURRENCY.source }, (value, path) => {
  if (typeof value !== 'string' || !CURRENCY.test(value)) {
    throw new BadInput('must be a currency such as USD', path);
  }
});

export const duration = checking({ type: 'number', minimum: 0, exclusiveMaximum: 2 ** 31 }, (value, path) => {
  if (typeof value !== 'number' || !(value >= 0 && value < 2 ** 31)) {
    throw new BadInput('must be a number from 0 to 2147483647', path);
  }
});

const TIME = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/;

/** An ISO time with its zone: without one, its meaning would depend on where the emulator runs. */
export const time = checking({ type: 'string', pattern: TIME.source }, (value, path) => {
  // That a month has no 31st is more than a pattern can tell.
  if (typeof value !== 'string' || !TIME.test(value) || Number.isNaN(Date.parse(value))) {
    throw new BadInput('must be an ISO time such as 2026-01-31T10:00:00.000Z', path);
  }
});
