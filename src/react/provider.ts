import type { StiggClient } from '../client.js';
import type { StiggOptions } from '../options.js';
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useState,
} from './react.js';
import { hold, type Supply, supplyOf } from './supply.js';

/** Either a client or the options to make one of. */
export type StiggProviderProps = { readonly children?: ReactNode } & (
  | {
      /** A client that the app has made, and closes. */
      readonly client: StiggClient;
      readonly options?: never;
    }
  | {
      /**
       * Of which a client is made, and closed when the provider is gone. Read once: give the provider another `key` for
       * others. On a server it answers from `bootstrap` and fallbacks alone.
       */
      readonly options: StiggOptions;
      readonly client?: never;
    }
);

const SupplyContext = createContext<Supply | null>(null);

/**
 * Gives the hooks below it their client.
 *
 * @throws TypeError that names a wrong option
 */
export function StiggProvider({ client, options, children }: StiggProviderProps): ReactElement {
  if (client) return createElement(GivenClient, { client }, children);
  if (options) return createElement(OwnClient, { options }, children);
  throw new TypeError('StiggProvider needs a client or options.');
}

interface ClientProps {
  readonly client: StiggClient;
  readonly children?: ReactNode;
}

function GivenClient({ client, children }: ClientProps): ReactElement {
  const supply = useMemo(() => ({ client, still: () => client }), [client]);
  return createElement(SupplyContext.Provider, { value: supply }, children);
}

interface OptionsProps {
  readonly options: StiggOptions;
  readonly children?: ReactNode;
}

function OwnClient({ options, children }: OptionsProps): ReactElement {
  const [first] = useState(options);
  const [, renderAgain] = useReducer((renders: number) => renders + 1, 0);
  const supply = supplyOf(first);
  useEffect(() => {
    // Hidden for a while, and its client closed meanwhile.
    if (supplyOf(first) !== supply) renderAgain();
    return hold(first);
  }, [first, supply]);
  return createElement(SupplyContext.Provider, { value: supply }, children);
}

/** @throws TypeError outside of a StiggProvider */
export function useSupply(): Supply {
  const supply = useContext(SupplyContext);
  if (!supply) throw new TypeError('There is no StiggProvider above.');
  return supply;
}

/** The client, for everything that has no hook of its own. */
export function useStigg(): StiggClient {
  return useSupply().client;
}
