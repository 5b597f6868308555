import { Temporal } from "temporal-polyfill";
import { occurrencesIn } from "../../../core/recurrence/expand-series.ts";
import type { CalendarFailure, CalendarResult } from "../calendar.ts";
import type {
  CalendarMeeting,
  ChangesPage,
  ReadingAccess,
  RoomCalendar,
} from "../room-calendar.ts";
import type { ClaimedRoom } from "./claimed-room.ts";
import type {
  InboundStore,
  KnownItem,
  MeetingNotShown,
  ReadItem,
  ReadMeeting,
  ReadPage,
} from "./inbound-store.ts";
import type { OrganizerAccess } from "./organizer-access.ts";
import { readOrganizerCopies, type UnreadMeeting } from "./read-organizer-copies.ts";

export interface ReadPageDependencies {
  readonly rooms: RoomCalendar;
  readonly store: InboundStore;
  readonly organizerAccess: OrganizerAccess;
  readonly now: () => Date;
}

/**
 * Completes a page of changes to what can be taken in: series are read whole, ids told as removed
 * are read before they are believed gone, and what is as it was is set aside.
 */
export async function readPage(
  deps: ReadPageDependencies,
  room: ClaimedRoom,
  access: ReadingAccess,
  page: ChangesPage,
): Promise<CalendarResult<ReadPage>> {
  const toldIds = new Set([...page.changed.map(({ eventId }) => eventId), ...page.removed]);
  const known = new Map(await deps.store.knownItems(room, [...toldIds]));
  if (page.isRoundOver) {
    for (const item of await deps.store.itemsToVerify(room)) {
      if (!toldIds.has(item.eventId)) known.set(item.eventId, item);
    }
  }
  const told = page.changed.flatMap(({ meeting }) => (meeting === null ? [] : [meeting]));
  const alone = await readAlone(deps, room, access, { page, told, known });
  if (!alone.ok) return alone;
  const unchanged = asTheyWere(told, alone.value, known);
  const items = told
    .filter((meeting) => !unchanged.includes(meeting))
    .map((meeting): ReadItem => ({ eventId: meeting.eventId, meeting }));
  const changed = grouped([...items, ...alone.value], known);
  const notShown = page.isRoundOver ? await deps.store.meetingsNotShown(room) : [];
  const isTold = new Set(changed.map(({ iCalUId }) => iCalUId));
  const untold = notShown.filter(({ iCalUId }) => !isTold.has(iCalUId));
  const awaited = await readInRoom(deps.rooms, access, untold);
  if (!awaited.ok) return awaited;
  const confirmed = untold.filter(({ isConfirmed }) => isConfirmed).map(unseen);
  const unread = [...changed, ...awaited.value, ...confirmed];
  const meetings = await readOrganizerCopies(deps, room, access, unread);
  if (!meetings.ok) return meetings;
  const isConfirmed = new Set(confirmed.map(({ iCalUId }) => iCalUId));
  return {
    ok: true,
    value: {
      meetings: meetings.value.filter(
        (meeting) => !isConfirmed.has(meeting.iCalUId) || hasLost(room, meeting, deps.now()),
      ),
      unchanged: unchanged.map(({ eventId }) => eventId),
      cursor: page.cursor,
      isRoundOver: page.isRoundOver,
    },
  };
}

interface ToldPage {
  readonly page: ChangesPage;
  /** What the page tells whole. */
  readonly told: readonly CalendarMeeting[];
  /** By the ids of items; grows by what is read besides. */
  readonly known: Map<string, KnownItem>;
}

/** Items read one by one: what is not told whole, and what else the room has of the same meetings. */
async function readAlone(
  deps: ReadPageDependencies,
  room: ClaimedRoom,
  access: ReadingAccess,
  { page, told, known }: ToldPage,
): Promise<CalendarResult<readonly ReadItem[]>> {
  const doubtful = [
    ...page.changed.filter(({ meeting }) => meeting === null).map(({ eventId }) => eventId),
    // What was never known is none of ours: delta tells of what lies outside its window as well.
    ...[...known.keys()].filter((id) => !page.changed.some(({ eventId }) => eventId === id)),
  ];
  const read = await readItems(deps.rooms, access, [...new Set(doubtful)]);
  if (!read.ok) return read;
  // Whose a series is that was not known before is only told by itself.
  const found = read.value.flatMap(({ meeting }) => (meeting === null ? [] : [meeting]));
  const parts = await otherParts(deps.store, room, [...told, ...found], known);
  for (const item of parts) known.set(item.eventId, item);
  const partIds = parts.map(({ eventId }) => eventId);
  const rest = await readItems(deps.rooms, access, partIds);
  return rest.ok ? { ok: true, value: [...read.value, ...rest.value] } : rest;
}

/**
 * What the room's calendar has besides of the meetings that are told of: occurrences of a series that
 * it was asked for alone (facts 1.4). Only together do they tell which the room has.
 */
async function otherParts(
  store: InboundStore,
  room: ClaimedRoom,
  told: readonly CalendarMeeting[],
  known: ReadonlyMap<string, KnownItem>,
): Promise<readonly KnownItem[]> {
  const iCalUIds = new Set([
    ...told.map(({ iCalUId }) => iCalUId),
    ...[...known.values()].map(({ iCalUId }) => iCalUId ?? ""),
  ]);
  iCalUIds.delete("");
  if (iCalUIds.size === 0) return [];
  const parts = await store.itemsOf(room, [...iCalUIds]);
  const toldIds = new Set(told.map(({ eventId }) => eventId));
  return parts.filter(({ eventId }) => !known.has(eventId) && !toldIds.has(eventId));
}

/**
 * An echo, or told once more: the same again is no change. Of people who were added or removed
 * Exchange tells the room nothing (facts 1.5), so that from time to time the words are due.
 */
function isAsItWas(meeting: CalendarMeeting, known: ReadonlyMap<string, KnownItem>): boolean {
  const item = known.get(meeting.eventId);
  return (
    item !== undefined &&
    !item.areWordsDue &&
    item.changeKey === meeting.changeKey &&
    item.response === meeting.ownResponse
  );
}

/** A meeting is set aside as a whole: what is left out of it would count as gone. */
function asTheyWere(
  told: readonly CalendarMeeting[],
  alone: readonly ReadItem[],
  known: ReadonlyMap<string, KnownItem>,
): readonly CalendarMeeting[] {
  const changed = new Set([
    ...told.filter((meeting) => !isAsItWas(meeting, known)).map(({ iCalUId }) => iCalUId),
    ...alone.flatMap(({ eventId, meeting }) => [meeting?.iCalUId, known.get(eventId)?.iCalUId]),
  ]);
  return told.filter(({ iCalUId }) => !changed.has(iCalUId));
}

async function readItems(
  rooms: RoomCalendar,
  access: ReadingAccess,
  eventIds: readonly string[],
): Promise<CalendarResult<readonly ReadItem[]>> {
  if (eventIds.length === 0) return { ok: true, value: [] };
  const read = await rooms.readMeetings(access, eventIds);
  const items: ReadItem[] = [];
  for (const eventId of eventIds) {
    const result = read.get(eventId) ?? NOT_ANSWERED;
    if (!result.ok) return result;
    items.push({ eventId, meeting: result.value });
  }
  return { ok: true, value: items };
}

const NOT_ANSWERED: { readonly ok: false; readonly failure: CalendarFailure } = {
  ok: false,
  failure: {
    kind: "transient",
    code: "not_answered",
    message: "The calendar left out an answer that was asked for.",
    mayHaveHappened: false,
  },
};

const NONE = { ok: true, value: [] } as const;

/** Looked up in the room's calendar, since it may have taken them and not told it yet. */
async function readInRoom(
  rooms: RoomCalendar,
  access: ReadingAccess,
  notShown: readonly MeetingNotShown[],
): Promise<CalendarResult<readonly UnreadMeeting[]>> {
  const awaited = notShown.filter(({ isConfirmed }) => !isConfirmed);
  if (awaited.length === 0) return NONE;
  const ids = awaited.map(({ iCalUId }) => iCalUId);
  const found = await rooms.findMeetings(access, ids);
  const meetings: UnreadMeeting[] = [];
  for (const meeting of awaited) {
    const result = found.get(meeting.iCalUId) ?? NOT_ANSWERED;
    if (!result.ok) return result;
    const { value: copy } = result;
    const items = copy === null ? [] : [{ eventId: copy.eventId, meeting: copy }];
    meetings.push({ ...unseen(meeting), items });
  }
  return { ok: true, value: meetings };
}

function unseen({ iCalUId, organizerEmail, isLate }: MeetingNotShown): UnreadMeeting {
  return { iCalUId, items: [], isLate, organizer: { email: organizerEmail, name: "" } };
}

/**
 * Of what is confirmed and stands in its organizer's calendar the room may be late to show its copy;
 * if it never does, the next reconciliation finds and counts that.
 */
function hasLost(
  { roomMailbox, windowEnd }: ClaimedRoom,
  { organizerCopy }: ReadMeeting,
  now: Date,
): boolean {
  if (organizerCopy.kind !== "read") return organizerCopy.kind === "gone";
  const { rooms, isCancelled, times } = organizerCopy.meeting;
  const address = roomMailbox.toLowerCase();
  const invited = rooms.find(({ email }) => email.toLowerCase() === address);
  // Of a series the room may be invited to single dates.
  const isTakenOff = times.kind === "series" ? rooms.length === 0 : invited === undefined;
  const hasDeclined = invited?.response === "declined";
  return isCancelled || isTakenOff || hasDeclined || isOver(times, now, windowEnd ?? now);
}

/** Of a series without dates to come a room shows nothing. */
function isOver(times: CalendarMeeting["times"], now: Date, until: Date): boolean {
  if (times.kind !== "series") return false;
  const [start, end] = [instantOf(now), instantOf(until)];
  return occurrencesIn(times.series, { start, end }).length === 0;
}

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** Items of one meeting together, since an event may be removed and come back under another id. */
function grouped(
  items: readonly ReadItem[],
  known: ReadonlyMap<string, KnownItem>,
): readonly UnreadMeeting[] {
  const iCalUIdOf = ({ eventId, meeting }: ReadItem): string | null =>
    meeting?.iCalUId || known.get(eventId)?.iCalUId || null;
  const groups = Map.groupBy(items, (item) => iCalUIdOf(item) ?? item.eventId);
  return [...groups.values()].map((together) => {
    const [first] = together;
    const organizer = together.find(({ meeting }) => meeting?.organizer)?.meeting?.organizer;
    const remembered = together
      .map(({ eventId }) => known.get(eventId)?.organizerEmail)
      .find((email) => email !== undefined && email !== null);
    return {
      iCalUId: first === undefined ? null : iCalUIdOf(first),
      items: together,
      organizer: organizer ?? (remembered === undefined ? null : { email: remembered, name: "" }),
    };
  });
}
