import type { CalendarResult } from "../calendar.ts";
import type { BulkReading, CalendarMeeting, ReadingAccess } from "../room-calendar.ts";
import type { ClaimedRoom } from "./claimed-room.ts";
import type { ReadMeeting, WrittenMeeting } from "./inbound-store.ts";
import { isOutOfReach } from "./organizer-access.ts";
import type { ReadPageDependencies } from "./read-page.ts";

/** Of which the room's copies were read. */
export type UnreadMeeting = Omit<ReadMeeting, "organizerCopy">;

/**
 * Reads the organizers' copies, mailbox by mailbox. Of what was made here the event is known and is
 * read by its id; other meetings are found by what all copies share (facts 1.2).
 */
export async function readOrganizerCopies(
  deps: ReadPageDependencies,
  room: ClaimedRoom,
  { requestId }: ReadingAccess,
  meetings: readonly UnreadMeeting[],
): Promise<CalendarResult<readonly ReadMeeting[]>> {
  const ids = meetings.flatMap(({ iCalUId }) => iCalUId ?? []);
  const written = ids.length === 0 ? new Map() : await deps.store.writtenMeetings(ids);
  const isTrusted = (meeting: UnreadMeeting): boolean => showsWhatWasWritten(meeting, written);
  const read: ReadMeeting[] = meetings
    .filter(isTrusted)
    .map((meeting) => ({ ...meeting, organizerCopy: { kind: "as_written" } }));
  const toRead = meetings.filter((meeting) => !isTrusted(meeting));
  const byMailbox = Map.groupBy(toRead, (meeting) => mailboxOf(meeting, room, written));
  const left = [...byMailbox].toReversed();
  const bulk = bulkReadingOf(room, toRead);
  const failures: Refused[] = [];
  // A room's meetings are many people's, who each are asked by themselves.
  const askOneByOne = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined && failures.length === 0; next = left.pop()) {
      const [mailbox, theirs] = next;
      const access = mailbox === null ? null : await deps.organizerAccess(room, mailbox, requestId);
      const copies = await (access === null
        ? { ok: true as const, value: theirs.map(unreadable) }
        : copiesIn(deps, access, theirs, written, bulk));
      if (copies.ok) read.push(...copies.value);
      else failures.push(copies);
    }
  };
  await Promise.all(Array.from({ length: MAILBOXES_AT_ONCE_MAX }, askOneByOne));
  return failures[0] ?? { ok: true, value: read };
}

/** Of each organizer's mailbox, which has limits of its own (facts 4), one call at a time. */
const MAILBOXES_AT_ONCE_MAX = 8;

type Refused = Extract<CalendarResult<unknown>, { readonly ok: false }>;

function unreadable(meeting: UnreadMeeting): ReadMeeting {
  return { ...meeting, organizerCopy: UNREADABLE };
}

/** Undefined where only changes are read: what has just changed is read by itself. */
function bulkReadingOf(
  { isRoundFull, windowStart, windowEnd }: ClaimedRoom,
  meetings: readonly UnreadMeeting[],
): BulkReading | undefined {
  if (!isRoundFull || windowStart === null || windowEnd === null) return undefined;
  const lastWritten = new Map<string, Date>();
  for (const { iCalUId, items } of meetings) {
    const times = items.map(({ meeting }) => meeting?.modifiedAt?.getTime() ?? Infinity);
    const latest = new Date(Math.max(...times));
    if (iCalUId !== null && !Number.isNaN(latest.getTime())) lastWritten.set(iCalUId, latest);
  }
  return { window: { startAt: windowStart, endAt: windowEnd }, lastWritten };
}

const UNREADABLE: ReadMeeting["organizerCopy"] = { kind: "unreadable" };

/**
 * The room has accepted just what we have written in bulk, or has yet to. A room that accepts writes
 * into its copy some more after that (facts 2). Reading every organizer's copy each time would cost
 * the organizers' mailboxes as many calls as the writing, and halve its rate (facts 4).
 */
function showsWhatWasWritten(
  { iCalUId, items }: UnreadMeeting,
  written: ReadonlyMap<string, WrittenMeeting>,
): boolean {
  const times = written.get(iCalUId ?? "")?.justWrittenInBulk ?? null;
  return (
    times !== null &&
    items.length > 0 &&
    items.every(
      ({ meeting }) =>
        meeting !== null &&
        !meeting.isCancelled &&
        (meeting.ownResponse === "accepted" || meeting.ownResponse === "none") &&
        meeting.times.kind === "single" &&
        meeting.times.startAt.getTime() === times.startAt.getTime() &&
        meeting.times.endAt.getTime() === times.endAt.getTime(),
    )
  );
}

/** Null where nobody is known, or the room's own copy is the organizer's. */
function mailboxOf(
  { iCalUId, items, organizer }: UnreadMeeting,
  { roomMailbox }: ClaimedRoom,
  written: ReadonlyMap<string, WrittenMeeting>,
): string | null {
  if (items.some(({ meeting }) => meeting?.isOrganizer)) return null;
  const mailbox =
    (iCalUId === null ? undefined : written.get(iCalUId)?.calendarMailbox) ?? organizer?.email;
  if (mailbox === undefined || iCalUId === null) return null;
  const address = mailbox.toLowerCase();
  return address === roomMailbox.toLowerCase() ? null : address;
}

async function copiesIn(
  { rooms }: ReadPageDependencies,
  access: ReadingAccess,
  meetings: readonly UnreadMeeting[],
  written: ReadonlyMap<string, WrittenMeeting>,
  bulk: BulkReading | undefined,
): Promise<CalendarResult<readonly ReadMeeting[]>> {
  const eventIdOf = ({ iCalUId }: UnreadMeeting) => written.get(iCalUId ?? "")?.calendarEventId;
  const ours = meetings.flatMap((meeting) => eventIdOf(meeting) ?? []);
  const others = meetings.flatMap((meeting) =>
    eventIdOf(meeting) === undefined ? (meeting.iCalUId ?? []) : [],
  );
  const byId = ours.length === 0 ? NONE : await rooms.readMeetings(access, ours);
  const found = others.length === 0 ? NONE : await rooms.findMeetings(access, others, bulk);
  const read: ReadMeeting[] = [];
  for (const meeting of meetings) {
    const eventId = eventIdOf(meeting);
    const copy = eventId === undefined ? found.get(meeting.iCalUId ?? "") : byId.get(eventId);
    if (copy !== undefined && !copy.ok && !isOutOfReach(copy.failure)) return copy;
    read.push({ ...meeting, organizerCopy: copyOf(copy) });
  }
  return { ok: true, value: read };
}

const NONE: ReadonlyMap<string, CalendarResult<CalendarMeeting | null>> = new Map();

function copyOf(
  copy: CalendarResult<CalendarMeeting | null> | undefined,
): ReadMeeting["organizerCopy"] {
  if (copy === undefined || !copy.ok) return UNREADABLE;
  return copy.value === null ? { kind: "gone" } : { kind: "read", meeting: copy.value };
}
