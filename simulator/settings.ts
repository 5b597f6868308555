/**
 * What can be switched while the simulator runs, by its control API or by a test. Where the facts
 * mark a behaviour unconfirmed, both answers are a switch here. Durations carry their unit.
 */
export interface SimulatorSettings {
  /** How long a room takes to answer a request: drawn evenly from this range. */
  roomDecisionDelayMs: readonly [min: number, max: number];
  /** How long after accepting a room takes to put the organizer's name for the subject (facts 2). */
  roomRewriteDelayMs: number;
  /**
   * Whether a room takes a cancellation off its calendar apart from the turn of its requests, so
   * that a meeting made anew at once may be declined by the old one (reported, facts 2).
   */
  lateRoomCancellations: boolean;
  /** Whether occurrences have iCalUIds of their own: Microsoft's page says so, users do not (facts 1.2). */
  occurrencesHaveOwnICalUId: boolean;
  /** Service time of each Graph request, before it is answered. */
  serviceTimeMs: number;
  /** Access-token life; Entra draws it from 60 to 90 minutes (facts 6.5). */
  accessTokenLifetimeSeconds: readonly [min: number, max: number];
  refreshTokenLifetimeSeconds: number;
  /** The `error` that goes back to the application from the page "Need admin approval" (unconfirmed, facts 6.7). */
  adminApprovalError: "access_denied" | "consent_required";
  /** Throttling per app and mailbox (facts 4). */
  throttle: {
    enabled: boolean;
    concurrentPerMailbox: number;
    requestsPerWindow: number;
    windowSeconds: number;
    retryAfterSeconds: number;
  };
  /** Status of ErrorDuplicateTransactionId: seen as 400 and as 409 (facts 1.3). */
  duplicateTransactionIdStatus: 400 | 409;
  /** Status of ErrorIrresolvableConflict with If-Match: seen as 412 and as 409 (facts 1.6). */
  changeKeyMismatchStatus: 412 | 409;
  /** How long a transactionId is remembered; null for as long as the mailbox lives (unconfirmed). */
  transactionIdRetentionSeconds: number | null;
  /** Whether an attendee's DELETE of the own copy sends a decline (unconfirmed, facts 1.7). */
  attendeeDeleteSendsDecline: boolean;
  /** Whether a new time resets the answers and asks the room again (unconfirmed, facts 1.5). */
  rescheduleResetsResponses: boolean;
  /** Whether our extended properties travel to the attendees' copies (unconfirmed, facts 1.11). */
  extendedPropertiesTravel: boolean;
  /** Default page size of event lists (unconfirmed, facts 1.10). */
  defaultPageSize: number;
}

export const SIMULATOR_SETTINGS_DEFAULTS: SimulatorSettings = {
  roomDecisionDelayMs: [400, 1500],
  roomRewriteDelayMs: 300,
  lateRoomCancellations: false,
  occurrencesHaveOwnICalUId: false,
  serviceTimeMs: 0,
  accessTokenLifetimeSeconds: [3600, 5400],
  refreshTokenLifetimeSeconds: 90 * 24 * 3600,
  adminApprovalError: "access_denied",
  throttle: {
    enabled: true,
    concurrentPerMailbox: 4,
    requestsPerWindow: 10_000,
    windowSeconds: 600,
    retryAfterSeconds: 2,
  },
  duplicateTransactionIdStatus: 409,
  changeKeyMismatchStatus: 412,
  transactionIdRetentionSeconds: null,
  attendeeDeleteSendsDecline: true,
  rescheduleResetsResponses: true,
  extendedPropertiesTravel: false,
  defaultPageSize: 10,
};
