import { Temporal } from "temporal-polyfill";
import { toDayNumber } from "../../../core/recurrence/calendar-days.ts";
import { patternDays } from "../../../core/recurrence/pattern-days.ts";
import { isPerhapsSentAgain } from "../../../core/sync/inbound/sent-again.ts";
import { planMeeting } from "../../../core/sync/inbound/plan-meeting.ts";
import type { MeetingHere } from "../../../core/sync/inbound/views.ts";
import { meetingThere, timingOf } from "./meeting-there.ts";
import type {
  MeetingFacts,
  PlannedMeeting,
  PlanTaken,
  ReadItem,
  ReadMeeting,
} from "./inbound-store.ts";

export interface PlanDependencies {
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
}

/** What follows from a meeting of which the room's copies were read. */
export function planTaken(deps: PlanDependencies, spaceId: string): PlanTaken {
  return (meeting, facts) => {
    const unreadable = unreadableRecurrence(meeting);
    if (unreadable !== null) return { plan: null, isOpen: false, gap: unreadable };
    // The room has yet to answer, and nobody's copy tells more.
    if (meeting.items.length === 0 && meeting.organizerCopy.kind === "unreadable") {
      return JUDGED_LATER;
    }
    // Taken for one made in Outlook, it would stand here twice.
    if (facts.here === null && facts.isPerhapsBeingWritten) return JUDGED_LATER;
    // Cancelled a moment ago, and the room is yet to hear of it; or its organizer's mailbox lags.
    const isLeft = isLeftInRoom(meeting, deps.now());
    if (facts.here === null && isLeft) return { ...JUDGED_LATER, gap: LEFT_IN_ROOM };
    // Taken for a change in Outlook, what was there before would undo what was changed here.
    if (facts.isOvertaken) return JUDGED_LATER;
    const taken = planned(deps, spaceId, meeting, facts);
    return isLeft ? { ...taken, isOpen: true, gap: LEFT_IN_ROOM } : taken;
  };
}

const JUDGED_LATER: PlannedMeeting = { plan: null, isOpen: true, gap: null };
const LEFT_IN_ROOM: PlannedMeeting["gap"] = { kind: "left_in_room" };

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
  const isAgain = here !== null && (isOpen(here, isSeen) || isPerhapsSentAgain(here, there, now()));
  return { plan, isOpen: isAgain, gap: null };
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
function unreadableRecurrence({ items }: ReadMeeting): PlannedMeeting["gap"] {
  const present = items.flatMap(({ meeting }) => (meeting === null ? [] : [meeting]));
  const unreadable = present.filter(
    (meeting) => !meeting.isCancelled && timingOf(meeting) === undefined,
  );
  const times = unreadable[0]?.times;
  if (times?.kind !== "unreadable" || unreadable.length < present.length) return null;
  return { kind: "recurrence_unreadable", reason: times.message };
}

/**
 * Only the room still has the meeting: its organizer's mailbox, which can be read, has it not. What
 * is over, or the room has declined, takes no time from anybody.
 */
function isLeftInRoom({ organizerCopy, items }: ReadMeeting, now: Temporal.Instant): boolean {
  return organizerCopy.kind === "gone" && items.some(({ meeting }) => isToCome(meeting, now));
}

function isToCome(meeting: ReadItem["meeting"], now: Temporal.Instant): boolean {
  if (meeting === null || meeting.isCancelled || meeting.ownResponse === "declined") return false;
  const timing = timingOf(meeting);
  if (timing?.kind !== "series") {
    return timing !== undefined && Temporal.Instant.compare(timing.end, now) > 0;
  }
  // An occurrence that began yesterday may go on.
  const today = now.toZonedDateTimeISO(timing.series.zone).toPlainDate();
  const days = patternDays(timing.series.pattern, timing.series.range);
  return days.lastDay >= toDayNumber(today.subtract({ days: 1 }));
}
