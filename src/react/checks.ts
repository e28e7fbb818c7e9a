// Checks as hooks. A component renders again when its own answer has become another, and for nothing else: the client
// gives the same object as long as the answer is the same.
import type { Check, CheckOptions, MeteredCheckOptions } from '../check.js';
import type { StiggClient } from '../client.js';
import type {
  BooleanEntitlement,
  EnumEntitlement,
  MeteredEntitlement,
  NumericEntitlement,
} from '../core/answer.js';
import { useSupply } from './provider.js';
import { useEffect, useRef, useSyncExternalStore } from './react.js';

type AnyCheck = Check<CheckOptions>;

/** See `getBooleanEntitlement` of the client. With `shouldTrack`, a check is reported once for each question. */
export function useBooleanEntitlement(check: Check): BooleanEntitlement {
  return useCheck((client, asked) => client.getBooleanEntitlement(asked), check);
}

/** See `getNumericEntitlement` of the client, and `useBooleanEntitlement`. */
export function useNumericEntitlement(check: Check): NumericEntitlement {
  return useCheck((client, asked) => client.getNumericEntitlement(asked), check);
}

/** See `getMeteredEntitlement` of the client, and `useBooleanEntitlement`. */
export function useMeteredEntitlement(check: Check<MeteredCheckOptions>): MeteredEntitlement {
  return useCheck((client, asked) => client.getMeteredEntitlement(asked), check);
}

/** See `getEnumEntitlement` of the client, and `useBooleanEntitlement`. */
export function useEnumEntitlement(check: Check): EnumEntitlement {
  return useCheck((client, asked) => client.getEnumEntitlement(asked), check);
}

export function useCheck<Asked extends AnyCheck, Answer>(
  ask: (client: StiggClient, check: Asked) => Answer,
  check: Asked,
): Answer {
  const { client, still } = useSupply();
  useTracking(ask, check);
  // React asks as often as it likes, and that is not what is tracked.
  const asked = { ...check, options: { ...check.options, shouldTrack: false } };
  return useSyncExternalStore(
    client.subscribe,
    () => ask(client, asked),
    () => ask(still(), asked),
  );
}

function useTracking<Asked extends AnyCheck>(
  ask: (client: StiggClient, check: Asked) => unknown,
  check: Asked,
): void {
  const { client } = useSupply();
  const tracked = useRef<string | null>(null);
  const asked = check.options?.shouldTrack ? JSON.stringify(check) : null;
  useEffect(() => {
    // StrictMode runs effects twice.
    if (asked !== null && tracked.current !== asked) ask(client, check);
    tracked.current = asked;
  });
}
