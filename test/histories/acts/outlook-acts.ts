import { answerEvent } from "../../../simulator/mailbox/answer-meeting.ts";
import type { CalendarItem } from "../../../simulator/mailbox/calendar-item.ts";
import { encodeItemId } from "../../../simulator/mailbox/item-id.ts";
import { cancelEvent, createEvent, updateEvent } from "../../../simulator/mailbox/meetings.ts";
import type { Chance } from "../chance.ts";
import { APPROVED_ROOM } from "../company.ts";
import type { ActKind, History } from "../history.ts";
import { itemsOf } from "../calendars.ts";

/** What people do in Outlook itself. What Usher made is changed here alone for now. */
export const OUTLOOK_ACTS: readonly ActKind[] = [
  { name: "Outlook meeting", weight: () => 2, perform: meetInRoom },
  { name: "Outlook move", weight: () => 1, perform: moveMeeting },
  { name: "Outlook cancellation", weight: () => 1, perform: cancelMeeting },
  { name: "delegate answers", weight: () => 2, perform: answerAsDelegate },
];

const OUTLOOK_SUBJECT = "Made in Outlook";
const HALF_HOUR_MS = 30 * 60_000;

function meetInRoom(history: History, chance: Chance): Promise<string> {
  const { exchange, company, time } = history;
  const organizer = chance.pick(company.everybody);
  const room = chance.pick(company.spaces.filter(({ mailbox }) => mailbox !== null));
  const startMs = Math.ceil(time.nowMs() / HALF_HOUR_MS) * HALF_HOUR_MS;
  const at = startMs + chance.whole(2, 12) * HALF_HOUR_MS;
  const times = timesOf(at, chance.whole(1, 3));
  const made = createEvent(exchange.world, organizer.objectId, {
    subject: OUTLOOK_SUBJECT,
    ...times,
    attendees: [{ type: "resource", emailAddress: { address: room.mailbox } }],
  });
  const how = made.ok ? "" : `: ${made.error.code}`;
  return said(`${organizer.name} meets in ${room.name} from ${times.start.dateTime} on${how}`);
}

function moveMeeting(history: History, chance: Chance): Promise<string> {
  const meetings = outlookMeetings(history);
  if (meetings.length === 0) return said("Nothing to be moved in Outlook");
  const { ownerId, item } = chance.pick(meetings);
  const times = timesOf(item.startMs + chance.whole(-2, 2) * HALF_HOUR_MS, chance.whole(1, 3));
  updateEvent(history.exchange.world, ownerId, encodeItemId(item.key, "immutable"), times);
  return said(`A meeting made in Outlook is moved to ${times.start.dateTime}`);
}

function cancelMeeting(history: History, chance: Chance): Promise<string> {
  const meetings = outlookMeetings(history);
  if (meetings.length === 0) return said("Nothing to be cancelled in Outlook");
  const { ownerId, item } = chance.pick(meetings);
  cancelEvent(history.exchange.world, ownerId, encodeItemId(item.key, "immutable"), "");
  return said("A meeting made in Outlook is cancelled there");
}

function answerAsDelegate(history: History, chance: Chance): Promise<string> {
  const waiting = awaitingDelegate(history);
  if (waiting.length === 0) return said("Nobody waits for a room's delegate");
  const item = chance.pick(waiting);
  const answer = chance.happens(0.7) ? "accepted" : "declined";
  answerForRoom(history, item, answer);
  return said(`A delegate has ${answer} ${item.subject} for the room`);
}

/** Requests that a room holds until somebody who looks after it decides. */
export function awaitingDelegate({ exchange }: Pick<History, "exchange">): readonly CalendarItem[] {
  return itemsOf(exchange.world, APPROVED_ROOM).filter(
    ({ isCancelled, myResponse }) => !isCancelled && myResponse.response === "tentativelyAccepted",
  );
}

export function answerForRoom(
  { exchange }: Pick<History, "exchange">,
  item: CalendarItem,
  answer: "accepted" | "declined",
): void {
  const room = exchange.world.directory.findUser(APPROVED_ROOM);
  const id = encodeItemId(item.key, "immutable");
  const options = { comment: "", sendResponse: true };
  answerEvent(exchange.world, room?.id ?? "", id, answer, options);
}

function outlookMeetings({ exchange, company }: History) {
  return company.everybody.flatMap(({ email, objectId }) =>
    itemsOf(exchange.world, email)
      .filter((item) => item.isOrganizer && !item.isCancelled && item.subject === OUTLOOK_SUBJECT)
      .map((item) => ({ ownerId: objectId, item })),
  );
}

function timesOf(startMs: number, halfHours: number) {
  const at = (ms: number) => ({
    dateTime: new Date(ms).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  return { start: at(startMs), end: at(startMs + halfHours * HALF_HOUR_MS) };
}

function said(words: string): Promise<string> {
  return Promise.resolve(words);
}
