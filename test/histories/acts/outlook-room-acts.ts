import { answerEvent } from "../../../simulator/mailbox/answer-meeting.ts";
import type { Answer, CalendarItem } from "../../../simulator/mailbox/calendar-item.ts";
import { encodeItemId } from "../../../simulator/mailbox/item-id.ts";
import { updateEvent } from "../../../simulator/mailbox/meetings.ts";
import { itemsOf } from "../calendars.ts";
import type { Chance } from "../chance.ts";
import { APPROVED_ROOM, type Space } from "../company.ts";
import type { ActKind, History } from "../history.ts";
import {
  invitation,
  invitedPeople,
  locationsOf,
  outlookMeetings,
  rememberInOutlook,
  syncedSpaces,
} from "./outlook-meetings.ts";

/** What befalls rooms in Outlook: several for one meeting, delegates. */
export const OUTLOOK_ROOM_ACTS: readonly ActKind[] = [
  { name: "Outlook rooms", weight: () => 2, perform: changeRooms },
  { name: "delegate answers", weight: () => 2, perform: answerAsDelegate },
  { name: "room lets go", weight: () => 0.5, perform: letGo },
];

/** One room more, or one of several less. */
function changeRooms(history: History, chance: Chance): Promise<string> {
  const nowMs = history.time.nowMs();
  const meetings = outlookMeetings(history).filter(
    ({ item }) => item.series === null && item.endMs > nowMs,
  );
  if (meetings.length === 0) return told("No meeting is there to have other rooms");
  // Rather of those that were made here: they are fewer, and more is done to them.
  const ours = meetings.filter(({ agreed }) => agreed !== null);
  const meeting = chance.pick(ours.length > 0 && chance.happens(0.7) ? ours : meetings);
  const { organizer, id, item } = meeting;
  const invited = new Set(item.attendees.map(({ address }) => address.toLowerCase()));
  const spaces = syncedSpaces(history);
  const has = spaces.filter(({ mailbox }) => invited.has(mailbox ?? ""));
  const others = spaces.filter((space) => !has.includes(space));
  const isAdding = has.length < 2 || (others.length > 0 && chance.happens(0.3));
  const rooms = isAdding ? [...has, chance.pick(others)] : without(has, chance.pick(has));
  const input = {
    attendees: [...invitedPeople(item), ...invitation(rooms)],
    ...locationsOf(rooms),
  };
  const done = updateEvent(history.exchange.world, organizer.objectId, id, input);
  if (done.ok) rememberInOutlook(history, meeting, done.value.item);
  const where = rooms.map(({ name }) => name).join(" and ");
  const how = done.ok ? "" : `: ${done.error.code}`;
  return told(`${organizer.name} has ${item.subject} in ${where}${how}`);
}

function without(spaces: readonly Space[], one: Space): readonly Space[] {
  return spaces.filter((space) => space !== one);
}

function answerAsDelegate(history: History, chance: Chance): Promise<string> {
  const waiting = awaitingDelegate(history);
  if (waiting.length === 0) return told("Nobody waits for a room's delegate");
  const item = chance.pick(waiting);
  const answer = chance.pick(["accepted", "accepted", "declined", "tentativelyAccepted"] as const);
  answerForRoom(history, APPROVED_ROOM, item, answer);
  return told(`A delegate has ${answer} ${item.subject} for the room`);
}

/** A room has taken a meeting, and later declines it after all. */
function letGo(history: History, chance: Chance): Promise<string> {
  const nowMs = history.time.nowMs();
  const taken = syncedSpaces(history).flatMap(({ mailbox }) =>
    itemsOf(history.exchange.world, mailbox ?? "")
      .filter(({ isCancelled, isOrganizer, series }) => !isCancelled && !isOrganizer && !series)
      .filter(({ myResponse, endMs }) => myResponse.response === "accepted" && endMs > nowMs)
      .map((item) => ({ mailbox: mailbox ?? "", item })),
  );
  if (taken.length === 0) return told("No room has anything to let go");
  const { mailbox, item } = chance.pick(taken);
  answerForRoom(history, mailbox, item, "declined");
  return told(`${mailbox} declines ${item.iCalUId.slice(-12)} after all`);
}

export type AwaitedRequest = CalendarItem & { readonly date?: string };

/** Requests that a room holds until somebody who looks after it decides. */
export function awaitingDelegate({
  exchange,
}: Pick<History, "exchange">): readonly AwaitedRequest[] {
  const isAwaited = ({ isCancelled, myResponse }: CalendarItem): boolean =>
    !isCancelled && myResponse.response === "tentativelyAccepted";
  // Of a series that the room has decided on, a date that was changed since is asked about alone.
  const dates = (item: CalendarItem): readonly AwaitedRequest[] =>
    Object.entries(item.series?.exceptions ?? {})
      .filter(([, exception]) => !item.isCancelled && isAwaited(exception))
      .map(([date, exception]) => ({ ...exception, key: item.key, date }));
  return itemsOf(exchange.world, APPROVED_ROOM).flatMap((item) =>
    isAwaited(item) ? [item] : dates(item),
  );
}

export function answerForRoom(
  { exchange }: Pick<History, "exchange">,
  address: string,
  item: AwaitedRequest,
  answer: Answer,
): void {
  const room = exchange.world.directory.findUser(address);
  const id = encodeItemId(item.key, "immutable", item.date ?? null);
  const options = { comment: "", sendResponse: true };
  answerEvent(exchange.world, room?.id ?? "", id, answer, options);
}

function told(words: string): Promise<string> {
  return Promise.resolve(words);
}
