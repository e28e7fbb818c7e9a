import { isRecord } from './json.js';

/** Input that cannot be used; the message names the field. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

type Check = (value: unknown, path: string) => void;

/** Accepts an object with these members only; those not marked by {@link optional} must be there. */
export function record(members: Record<string, Check>): Check {
  return (value, path) => {
    if (!isRecord(value)) throw new BadInput(`${path} must be an object`);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(members, name)) throw new BadInput(`${path}.${name} is not a known field`);
    }
    for (const [name, check] of Object.entries(members)) check(value[name], `${path}.${name}`);
  };
}

/** Accepts an object used as a dictionary. */
export function dictionary(check: Check): Check {
  return (value, path) => {
    if (!isRecord(value)) throw new BadInput(`${path} must be an object`);
    for (const [name, item] of Object.entries(value)) check(item, `${path}.${name}`);
  };
}

export function list(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) throw new BadInput(`${path} must be a list`);
    value.forEach((item, at) => {
      check(item, `${path}[${at}]`);
    });
  };
}

export function oneOf(...accepted: readonly (string | boolean | null)[]): Check {
  return (value, path) => {
    if (!accepted.some((one) => one === value)) {
      throw new BadInput(`${path} must be one of ${accepted.map((one) => String(one)).join(', ')}`);
    }
  };
}

export function optional(check: Check): Check {
  return (value, path) => {
    if (value !== undefined) check(value, path);
  };
}

export function nullable(check: Check): Check {
  return (value, path) => {
    if (value !== null) check(value, path);
  };
}

export const text: Check = (value, path) => {
  if (typeof value !== 'string') throw new BadInput(`${path} must be a string`);
};

export const flag: Check = oneOf(true, false);

export const amount: Check = (value, path) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new BadInput(`${path} must be a number`);
};

/** A whole number, as things are counted. */
export const count: Check = (value, path) => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new BadInput(`${path} must be a whole number`);
  }
};

export const currency: Check = (value, path) => {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value)) {
    throw new BadInput(`${path} must be a currency such as USD`);
  }
};

export const duration: Check = (value, path) => {
  if (typeof value !== 'number' || !(value >= 0 && value < 2 ** 31)) {
    throw new BadInput(`${path} must be a number from 0 to 2147483647`);
  }
};

/** An ISO time with its zone: without one, its meaning would depend on where the emulator runs. */
export const time: Check = (value, path) => {
  const zoned = typeof value === 'string' && /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value);
  if (!zoned || Number.isNaN(Date.parse(value))) {
    throw new BadInput(`${path} must be an ISO time such as 2026-01-31T10:00:00.000Z`);
  }
};
