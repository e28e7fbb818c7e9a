// One request that reports tracked checks.
import type { TrackedCheck } from '../src/core/tracked-check.js';
import { type EntitlementCheckRequested, ReportEntitlementCheck } from './api/operations.generated.js';
import type { Sent } from './outbox.js';
import type { Conversation, Transport } from './transport.js';

export async function reportChecks(
  transport: Transport,
  how: Omit<Conversation<unknown>, 'talk'>,
  customerId: string,
  checks: readonly TrackedCheck[],
): Promise<Sent> {
  const { value, failed } = await transport.converse({
    ...how,
    talk: ({ sendAll }) =>
      sendAll(
        ReportEntitlementCheck,
        checks.map(({ id: _, ...check }) => ({
          entitlementCheckRequested: { customerId, ...check } as EntitlementCheckRequested,
        })),
      ),
  });
  return failed ?? { codes: value };
}
