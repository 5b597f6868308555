import { z } from "zod";
import type { DeltaSettings, NotificationSettings, SimulatorSettings } from "./settings.ts";

const durationMs = z.number().int().min(0).max(3_600_000);
const seconds = z.number().int().min(1).max(100_000_000);
const probability = z.number().min(0).max(1);
const count = z.number().int().min(1).max(1_000_000);

function range(bound: z.ZodNumber) {
  return z
    .tuple([bound, bound])
    .readonly()
    .refine(([min, max]) => min <= max, "The first bound is greater than the second.");
}

const deltaShape: { [K in keyof DeltaSettings]: z.ZodType<DeltaSettings[K]> } = {
  emptyFirstPage: z.boolean(),
  masterLast: z.boolean(),
  replayProbability: probability,
  repeatProbability: probability,
  lagMs: durationMs,
  expiryProbability: probability,
  expiredCode: z.enum([
    "SyncStateNotFound",
    "syncStateNotFound",
    "SyncStateInvalid",
    "syncStateInvalid",
    "resyncRequired",
  ]),
  expiredHasLocation: z.boolean(),
};

const notificationShape: { [K in keyof NotificationSettings]: z.ZodType<NotificationSettings[K]> } =
  {
    delayMs: range(durationMs),
    batchMax: z.number().int().min(1).max(1_000),
    lossProbability: probability,
    missedNoticeProbability: probability,
    duplicateProbability: probability,
    reorderProbability: probability,
    reorderDelayMs: durationMs,
    extraUpdateProbability: probability,
    createdForUpdateProbability: probability,
    httpToLoopback: z.boolean(),
    answerLimitMs: durationMs,
    answerTimeoutMs: durationMs.min(1),
    validationErrorCode: z.enum(["InvalidRequest", "ValidationError"]),
    storedTokenExpires: z.boolean(),
    subscriptionsPerMailbox: count,
  };

/** Some of the settings of delta, and of notifications. */
export const deltaChangeSchema = z.strictObject(deltaShape).partial();
export const notificationChangeSchema = z.strictObject(notificationShape).partial();

/** One schema a setting: a setting without one does not compile. */
const shape: { [K in keyof SimulatorSettings]: z.ZodType<SimulatorSettings[K]> } = {
  roomDecisionDelayMs: range(durationMs),
  roomCopyListsEverybody: z.boolean(),
  directRoomWritesAllowed: z.boolean(),
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
    concurrencyCode: z.enum(["ApplicationThrottled", "TooManyRequests", "UnknownError"]),
  }),
  duplicateTransactionIdStatus: z.literal([400, 409]),
  changeKeyMismatchStatus: z.literal([412, 409]),
  duplicateTransactionIdNamesEvent: z.boolean(),
  transactionIdOutlivesEvent: z.boolean(),
  transactionIdRetentionSeconds: seconds.nullable(),
  writtenAttendeeStatus: z.enum(["ignored", "unreliable"]),
  cancelledDaysAreNeighbours: z.boolean(),
  seriesChangeDiscardsExceptions: z.boolean(),
  declinedCopiesStay: z.boolean(),
  cancelledCopiesStay: z.boolean(),
  cancelledSubjectPrefix: z.string().max(40),
  attendeeDeleteSendsDecline: z.boolean(),
  rescheduleResetsResponses: z.boolean(),
  extendedPropertiesTravel: z.boolean(),
  originalZoneIsCustom: z.boolean(),
  calendarViewDaysMax: count,
  blankIdProbability: probability,
  scheduleMailboxesMax: count,
  defaultPageSize: z.number().int().min(1).max(999),
  delta: z.strictObject(deltaShape),
  notifications: z.strictObject(notificationShape),
};

/** Some settings, each whole. */
export const settingsChangeSchema = z.strictObject(shape).partial();

/** Sets what `change` names; a setting it leaves out, or gives as undefined, stays as it is. */
export function applySettings<T extends object>(
  settings: T,
  change: { readonly [K in keyof T]?: T[K] | undefined },
): void {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  Object.assign(settings, Object.fromEntries(given));
}
