import { firstTimes } from "../../core/recurrence/requested-series.ts";
import type { RoomResponse } from "../../core/sync/confirmation-plan.ts";
import type { CalendarResult, EventAnswers, RoomStatus } from "./calendar.ts";
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
    if (copy !== null && isOfSameTime(copy, answers))
      answers = withRoomsCopy(answers, room.mailbox, copy);
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
export function withRoomsCopy(
  answers: EventAnswers,
  mailbox: string,
  copy: Pick<CalendarMeeting, "times" | "ownResponse">,
): EventAnswers {
  const { times, ownResponse } = copy;
  if (ownResponse === "none") return answers;
  const says = (response: RoomResponse): RoomStatus => ({
    email: mailbox,
    response,
    respondedAt: null,
  });
  const [occurrences, lacked] =
    times.kind === "series"
      ? [times.occurrences, new Set(times.series.cancelledDates.map(String))]
      : [[], new Set<string>()];
  const others = answers.rooms.filter((room) => !isRoom(room, mailbox));
  const byDate = new Map<string, readonly RoomStatus[]>([
    ...[...lacked].map((date) => [date, others] as const),
    ...answers.occurrences.map(({ originalDate: date, rooms }) => {
      return [date, lacked.has(date) ? rooms : replaced(rooms, says(ownResponse))] as const;
    }),
    ...occurrences.flatMap(({ originalDate: date, ownResponse: response }) =>
      response === null ? [] : [[date, [says(response)]] as const],
    ),
  ]);
  return {
    ...answers,
    rooms: replaced(answers.rooms, says(ownResponse)),
    occurrences: [...byDate].map(([originalDate, rooms]) => ({ originalDate, rooms })),
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
