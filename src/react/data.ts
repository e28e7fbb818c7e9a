import type { StiggClient } from '../client.js';
import type { CustomerPortal } from '../core/customer-portal.js';
import type { CustomerPortalParams, PaywallParams } from '../core/data-call.js';
import type { Paywall } from '../core/paywall.js';
import type { CallOptions } from '../data-params.js';
import type { StiggError } from '../error.js';
import type { Freshness } from '../provenance.js';
import { useSupply } from './provider.js';
import { useEffect, useReducer, useState, useSyncExternalStore } from './react.js';

/** What became of a question to the API. */
export interface Data<Result> {
  /** The last answer; stays while it is asked again, and when that fails. */
  readonly data: Result | undefined;
  /** Why the last attempt failed. */
  readonly error: StiggError | undefined;
  readonly loading: boolean;
  /** Of `data`, as of this rendering. */
  readonly freshness: Freshness | undefined;
  /** Asks again. */
  readonly reload: () => void;
}

type Timeout = Pick<CallOptions, 'timeoutMs'>;

/**
 * See `getPaywall` of the client. Asked again for another customer or resource; given up with the component.
 *
 * @throws TypeError that names a wrong parameter, while rendering
 */
export function usePaywall(params: PaywallParams & Timeout = {}): Data<Paywall> {
  return useData((client, given) => client.getPaywall(given), params);
}

/** See `getCustomerPortal` of the client, and `usePaywall`. */
export function useCustomerPortal(params: CustomerPortalParams & Timeout = {}): Data<CustomerPortal> {
  return useData((client, given) => client.getCustomerPortal(given), params);
}

interface Attempt<Result> {
  readonly client: StiggClient;
  readonly asked: string;
  readonly count: number;
  readonly data?: Result | undefined;
  readonly error?: StiggError | TypeError;
}

function useData<Result extends object, Params>(
  read: (client: StiggClient, params: Params & { readonly signal: AbortSignal }) => Promise<Result>,
  params: Params,
): Data<Result> {
  const { client } = useSupply();
  const who = () => whoIsAsked(client);
  // What is asked, of whom: an answer to anything else is not shown, not even for a moment.
  const asked = JSON.stringify([useSyncExternalStore(client.subscribe, who, who), params]);
  const [count, reload] = useReducer((attempts: number) => attempts + 1, 0);
  const [last, setLast] = useState<Attempt<Result>>();
  // `asked` stands for the parameters, which may be another object each time, and `count` for an attempt.
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const attempt = { client, asked, count };
    read(client, { ...params, signal }).then(
      (data) => signal.aborted || setLast({ ...attempt, data }),
      (error) =>
        signal.aborted ||
        setLast((before) => ({ ...attempt, error, data: answering(before, client, asked)?.data })),
    );
    return () => controller.abort();
  }, [client, asked, count]);
  const mine = answering(last, client, asked);
  const error = mine?.error;
  // Misuse is for whoever wrote it, not for whoever looks at it.
  if (error instanceof TypeError) throw error;
  const data = mine?.data;
  return {
    data,
    error,
    loading: mine?.count !== count,
    freshness: data && client.freshnessOf(data),
    reload,
  };
}

/** The attempt, if it was this question's. */
function answering<Result>(
  attempt: Attempt<Result> | undefined,
  client: StiggClient,
  asked: string,
): Attempt<Result> | undefined {
  return attempt?.client === client && attempt.asked === asked ? attempt : undefined;
}

/** Another text for another customer or resource, and for the same one after a sign-out. */
function whoIsAsked(client: StiggClient): string {
  const { views } = client.contextOf();
  return views.map(({ key, generation }) => `${key} ${generation}`).join();
}
