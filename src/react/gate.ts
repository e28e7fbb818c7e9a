import type { Check, MeteredCheckOptions } from '../check.js';
import type { StiggClient } from '../client.js';
import type { AnyAnswer, QuestionKind } from '../core/answer.js';
import { useCheck } from './checks.js';
import { createElement, Fragment, type ReactElement, type ReactNode } from './react.js';

/** What `<Gate>` takes. */
export interface GateProps {
  /** The feature's id in the vendor's console. */
  readonly feature: string;
  /** Which getter answers. Default: `metered` with `requestedUsage`, else `boolean`. */
  readonly type?: QuestionKind;
  /** How much is asked for on top of the present usage. */
  readonly requestedUsage?: number;
  /** Asks this resource, which must be the current one. Default: the customer itself. */
  readonly resourceId?: string | null;
  /** Shown without access. Default: nothing. */
  readonly fallback?: ReactNode;
  /** Shown with access. */
  readonly children?: ReactNode;
}

const ASK: Readonly<
  Record<QuestionKind, (client: StiggClient, check: Check<MeteredCheckOptions>) => AnyAnswer>
> = {
  boolean: (client, check) => client.getBooleanEntitlement(check),
  numeric: (client, check) => client.getNumericEntitlement(check),
  metered: (client, check) => client.getMeteredEntitlement(check),
  enum: (client, check) => client.getEnumEntitlement(check),
};

/** Shows its children to those who have access to a feature. It hides; what must be kept from people, your server keeps. */
export function Gate({
  feature,
  requestedUsage,
  type = requestedUsage === undefined ? 'boolean' : 'metered',
  resourceId = null,
  fallback,
  children,
}: GateProps): ReactElement {
  const options = requestedUsage === undefined ? {} : { requestedUsage };
  const { hasAccess } = useCheck(ASK[type], { featureId: feature, resourceId, options });
  return createElement(Fragment, null, hasAccess ? children : fallback);
}
