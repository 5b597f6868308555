import type { Temporal } from "temporal-polyfill";
import { planMeeting } from "../../../core/sync/inbound/plan-meeting.ts";
import type { MeetingHere } from "../../../core/sync/inbound/views.ts";
import { meetingThere, timingOf } from "./meeting-there.ts";
import type { MeetingFacts, PlannedMeeting, PlanTaken, ReadMeeting } from "./inbound-store.ts";

export interface PlanDependencies {
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
}

/** What follows from a meeting of which the room's copies were read. */
export function planTaken(deps: PlanDependencies, spaceId: string): PlanTaken {
  return (meeting, facts) => {
    if (isUnreadable(meeting)) return { plan: null, isOpen: false };
    // The room has yet to answer, and nobody's copy tells more.
    if (meeting.items.length === 0 && meeting.organizerCopy.kind === "unreadable") return OPEN;
    // Taken for one made in Outlook, it would stand here twice.
    if (facts.here === null && facts.isPerhapsBeingWritten) return OPEN;
    // Cancelled a moment ago, and the room is yet to hear of it; or its organizer's mailbox lags.
    if (facts.here === null && isLeftBehind(meeting)) return OPEN;
    // Taken for a change in Outlook, what was there before would undo what was changed here.
    if (facts.isWrittenMeanwhile) return OPEN;
    return planned(deps, spaceId, meeting, facts);
  };
}

const OPEN: PlannedMeeting = { plan: null, isOpen: true };

/** Only the room still has the meeting: its organizer's mailbox, which can be read, has it not. */
function isLeftBehind({ organizerCopy, items }: ReadMeeting): boolean {
  const isThere = items.some(({ meeting }) => meeting !== null && !meeting.isCancelled);
  return organizerCopy.kind === "gone" && isThere;
}

function planned(
  { now, newId }: PlanDependencies,
  spaceId: string,
  meeting: ReadMeeting,
  facts: MeetingFacts,
): PlannedMeeting {
  const { here, rooms } = facts;
  const there = meetingThere(meeting, spaceId, facts);
  const plan = planMeeting({ there, here, rooms, now: now(), newId });
  const isTrusted = meeting.organizerCopy.kind === "as_written";
  const isSeen = isTrusted || there.organizerCopy.kind !== "unreadable";
  return { plan, isOpen: here !== null && isOpen(here, isSeen) };
}

/**
 * What is being written may not be there yet, and what a room's copy shows alone may be older than
 * what was written: it is looked at again.
 */
function isOpen({ origin, outbound, placements }: MeetingHere, isSeen: boolean): boolean {
  if (origin !== "usher" || outbound === "stuck") return false;
  const isAwaited = placements.some(({ state }) => state === "awaiting_confirmation");
  return outbound !== "settled" || (isAwaited && !isSeen);
}

/** A recurrence that nobody understands: what stands here stays, until it can be read. */
function isUnreadable({ items }: ReadMeeting): boolean {
  const present = items.flatMap(({ meeting }) => (meeting === null ? [] : [meeting]));
  return (
    present.length > 0 &&
    present.every((meeting) => !meeting.isCancelled && timingOf(meeting) === undefined)
  );
}
