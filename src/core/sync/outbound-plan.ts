/**
 * What a new intent for a reservation means for the sync events that are there already. The
 * calendar has to end up as the last intent wants it, with as little said as possible: what was
 * never sent need not be sent if a later intent says otherwise (design, "Sync events").
 */

/** What the calendar that holds a meeting is told of it. */
export const MEETING_EVENT_TYPES = ["create", "update", "cancel"] as const;
export type MeetingEventType = (typeof MEETING_EVENT_TYPES)[number];

/** `release`: a room lets the meeting go in its own name, and the meeting itself stays. */
export const SYNC_EVENT_TYPES = [...MEETING_EVENT_TYPES, "release"] as const;
export type SyncEventType = (typeof SYNC_EVENT_TYPES)[number];

/** It makes the calendar show the reservation, and takes nothing out of it. */
export function isWrite(type: SyncEventType): type is "create" | "update" {
  return type === "create" || type === "update";
}

export const SYNC_EVENT_STATES = [
  "new",
  "processing",
  "processed",
  "error",
  "waiting_for_token",
  "not_sent",
  "superseded",
] as const;
/** `not_sent`: of a dry run, the request was built and kept but no call was made. */
export type SyncEventState = (typeof SYNC_EVENT_STATES)[number];

/** What the plan has to know of a sync event that is there already. */
export interface KnownSyncEvent {
  readonly id: string;
  readonly type: MeetingEventType;
  readonly state: SyncEventState;
  /** A call was begun, so the calendar may hold its outcome although no good answer came. */
  readonly mayHaveBeenSent: boolean;
}

/** `write`: the calendar shall show the reservation as it is now; `cancel`: not any more. */
export type Intent = "write" | "cancel";

export interface OutboundPlan {
  /** The event to add, with the verdict and the content of now; null if nothing has to be said. */
  readonly enqueue: MeetingEventType | null;
  /**
   * The calendar may hold an event of this reservation that we do not know of: look for it by our
   * own key before creating one, or to have something to cancel.
   */
  readonly mayAlreadyExist: boolean;
  /** The events that are not to be sent any more. */
  readonly supersede: readonly string[];
  /**
   * The event under way that the new one comes after, however that ends. If it ends without an
   * event in the calendar, an update that follows creates one and a cancellation has nothing to do.
   */
  readonly waitsFor: string | null;
}

/**
 * Plans for one reservation. `events` are all of its sync events, oldest first; `isDryRun`, that
 * the space's configuration is a dry run now, in which what was not sent counts as if it had been.
 */
export function planOutbound(
  events: readonly KnownSyncEvent[],
  intent: Intent,
  isDryRun: boolean,
): OutboundPlan {
  const unsent = events.filter(isUnsent);
  const isBeingCancelled = intent === "cancel" && unsent.at(-1)?.type === "cancel";
  if (isBeingCancelled) return NOTHING;

  const underWay = events.filter(isUnderWay).at(-1);
  const standing = standingAfter(events, isDryRun);
  const supersede = unsent.map(({ id }) => id);
  if (intent === "cancel" && standing === "absent") return { ...NOTHING, supersede };
  const enqueue = intent === "cancel" ? "cancel" : standing === "present" ? "update" : "create";
  // What is under way before a creation is a cancellation, and that may be given up.
  const mayBeLeft = enqueue === "create" && underWay !== undefined;
  return {
    enqueue,
    mayAlreadyExist: standing === "unknown" || mayBeLeft,
    supersede,
    waitsFor: underWay?.id ?? null,
  };
}

const NOTHING: OutboundPlan = {
  enqueue: null,
  mayAlreadyExist: false,
  supersede: [],
  waitsFor: null,
};

/** Certainly nothing of it has reached the calendar, and it can still be called off. */
function isUnsent({ state, mayHaveBeenSent }: KnownSyncEvent): boolean {
  return (state === "new" || state === "waiting_for_token") && !mayHaveBeenSent;
}

function isEnded({ state }: KnownSyncEvent): boolean {
  return state === "error" || state === "superseded";
}

/** It is being sent, or was tried and will be tried again; it may have reached the calendar. */
function isUnderWay({ state, mayHaveBeenSent }: KnownSyncEvent): boolean {
  const isToBeRetried = (state === "new" || state === "waiting_for_token") && mayHaveBeenSent;
  return state === "processing" || isToBeRetried;
}

/** It is yet to be made, by what was accepted before: that shows it as it is once it is sent. */
export function isYetToBeMade(events: readonly KnownSyncEvent[]): boolean {
  return events.filter(isUnsent).at(-1)?.type === "create";
}

/** Whether the calendar will hold our event once what is under way has come to its end. */
export type Standing = "absent" | "present" | "unknown";

export function standingAfter(events: readonly KnownSyncEvent[], isDryRun: boolean): Standing {
  let standing: Standing = "absent";
  for (const event of events) {
    const intended: Standing = event.type === "cancel" ? "absent" : "present";
    const isDone = event.state === "processed" || (event.state === "not_sent" && isDryRun);
    if (isDone || isUnderWay(event)) standing = intended;
    // Given up or called off, after a call that may have done its work all the same.
    else if (isEnded(event) && event.mayHaveBeenSent && standing !== intended) {
      standing = "unknown";
    }
  }
  return standing;
}
