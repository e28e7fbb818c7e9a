import { getOperationAST, parse } from 'graphql';
import { isRecord } from './json.js';

/** What the log and the faults need to know of one GraphQL operation. */
export interface Operation {
  operationName: string | null;
  variables: unknown;
}

/** Of a body that is a list. The API's own limit is not public. */
export const MOST_OPERATIONS = 25;

/** Whether a body is a list of operations. */
export function isBatch(body: string): boolean {
  return body.trimStart().startsWith('[');
}

/** The operations in a request body; a body that is not a GraphQL request counts as one without a name. */
export function operationsIn(body: string): Operation[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    json = null;
  }
  return (Array.isArray(json) ? json : [json]).map((one: unknown) => {
    if (!isRecord(one)) return { operationName: null, variables: null };
    return { operationName: nameOf(one), variables: one.variables ?? null };
  });
}

function nameOf({ operationName, query }: Record<string, unknown>): string | null {
  if (typeof operationName === 'string') return operationName;
  if (typeof query !== 'string') return null;
  try {
    return getOperationAST(parse(query))?.name?.value ?? null;
  } catch {
    return null;
  }
}
