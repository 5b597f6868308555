import { firstTimes } from "../../core/recurrence/requested-series.ts";
import type { CalendarResult, EventAnswers, OccurrenceAnswers, RoomStatus } from "./calendar.ts";
import type { AwaitedAnswer } from "./lane-store.ts";
import type { ReadableRoom, RoomAnswerStore } from "./room-answer-store.ts";
import type { CalendarMeeting, RoomCalendar } from "./room-calendar.ts";

/**
 * Looks into the calendars of rooms whose answers have not reached the organizer's copy in time,
 * where the system may read them: an answer can be lost on its way, and a room that has the meeting
 * is not to be given up. What is read there is taken into the organizer's view.
 */
export async function withOwnAnswers(
  deps: {
    readonly store: Pick<RoomAnswerStore, "readableRooms">;
    readonly roomCalendar: Pick<RoomCalendar, "findMeetings">;
  },
  { reservationId }: AwaitedAnswer,
  told: CalendarResult<EventAnswers | null>,
  requestId: string,
): Promise<CalendarResult<EventAnswers | null>> {
  if (!told.ok || told.value === null || told.value.iCalUId === "") return told;
  let answers = told.value;
  for (const room of await deps.store.readableRooms(reservationId)) {
    const copy = await readOwnCopy(deps.roomCalendar, room, answers.iCalUId, requestId);
    if (copy !== null && isOfSameTime(copy, answers)) answers = taken(answers, room.mailbox, copy);
  }
  return { ok: true, value: answers };
}

async function readOwnCopy(
  roomCalendar: Pick<RoomCalendar, "findMeetings">,
  { mailbox, credential, timeZone }: ReadableRoom,
  iCalUId: string,
  requestId: string,
): Promise<CalendarMeeting | null> {
  const access = { credential, mailbox, requestId, fallbackTimeZone: timeZone };
  const found = (await roomCalendar.findMeetings(access, [iCalUId])).get(iCalUId);
  const copy = found?.ok === true ? found.value : null;
  return copy === null || copy.isCancelled ? null : copy;
}

/** A copy that still shows what was before a change says nothing of what is asked now. */
function isOfSameTime({ times }: CalendarMeeting, { startAt }: EventAnswers): boolean {
  switch (times.kind) {
    case "single":
      return times.startAt.getTime() === startAt.getTime();
    case "series":
      return firstTimes(times.series).start.epochMilliseconds === startAt.getTime();
    case "unreadable":
      return false;
  }
}

/**
 * The answers with what the room's own copy tells. Of dates that its copy of the series has not, an
 * answer to the series says nothing: another room may have been invited to them (facts 1.5).
 */
export function taken(
  answers: EventAnswers,
  mailbox: string,
  copy: Pick<CalendarMeeting, "times" | "ownResponse">,
): EventAnswers {
  const { times, ownResponse } = copy;
  if (ownResponse === "none") return answers;
  const differing = times.kind === "series" ? times.occurrences : [];
  const own: OccurrenceAnswers[] = differing.flatMap(({ originalDate, ownResponse: response }) => {
    if (response === null) return [];
    return [{ originalDate, rooms: [{ email: mailbox, response, respondedAt: null }] }];
  });
  const lacked = new Set(times.kind === "series" ? times.series.cancelledDates.map(String) : []);
  const told = new Set([...own, ...answers.occurrences].map(({ originalDate }) => originalDate));
  const others = answers.rooms.filter((room) => !isRoom(room, mailbox));
  const dates = new Set(own.map(({ originalDate }) => originalDate));
  const answer = { email: mailbox, response: ownResponse, respondedAt: null };
  return {
    ...answers,
    rooms: replaced(answers.rooms, answer),
    occurrences: [
      ...answers.occurrences
        .filter(({ originalDate }) => !dates.has(originalDate))
        .map((each) =>
          lacked.has(each.originalDate) ? each : { ...each, rooms: replaced(each.rooms, answer) },
        ),
      ...own,
      ...[...lacked]
        .filter((date) => !told.has(date))
        .map((originalDate) => ({ originalDate, rooms: others })),
    ],
  };
}

/** Only where the organizer's copy shows no answer: what it shows stands. */
function replaced(rooms: readonly RoomStatus[], own: RoomStatus): readonly RoomStatus[] {
  const others = rooms.filter((room) => !isRoom(room, own.email));
  const present = rooms.find((room) => isRoom(room, own.email));
  return present !== undefined && present.response !== "none" ? rooms : [...others, own];
}

function isRoom({ email }: RoomStatus, mailbox: string): boolean {
  return email.toLowerCase() === mailbox.toLowerCase();
}
