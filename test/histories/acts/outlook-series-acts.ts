import { Temporal } from "temporal-polyfill";
import { type EventView, seriesViews } from "../../../simulator/mailbox/event-view.ts";
import type { EventInput } from "../../../simulator/mailbox/event-input.ts";
import { encodeItemId } from "../../../simulator/mailbox/item-id.ts";
import { cancelEvent, createEvent, updateEvent } from "../../../simulator/mailbox/meetings.ts";
import type { RecurrenceInput } from "../../../simulator/mailbox/recurrence-input.ts";
import { DAY_NAMES, NO_END_DATE } from "../../../simulator/mailbox/recurrence.ts";
import type { Chance } from "../chance.ts";
import { BUILDING_ZONE } from "../company.ts";
import type { ActKind, History } from "../history.ts";
import {
  HALF_HOUR_MS,
  invitation,
  invitedPeople,
  locationsOf,
  type OutlookMeeting,
  outlookMeetings,
  somePeople,
  someStartMs,
  syncedSpaces,
} from "./outlook-meetings.ts";

/** What people do in Outlook to series: to those that they made there, and to those made here. */
export const OUTLOOK_SERIES_ACTS: readonly ActKind[] = [
  { name: "Outlook series", weight: () => 1.5, perform: meetAgainAndAgain },
  { name: "Outlook occurrence", weight: whereSeriesStand(1.5), perform: changeOccurrence },
  { name: "Outlook lost occurrence", weight: whereSeriesStand(1), perform: cancelOccurrence },
  { name: "Outlook series moved", weight: whereSeriesStand(0.7), perform: changeAll },
  { name: "Outlook series ended", weight: whereSeriesStand(0.5), perform: endSeries },
  { name: "Outlook series cancelled", weight: whereSeriesStand(0.5), perform: cancelSeries },
];

const DAYS_AHEAD = 12;
export const DAY_MS = 86_400_000;

function seriesInOutlook(history: History): readonly OutlookMeeting[] {
  return outlookMeetings(history).filter(({ item }) => item.series !== null);
}

/** What is changed there may be anything in the end, as long as it is the same on both sides. */
export function someSeries(history: History, chance: Chance): OutlookMeeting {
  const meeting = chance.pick(seriesInOutlook(history));
  if (meeting.agreedSeries !== null) meeting.agreedSeries.isTouched = true;
  return meeting;
}

export function whereSeriesStand(weight: number): ActKind["weight"] {
  return (history) => (seriesInOutlook(history).length > 0 ? weight : 0);
}

function meetAgainAndAgain(history: History, chance: Chance): Promise<string> {
  const { exchange, company, model } = history;
  const organizer = chance.pick(company.everybody);
  const room = chance.pick(syncedSpaces(history));
  const number = model.counts.get("Outlook series") ?? 0;
  model.count("Outlook series");
  const startMs = someStartMs(history, chance);
  const recurrence = someRecurrence(chance, startMs);
  const made = createEvent(exchange.world, organizer.objectId, {
    subject: `Series ${number}`,
    ...wallTimes(startMs, chance.whole(1, 3) * HALF_HOUR_MS),
    sensitivity: chance.happens(0.15) ? "private" : "normal",
    attendees: [...somePeople(history, chance, organizer), ...invitation([room])],
    ...locationsOf([room]),
    recurrence,
  });
  const { pattern, range } = recurrence;
  const how = `${pattern?.type} ${range?.type} from ${new Date(startMs).toISOString().slice(0, 16)}`;
  return told(`${organizer.name} makes Series ${number} in ${room.name}, ${how}`, made);
}

function someRecurrence(chance: Chance, startMs: number): RecurrenceInput {
  const start = wallTime(startMs);
  const day = DAY_NAMES[start.dayOfWeek % 7];
  if (day === undefined) throw new Error("A week has seven days.");
  const isDaily = chance.happens(0.6);
  const range = {
    startDate: start.toPlainDate().toString(),
    endDate: NO_END_DATE,
    recurrenceTimeZone: BUILDING_ZONE,
    numberOfOccurrences: 0,
  };
  return {
    pattern: isDaily
      ? { type: "daily", interval: chance.whole(1, 2) }
      : { type: "weekly", interval: 1, daysOfWeek: [day], firstDayOfWeek: "monday" },
    range: chance.happens(0.3)
      ? { ...range, type: "noEnd" }
      : { ...range, type: "numbered", numberOfOccurrences: chance.whole(2, 5) },
  };
}

/** In the building's zone: nine o'clock stays nine o'clock when the clocks change. */
export function wallTimes(startMs: number, lengthMs: number): Pick<EventInput, "start" | "end"> {
  const at = (ms: number) => ({
    dateTime: wallTime(ms).toPlainDateTime().toString({ smallestUnit: "second" }),
    timeZone: BUILDING_ZONE,
  });
  return { start: at(startMs), end: at(startMs + lengthMs) };
}

export function wallTime(epochMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(BUILDING_ZONE);
}

export interface SomeOccurrence {
  readonly meeting: OutlookMeeting;
  readonly view: EventView;
  readonly id: string;
}

export function someOccurrence(history: History, chance: Chance): SomeOccurrence | null {
  const meeting = someSeries(history, chance);
  const nowMs = history.time.nowMs();
  const views = seriesViews(meeting.item, nowMs, nowMs + DAYS_AHEAD * DAY_MS);
  if (views.length === 0) return null;
  const view = chance.pick(views);
  return {
    meeting,
    view,
    id: encodeItemId(meeting.item.key, "immutable", view.occurrenceDate),
  };
}

function changeOccurrence(history: History, chance: Chance): Promise<string> {
  const occurrence = someOccurrence(history, chance);
  if (occurrence === null) return told("No occurrence is there to be changed in Outlook");
  const { meeting, view, id } = occurrence;
  const lengthMs = view.endMs - view.startMs;
  const space = chance.pick(syncedSpaces(history));
  const people = invitedPeople(view.item);
  const [words, input] = chance.pick<readonly [string, EventInput]>([
    ["later", wallTimes(view.startMs + chance.whole(1, 3) * HALF_HOUR_MS, lengthMs)],
    ["earlier", wallTimes(view.startMs - chance.whole(1, 3) * HALF_HOUR_MS, lengthMs)],
    ["longer", wallTimes(view.startMs, lengthMs + HALF_HOUR_MS)],
    [
      `in ${space.name}`,
      { attendees: [...people, ...invitation([space])], ...locationsOf([space]) },
    ],
  ]);
  const done = updateEvent(history.exchange.world, meeting.organizer.objectId, id, input);
  const which = `${meeting.item.subject} on ${view.occurrenceDate}`;
  return told(`${meeting.organizer.name} has ${which} ${words} in Outlook`, done);
}

function cancelOccurrence(history: History, chance: Chance): Promise<string> {
  const occurrence = someOccurrence(history, chance);
  if (occurrence === null) return told("No occurrence is there to be cancelled in Outlook");
  const { meeting, view, id } = occurrence;
  const done = cancelEvent(history.exchange.world, meeting.organizer.objectId, id, "");
  const which = `${meeting.item.subject} on ${view.occurrenceDate}`;
  return told(`${meeting.organizer.name} cancels ${which} in Outlook`, done);
}

function changeAll(history: History, chance: Chance): Promise<string> {
  const { organizer, item, id } = someSeries(history, chance);
  const shiftMs = chance.pick([-2, -1, 1, 2]) * HALF_HOUR_MS;
  const input = wallTimes(item.startMs + shiftMs, item.endMs - item.startMs);
  const done = updateEvent(history.exchange.world, organizer.objectId, id, input);
  const minutes = shiftMs / 60_000;
  return told(`${organizer.name} moves all of ${item.subject} by ${minutes} minutes`, done);
}

function endSeries(history: History, chance: Chance): Promise<string> {
  const { organizer, item, id } = someSeries(history, chance);
  const { recurrence } = item.series ?? {};
  if (!recurrence) throw new Error("It is a series.");
  const lastMs = Math.max(item.startMs, history.time.nowMs()) + chance.whole(0, 4) * DAY_MS;
  const endDate = wallTime(lastMs).toPlainDate().toString();
  const range = { ...recurrence.range, type: "endDate", endDate, numberOfOccurrences: 0 } as const;
  const input = { recurrence: { pattern: recurrence.pattern, range } };
  const done = updateEvent(history.exchange.world, organizer.objectId, id, input);
  return told(`${organizer.name} ends ${item.subject} with ${endDate} in Outlook`, done);
}

function cancelSeries(history: History, chance: Chance): Promise<string> {
  const { organizer, item, id } = someSeries(history, chance);
  const done = cancelEvent(history.exchange.world, organizer.objectId, id, "");
  return told(`${organizer.name} cancels all of ${item.subject} in Outlook`, done);
}

export function told(
  words: string,
  done:
    | { readonly ok: true }
    | { readonly ok: false; readonly error: { readonly code: string } } = {
    ok: true,
  },
): Promise<string> {
  return Promise.resolve(done.ok ? words : `${words}: ${done.error.code}`);
}
