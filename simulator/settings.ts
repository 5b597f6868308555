/**
 * What can be switched while the simulator runs, by its control API or by a test. Where the facts
 * mark a behaviour unconfirmed, both answers are a switch here. Durations carry their unit.
 */
export interface SimulatorSettings {
  /** How long a room takes to answer a request: drawn evenly from this range. */
  roomDecisionDelayMs: readonly [min: number, max: number];
  /** Whether a room's copy lists everybody invited, or only organizer and room (reported, facts 2). */
  roomCopyListsEverybody: boolean;
  /** Whether an event may be written straight into a room's calendar (unconfirmed, facts 2). */
  directRoomWritesAllowed: boolean;
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
    /** The code of a refusal for too many at once: three are seen (facts 4). */
    concurrencyCode: "ApplicationThrottled" | "TooManyRequests" | "UnknownError";
  };
  /** Status of ErrorDuplicateTransactionId: seen as 400 and as 409 (facts 1.3). */
  duplicateTransactionIdStatus: 400 | 409;
  /** Status of ErrorIrresolvableConflict with If-Match: seen as 412 and as 409 (facts 1.6). */
  changeKeyMismatchStatus: 412 | 409;
  /** Whether that refusal names the event that has the id (reported, facts 1.3). */
  duplicateTransactionIdNamesEvent: boolean;
  /** Whether a transactionId stays taken when its event is gone (unconfirmed, facts 1.3). */
  transactionIdOutlivesEvent: boolean;
  /** How long a transactionId is remembered; null for as long as the mailbox lives (unconfirmed). */
  transactionIdRetentionSeconds: number | null;
  /**
   * What becomes of an attendee's status that a client writes: nothing, or what is reported, that
   * `declined` comes back as `notResponded` of the year 4501 (facts 1.5).
   */
  writtenAttendeeStatus: "ignored" | "unreliable";
  /** Whether a cancelled occurrence still bars its neighbours from its day (facts 1.5 leave it open). */
  cancelledDaysAreNeighbours: boolean;
  /** Whether a new time or rule of a series discards its exceptions (unconfirmed, facts 1.8). */
  seriesChangeDiscardsExceptions: boolean;
  /** Whether a declined meeting stays on the attendee's calendar, free (unconfirmed, facts 1.7, 2). */
  declinedCopiesStay: boolean;
  /** Whether a cancelled meeting stays on a person's calendar until it is removed (facts 1.7). */
  cancelledCopiesStay: boolean;
  /** What goes before the subject of a cancelled copy (unconfirmed, facts 1.7). */
  cancelledSubjectPrefix: string;
  /** Whether an attendee's DELETE of the own copy sends a decline (unconfirmed, facts 1.7). */
  attendeeDeleteSendsDecline: boolean;
  /** Whether a new time resets the answers and asks the room again (unconfirmed, facts 1.5). */
  rescheduleResetsResponses: boolean;
  /** Whether our extended properties travel to the attendees' copies (unconfirmed, facts 1.11). */
  extendedPropertiesTravel: boolean;
  /** Whether zones read as `tzone://Microsoft/Custom`, which nobody can use (reported, facts 1.9). */
  originalZoneIsCustom: boolean;
  /** Default page size of event lists (unconfirmed, facts 1.10). */
  defaultPageSize: number;
  /** The longest calendar view: 1,825 days is often quoted (unconfirmed, facts 1.12). */
  calendarViewDaysMax: number;
  /** Chance that a row of a calendar view has empty ids (reported, facts 1.2). */
  blankIdProbability: number;
  /** How many mailboxes getSchedule takes: 20, by older rules 100 (facts 1.14). */
  scheduleMailboxesMax: number;
  delta: DeltaSettings;
  notifications: NotificationSettings;
}

/** How `calendarView/delta` answers (facts 1.13). Probabilities are in [0, 1]. */
export interface DeltaSettings {
  /** Whether the first page of each full round is empty, with a next link. */
  emptyFirstPage: boolean;
  /** Chance that a page begins with rows that were told before. */
  replayProbability: number;
  /** Whether a series' master comes after its occurrences; the order is nowhere promised. */
  masterLast: boolean;
  /** Chance that an event, or a series whole, comes a second time in its page. */
  repeatProbability: number;
  /** How long after a change delta tells it. Full rounds tell what is there. */
  lagMs: number;
  /** Chance that a request with a token is 410. */
  expiryProbability: number;
  /** The code of 410, whose letters vary (facts 1.13). */
  expiredCode:
    | "SyncStateNotFound"
    | "syncStateNotFound"
    | "SyncStateInvalid"
    | "syncStateInvalid"
    | "resyncRequired";
  /** Whether 410 carries a Location with an empty token. */
  expiredHasLocation: boolean;
}

/** How change notifications travel (facts 2, 3). Probabilities are in [0, 1]. */
export interface NotificationSettings {
  /** From the change to the first attempt at delivery: drawn evenly from this range. */
  delayMs: readonly [min: number, max: number];
  /** The most notifications in one POST. */
  batchMax: number;
  /** Chance that a notification never goes out. */
  lossProbability: number;
  /** Chance that what was lost or given up is told by the lifecycle event `missed`. */
  missedNoticeProbability: number;
  /** Chance that a notification goes out a second time. */
  duplicateProbability: number;
  /** Chance that a notification is held back while later ones go ahead. */
  reorderProbability: number;
  /** The longest that a notification is held back. */
  reorderDelayMs: number;
  /** Chance of one more "updated" after any change but a removal: Exchange writes in stages. */
  extraUpdateProbability: number;
  /** Chance that an update comes as "created" and "updated". */
  createdForUpdateProbability: number;
  /** Whether notification URLs may be plain HTTP at loopback; Graph itself wants HTTPS. */
  httpToLoopback: boolean;
  /** An answer later than this counts as none, save to a retry; by the machine's clock. */
  answerLimitMs: number;
  /** When a POST is given up, and how long the validation of an endpoint may take. */
  answerTimeoutMs: number;
  /** The code of a failed validation: both are seen (facts 3.2). */
  validationErrorCode: "InvalidRequest" | "ValidationError";
  /** Whether delivery pauses when the token that the subscription was made with has expired. */
  storedTokenExpires: boolean;
  /** Active subscriptions that a mailbox may have, over all applications. */
  subscriptionsPerMailbox: number;
}

export const SIMULATOR_SETTINGS_DEFAULTS: SimulatorSettings = {
  roomDecisionDelayMs: [400, 1500],
  roomCopyListsEverybody: true,
  directRoomWritesAllowed: true,
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
    concurrencyCode: "ApplicationThrottled",
  },
  duplicateTransactionIdStatus: 409,
  changeKeyMismatchStatus: 412,
  duplicateTransactionIdNamesEvent: true,
  transactionIdOutlivesEvent: true,
  transactionIdRetentionSeconds: null,
  writtenAttendeeStatus: "ignored",
  cancelledDaysAreNeighbours: true,
  seriesChangeDiscardsExceptions: true,
  declinedCopiesStay: false,
  cancelledCopiesStay: true,
  cancelledSubjectPrefix: "Canceled: ",
  attendeeDeleteSendsDecline: true,
  rescheduleResetsResponses: true,
  extendedPropertiesTravel: false,
  originalZoneIsCustom: false,
  defaultPageSize: 10,
  calendarViewDaysMax: 1_825,
  blankIdProbability: 0,
  scheduleMailboxesMax: 20,
  delta: {
    emptyFirstPage: false,
    masterLast: false,
    replayProbability: 0,
    repeatProbability: 0,
    lagMs: 0,
    expiryProbability: 0,
    expiredCode: "SyncStateNotFound",
    expiredHasLocation: false,
  },
  notifications: {
    delayMs: [50, 400],
    batchMax: 100,
    lossProbability: 0,
    missedNoticeProbability: 1,
    duplicateProbability: 0,
    reorderProbability: 0,
    reorderDelayMs: 5_000,
    extraUpdateProbability: 0,
    createdForUpdateProbability: 0,
    httpToLoopback: false,
    answerLimitMs: 3_000,
    answerTimeoutMs: 10_000,
    validationErrorCode: "InvalidRequest",
    storedTokenExpires: true,
    subscriptionsPerMailbox: 1_000,
  },
};
