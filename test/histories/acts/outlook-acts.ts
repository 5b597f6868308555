import type { EventInput } from "../../../simulator/mailbox/event-input.ts";
import { cancelEvent, createEvent, updateEvent } from "../../../simulator/mailbox/meetings.ts";
import type { Chance } from "../chance.ts";
import type { ActKind, History } from "../history.ts";
import {
  dayOf,
  HALF_HOUR_MS,
  invitation,
  invitedPeople,
  locationsOf,
  type OutlookMeeting,
  outlookMeetings,
  rememberInOutlook,
  somePeople,
  someStartMs,
  syncedSpaces,
  timesOf,
} from "./outlook-meetings.ts";

/** What people do in Outlook itself: to meetings that they made there, and to those made here. */
export const OUTLOOK_ACTS: readonly ActKind[] = [
  { name: "Outlook meeting", weight: () => 4, perform: meet },
  { name: "Outlook move", weight: () => 3, perform: changing(move) },
  { name: "Outlook resize", weight: () => 1, perform: changing(resize) },
  { name: "Outlook re-room", weight: () => 2, perform: changing(changeRoom) },
  { name: "Outlook description", weight: () => 3, perform: changing(describe) },
  { name: "Outlook cancellation", weight: () => 1.5, perform: cancel },
];

function meet(history: History, chance: Chance): Promise<string> {
  const { exchange, company, model } = history;
  const organizer = chance.pick(company.everybody);
  const rooms = someRooms(history, chance);
  const startMs = someStartMs(history, chance);
  const number = model.counts.get("Outlook meeting") ?? 0;
  model.count("Outlook meeting");
  const isAllDay = chance.happens(0.1);
  const made = createEvent(exchange.world, organizer.objectId, {
    subject: `Outlook ${number}`,
    ...(isAllDay ? dayOf(startMs) : timesOf(startMs, chance.whole(1, 3))),
    sensitivity: chance.happens(0.15) ? "private" : "normal",
    attendees: [...somePeople(history, chance, organizer), ...invitation(rooms)],
    ...locationsOf(rooms),
  });
  const how = made.ok ? "" : `: ${made.error.code}`;
  const when = isAllDay ? "all day" : "";
  const where = rooms.map(({ name }) => name).join(" and ");
  const from = new Date(startMs).toISOString().slice(0, 16);
  return said(`${organizer.name} makes Outlook ${number} in ${where} from ${from} ${when}${how}`);
}

function someRooms(history: History, chance: Chance) {
  const spaces = syncedSpaces(history);
  const first = chance.pick(spaces);
  const second = chance.happens(0.15) ? chance.pick(spaces) : first;
  return first === second ? [first] : [first, second];
}

interface OutlookChange {
  readonly input: EventInput;
  readonly words: string;
}

/** A change of some meeting by its organizer. */
function changing(
  change: (history: History, chance: Chance, meeting: OutlookMeeting) => OutlookChange,
): ActKind["perform"] {
  return (history, chance) => {
    const meeting = someMeeting(history, chance);
    if (meeting === null) return said("Nothing to be changed in Outlook");
    const { input, words } = change(history, chance, meeting);
    const { organizer, id, item } = meeting;
    const done = updateEvent(history.exchange.world, organizer.objectId, id, input);
    if (done.ok) rememberInOutlook(history, meeting, done.value.item);
    const how = done.ok ? "" : `: ${done.error.code}`;
    return said(`${organizer.name} ${words} in Outlook, of ${item.subject}${how}`);
  };
}

/** Those of Outlook and those of ours alike. */
function someMeeting(history: History, chance: Chance): OutlookMeeting | null {
  const nowMs = history.time.nowMs();
  const meetings = outlookMeetings(history).filter(
    ({ item }) => item.series === null && item.endMs > nowMs,
  );
  return meetings.length === 0 ? null : chance.pick(meetings);
}

function move(history: History, chance: Chance, { item }: OutlookMeeting): OutlookChange {
  const startMs = chance.happens(0.5)
    ? someStartMs(history, chance)
    : item.startMs + chance.pick([-2, -1, 1, 2]) * HALF_HOUR_MS;
  const halfHours = item.isAllDay ? 2 : (item.endMs - item.startMs) / HALF_HOUR_MS;
  const input = { ...timesOf(startMs, halfHours), ...(item.isAllDay && { isAllDay: false }) };
  return { input, words: `moves to ${new Date(startMs).toISOString().slice(0, 16)}` };
}

function resize(_history: History, chance: Chance, { item }: OutlookMeeting): OutlookChange {
  const halfHours = chance.whole(1, 4);
  if (item.isAllDay) return { input: { importance: "high" }, words: "stresses the importance" };
  return { input: timesOf(item.startMs, halfHours), words: `takes ${halfHours * 30} minutes` };
}

function changeRoom(history: History, chance: Chance, { item }: OutlookMeeting): OutlookChange {
  const space = chance.pick(syncedSpaces(history));
  const attendees = [...invitedPeople(item), ...invitation([space])];
  return { input: { attendees, ...locationsOf([space]) }, words: `takes ${space.name}` };
}

function describe(history: History, chance: Chance, meeting: OutlookMeeting): OutlookChange {
  const { item, organizer } = meeting;
  const number = history.model.counts.get("Outlook description") ?? 0;
  history.model.count("Outlook description");
  const rooms = item.attendees
    .filter(({ type }) => type === "resource")
    .map(({ type, address, name }) => ({ type, emailAddress: { address, name } }));
  const inputs: readonly EventInput[] = [
    { subject: `Renamed in Outlook ${number}` },
    { sensitivity: item.sensitivity === "normal" ? "private" : "normal" },
    { attendees: [...somePeople(history, chance, organizer), ...rooms] },
    { subject: `Renamed in Outlook ${number}`, body: { contentType: "text", content: "Agenda" } },
  ];
  const input = chance.pick(inputs.slice(0, meeting.agreed === null ? 4 : 3));
  return { input, words: `changes ${Object.keys(input).join(" and ")}` };
}

async function cancel(history: History, chance: Chance): Promise<string> {
  const meeting = someMeeting(history, chance);
  if (meeting === null) return said("Nothing to be cancelled in Outlook");
  const { organizer, id, item, agreed } = meeting;
  // Cancelled before its creation was answered it is as if it never had been there, and is made anew.
  if (agreed !== null && !(await isKnown(history, agreed.id))) {
    agreed.changedHere.add("isCancelled");
  }
  const done = cancelEvent(history.exchange.world, organizer.objectId, id, "");
  if (done.ok) rememberInOutlook(history, meeting, null);
  return said(`${organizer.name} cancels ${item.subject} in Outlook`);
}

async function isKnown({ database }: History, reservationId: string): Promise<boolean> {
  const { rows } = await database.pool.query(
    "select 1 from reservation where id = $1 and calendar_event_id is not null",
    [reservationId],
  );
  return rows.length > 0;
}

function said(words: string): Promise<string> {
  return Promise.resolve(words);
}
