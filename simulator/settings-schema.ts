import { z } from "zod";
import type { SimulatorSettings } from "./settings.ts";

const durationMs = z.number().int().min(0).max(3_600_000);
const seconds = z.number().int().min(1).max(100_000_000);
const count = z.number().int().min(1).max(1_000_000);

function range(bound: z.ZodNumber) {
  return z
    .tuple([bound, bound])
    .readonly()
    .refine(([min, max]) => min <= max, "The first bound is greater than the second.");
}

/** One schema a setting: a setting without one does not compile. */
const shape: { [K in keyof SimulatorSettings]: z.ZodType<SimulatorSettings[K]> } = {
  roomDecisionDelayMs: range(durationMs),
  roomRewriteDelayMs: durationMs,
  lateRoomCancellations: z.boolean(),
  occurrencesHaveOwnICalUId: z.boolean(),
  serviceTimeMs: durationMs,
  accessTokenLifetimeSeconds: range(seconds),
  refreshTokenLifetimeSeconds: seconds,
  adminApprovalError: z.enum(["access_denied", "consent_required"]),
  throttle: z.strictObject({
    enabled: z.boolean(),
    concurrentPerMailbox: count,
    requestsPerWindow: count,
    windowSeconds: seconds,
    retryAfterSeconds: seconds,
  }),
  duplicateTransactionIdStatus: z.literal([400, 409]),
  changeKeyMismatchStatus: z.literal([412, 409]),
  transactionIdRetentionSeconds: seconds.nullable(),
  attendeeDeleteSendsDecline: z.boolean(),
  rescheduleResetsResponses: z.boolean(),
  extendedPropertiesTravel: z.boolean(),
  defaultPageSize: z.number().int().min(1).max(999),
};

/** Some settings, each whole. */
export const settingsChangeSchema = z.strictObject(shape).partial();

/** Sets what `change` names; a setting it leaves out, or gives as undefined, stays as it is. */
export function applySettings(
  settings: SimulatorSettings,
  change: z.infer<typeof settingsChangeSchema> | Partial<SimulatorSettings>,
): void {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  Object.assign(settings, Object.fromEntries(given));
}
