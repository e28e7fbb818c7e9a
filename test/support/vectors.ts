// The decision vectors: cases that any client of this API should answer alike.
import { readFileSync } from 'node:fs';
import type { WireEntitlement } from 'stigg-offline/fixtures';

export interface Vector {
  readonly name: string;
  /** What the API returns, for the customer and for the resource that the options name. */
  readonly wire: readonly WireEntitlement[];
  readonly options: Readonly<Record<string, unknown>> & { readonly customerId: string | null };
  /** The API's clock; absent: any time. */
  readonly now?: string;
  readonly call: { readonly method: string; readonly args: readonly unknown[] };
  /** As JSON: `undefined` is absent. */
  readonly expected: unknown;
}

export function readVectors(): readonly Vector[] {
  const files = ['decisions.json', 'more-decisions.json'];
  return files.flatMap((file) => {
    const text = readFileSync(new URL(`../vectors/${file}`, import.meta.url), 'utf8');
    return (JSON.parse(text) as { cases: Vector[] }).cases;
  });
}
