import { Temporal } from "temporal-polyfill";
import type { EventInput } from "../../../simulator/mailbox/event-input.ts";
import { createEvent, updateEvent } from "../../../simulator/mailbox/meetings.ts";
import { seriesViews } from "../../../simulator/mailbox/event-view.ts";
import { NO_END_DATE } from "../../../simulator/mailbox/recurrence.ts";
import type { Chance } from "../chance.ts";
import type { ActKind, History } from "../history.ts";
import {
  HALF_HOUR_MS,
  invitation,
  invitedPeople,
  locationsOf,
  type OutlookMeeting,
  syncedSpaces,
} from "./outlook-meetings.ts";
import {
  DAY_MS,
  someOccurrence,
  someSeries,
  told,
  wallTimes,
  whereSeriesStand,
} from "./outlook-series-acts.ts";

/** What people do in Outlook to series as a whole, or from a date on. */
export const OUTLOOK_WHOLE_SERIES_ACTS: readonly ActKind[] = [
  { name: "Outlook series re-roomed", weight: whereSeriesStand(0.7), perform: takeOtherRoom },
  { name: "Outlook series described", weight: whereSeriesStand(0.7), perform: describe },
  { name: "Outlook series split", weight: whereSeriesStand(0.7), perform: changeFollowing },
];

function takeOtherRoom(history: History, chance: Chance): Promise<string> {
  const { organizer, item, id } = someSeries(history, chance);
  const space = chance.pick(syncedSpaces(history));
  const done = updateEvent(history.exchange.world, organizer.objectId, id, {
    attendees: [...invitedPeople(item), ...invitation([space])],
    ...locationsOf([space]),
  });
  return told(`${organizer.name} has all of ${item.subject} in ${space.name} in Outlook`, done);
}

function describe(history: History, chance: Chance): Promise<string> {
  const { organizer, item, id } = someSeries(history, chance);
  const number = history.model.counts.get("Outlook series description") ?? 0;
  history.model.count("Outlook series description");
  const input = chance.pick<EventInput>([
    { subject: `Renamed series ${number}` },
    { sensitivity: item.sensitivity === "normal" ? "private" : "normal" },
    { showAs: item.showAs === "busy" ? "free" : "busy" },
  ]);
  const done = updateEvent(history.exchange.world, organizer.objectId, id, input);
  const what = Object.keys(input).join(" and ");
  return told(`${organizer.name} changes ${what} of all of ${item.subject} in Outlook`, done);
}

/** "This and following": the series ends the day before, and another one goes on from there. */
function changeFollowing(history: History, chance: Chance): Promise<string> {
  const occurrence = someOccurrence(history, chance);
  const date = occurrence?.view.occurrenceDate;
  if (!occurrence || !date) return told("No occurrence is there from which a series could change");
  const { meeting, view } = occurrence;
  const { organizer, item, id } = meeting;
  const { world } = history.exchange;
  const { recurrence } = item.series ?? {};
  if (!recurrence) throw new Error("It is a series.");
  const space = chance.happens(0.5) ? chance.pick(syncedSpaces(history)) : null;
  const shiftMs = space === null ? chance.pick([-1, 1, 2]) * HALF_HOUR_MS : 0;
  const rooms = item.attendees
    .filter(({ type }) => type === "resource")
    .map(({ type, address, name }) => ({ type, emailAddress: { address, name } }));
  const words = `${organizer.name} changes ${item.subject} from ${date} on in Outlook`;
  const endDate = Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
  const left = datesLeft(meeting, view.startMs);
  const isFirst = isFirstOf(meeting, view.startMs);
  const ended = isFirst
    ? null
    : updateEvent(world, organizer.objectId, id, {
        recurrence: {
          pattern: recurrence.pattern,
          range: { ...recurrence.range, type: "endDate", endDate, numberOfOccurrences: 0 },
        },
      });
  if (isFirst || ended?.ok === false) return told(`${words}: it would be all of it`);
  const made = createEvent(world, organizer.objectId, {
    subject: `${item.subject} from ${date} on`,
    ...wallTimes(view.startMs + shiftMs, item.endMs - item.startMs),
    sensitivity: item.sensitivity,
    attendees: [...invitedPeople(item), ...(space ? invitation([space]) : rooms)],
    ...(space ? locationsOf([space]) : {}),
    recurrence: {
      pattern: recurrence.pattern,
      range: {
        ...recurrence.range,
        startDate: date,
        ...(left === null
          ? { type: "noEnd", endDate: NO_END_DATE, numberOfOccurrences: 0 }
          : { type: "numbered", endDate: NO_END_DATE, numberOfOccurrences: left }),
      },
    },
  });
  return told(space === null ? words : `${words}, in ${space.name}`, made);
}

/** A series that would end before its first date, as its rule has it, would have none. */
function isFirstOf({ item }: OutlookMeeting, startMs: number): boolean {
  const series = item.series && { ...item.series, cancelledDates: [], exceptions: {} };
  return seriesViews({ ...item, series }, item.startMs, startMs).length === 0;
}

/** Null for a series without end. */
function datesLeft({ item }: OutlookMeeting, fromMs: number): number | null {
  if (item.series?.recurrence.range.type === "noEnd") return null;
  return Math.max(1, seriesViews(item, fromMs, fromMs + 90 * DAY_MS).length);
}
