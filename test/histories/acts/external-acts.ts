import type { CalendarItem } from "../../../simulator/mailbox/calendar-item.ts";
import type { EventInput } from "../../../simulator/mailbox/event-input.ts";
import {
  receiveExternalCancellation,
  receiveExternalChange,
  receiveExternalMeeting,
} from "../../../simulator/mailbox/external-meeting.ts";
import type { Chance } from "../chance.ts";
import type { ActKind, History } from "../history.ts";
import {
  HALF_HOUR_MS,
  invitation,
  locationsOf,
  someStartMs,
  syncedSpaces,
  timesOf,
} from "./outlook-meetings.ts";

/** What somebody of another organization does, whose calendar nobody here can read. */
export const EXTERNAL_ACTS: readonly ActKind[] = [
  { name: "external meeting", weight: () => 0.7, perform: invite },
  { name: "external change", weight: whereSomeStand(1), perform: change },
  { name: "external cancellation", weight: whereSomeStand(0.5), perform: cancel },
];

const ORGANIZER = { name: "Ada Partner", address: "ada@partner.example" } as const;

function whereSomeStand(weight: number): ActKind["weight"] {
  return (history) => (standing(history).length > 0 ? weight : 0);
}

function standing({ model, time }: History): readonly CalendarItem[] {
  return [...model.externalMeetings.values()].filter(
    ({ endMs, isCancelled }) => !isCancelled && endMs > time.nowMs(),
  );
}

function invite(history: History, chance: Chance): Promise<string> {
  const { exchange, model } = history;
  const room = chance.pick(syncedSpaces(history));
  const number = model.counts.get("external meeting") ?? 0;
  model.count("external meeting");
  const startMs = someStartMs(history, chance);
  const made = receiveExternalMeeting(exchange.world, ORGANIZER, {
    subject: `From outside ${number}`,
    ...timesOf(startMs, chance.whole(1, 3)),
    attendees: [...invitation([room])],
    ...locationsOf([room]),
  });
  if (!made.ok) throw new Error(made.error.code);
  model.externalMeetings.set(made.value.iCalUId, made.value);
  return told(`Somebody outside invites ${room.name} from ${inWords(startMs)}`);
}

function change(history: History, chance: Chance): Promise<string> {
  const before = chance.pick(standing(history));
  const { input, words } = someChange(history, chance, before);
  const changed = receiveExternalChange(history.exchange.world, before, input);
  if (!changed.ok) throw new Error(changed.error.code);
  history.model.externalMeetings.set(before.iCalUId, changed.value);
  return told(`Somebody outside has ${before.subject} ${words}`);
}

function someChange(
  history: History,
  chance: Chance,
  { startMs, endMs, attendees }: CalendarItem,
): { readonly input: EventInput; readonly words: string } {
  const spaces = syncedSpaces(history);
  const has = spaces.filter(({ mailbox }) => attendees.some(({ address }) => address === mailbox));
  const inRooms = (rooms: typeof spaces) => ({
    input: { attendees: invitation(rooms), ...locationsOf(rooms) },
    words: `in ${rooms.map(({ name }) => name).join(" and ")}`,
  });
  switch (chance.pick(["move", "move", "resize", "re-room", "second room"] as const)) {
    case "move": {
      const toMs = someStartMs(history, chance);
      const input = timesOf(toMs, (endMs - startMs) / HALF_HOUR_MS);
      return { input, words: `at ${inWords(toMs)}` };
    }
    case "resize": {
      const halfHours = chance.whole(1, 4);
      return { input: timesOf(startMs, halfHours), words: `for ${halfHours * 30} minutes` };
    }
    case "re-room":
      return inRooms([chance.pick(spaces)]);
    case "second room":
      return inRooms([...new Set([...has, chance.pick(spaces)])]);
  }
}

function cancel(history: History, chance: Chance): Promise<string> {
  const item = chance.pick(standing(history));
  receiveExternalCancellation(history.exchange.world, item);
  history.model.externalMeetings.set(item.iCalUId, { ...item, isCancelled: true });
  return told(`Somebody outside cancels ${item.subject}`);
}

function inWords(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}

function told(words: string): Promise<string> {
  return Promise.resolve(words);
}
