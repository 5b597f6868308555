import { Temporal } from "temporal-polyfill";
import type { DirectoryUser } from "../directory/directory.ts";
import type { CalendarItem } from "../mailbox/calendar-item.ts";
import type { EventView } from "../mailbox/event-view.ts";
import type { Recurrence } from "../mailbox/recurrence.ts";
import { msToWallTime } from "../mailbox/wall-time.ts";
import type { MeetingForm } from "./meeting-forms.ts";

/** The empty form of a new meeting that begins at the next full hour. */
export function formOfNewMeeting(nowMs: number, zone: string): MeetingForm {
  const start = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(zone)
    .round({ smallestUnit: "hour", roundingMode: "ceil" })
    .toPlainDateTime();
  return {
    subject: "",
    start: minutes(start),
    end: minutes(start.add({ minutes: 30 })),
    invite: "",
    rooms: [],
    notes: "",
    ...NO_REPETITION,
  };
}

/** The form filled with a meeting; `rooms` are those that have a box to be ticked. */
export function formOfMeeting(
  view: EventView,
  zone: string,
  rooms: readonly DirectoryUser[],
): MeetingForm {
  const { item } = view;
  const start = msToWallTime(view.startMs, zone);
  const end = msToWallTime(view.endMs, zone);
  const isTicked = ({ address }: { readonly address: string }): boolean =>
    rooms.some(({ mail }) => mail === address);
  const addresses = (attendees: CalendarItem["attendees"]): string[] =>
    attendees.map(({ address }) => address);
  return {
    subject: item.subject,
    start: minutes(start),
    end: minutes(item.isAllDay ? end.subtract({ days: 1 }) : end),
    ...(item.isAllDay && { is_all_day: "on" as const }),
    invite: addresses(item.attendees.filter((attendee) => !isTicked(attendee))).join(", "),
    rooms: addresses(item.attendees.filter(isTicked)),
    notes: item.body.content,
    ...(item.sensitivity === "private" && { is_private: "on" as const }),
    ...(item.series ? repetitionOf(item.series.recurrence) : NO_REPETITION),
  };
}

type Repetition = Pick<
  MeetingForm,
  "repeat" | "interval" | "days" | "until" | "last_day" | "count"
>;

const NO_REPETITION: Repetition = {
  repeat: "none",
  interval: 1,
  days: [],
  until: "forever",
  last_day: "",
  count: 10,
};

const REPEAT_OF: Readonly<Record<Recurrence["pattern"]["type"], MeetingForm["repeat"]>> = {
  daily: "daily",
  weekly: "weekly",
  absoluteMonthly: "monthly",
  relativeMonthly: "monthly_weekday",
  // Outlook's form has no years: such a series is kept as it is.
  absoluteYearly: "keep",
  relativeYearly: "keep",
};

function repetitionOf({ pattern, range }: Recurrence): Repetition {
  const until = { endDate: "day", numbered: "count", noEnd: "forever" } as const;
  return {
    repeat: REPEAT_OF[pattern.type],
    interval: pattern.interval,
    days: pattern.type === "weekly" ? [...pattern.daysOfWeek] : [],
    until: until[range.type],
    last_day: range.type === "endDate" ? range.endDate : "",
    count: range.type === "numbered" ? range.numberOfOccurrences : NO_REPETITION.count,
  };
}

function minutes(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: "minute" });
}
