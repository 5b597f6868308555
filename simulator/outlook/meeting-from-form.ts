import { Temporal } from "temporal-polyfill";
import type { Directory } from "../directory/directory.ts";
import type { AttendeeInput, EventInput } from "../mailbox/event-input.ts";
import type { RecurrenceInput } from "../mailbox/recurrence-input.ts";
import { DAY_NAMES, type DayName, type WeekIndex } from "../mailbox/recurrence.ts";
import type { MeetingForm } from "./meeting-forms.ts";

/** The event that Outlook would send for a filled-in form, in the zone of its writer. */
export function meetingFromForm(
  form: MeetingForm,
  zoneName: string,
  directory: Directory,
): EventInput {
  return {
    subject: form.subject,
    ...notesOf(form),
    ...timesOf(form, zoneName),
    ...privacyOf(form),
    ...invitedBy(form, directory),
    ...(form.repeat === "none" ? {} : recurrenceOf(form)),
  };
}

/** What differs between a meeting's form as it was shown and as it comes back: only that is sent. */
export function changesFromForm(
  shown: MeetingForm,
  form: MeetingForm,
  zoneName: string,
  directory: Directory,
): EventInput {
  const differs = (...names: readonly (keyof MeetingForm)[]): boolean =>
    names.some((name) => comparable(shown[name]) !== comparable(form[name]));
  const isRepeatedAnew = differs("repeat", "interval", "days", "until", "last_day", "count");
  // A weekly series that no longer has the day of its start begins on another one.
  const beginsElsewhere = isRepeatedAnew && !startOf(form).equals(form.start);
  return {
    ...(differs("subject") && { subject: form.subject }),
    ...(differs("notes") && notesOf(form)),
    ...((differs("start", "end", "is_all_day") || beginsElsewhere) && timesOf(form, zoneName)),
    ...(differs("is_private") && privacyOf(form)),
    ...(differs("invite", "rooms") && invitedBy(form, directory)),
    ...(isRepeatedAnew && form.repeat !== "keep" ? recurrenceOf(form) : {}),
  };
}

/** A list counts as the same in any order: the browser sends it in the page's. */
function comparable(value: MeetingForm[keyof MeetingForm]): string {
  return typeof value === "object" ? value.toSorted().join() : String(value ?? "");
}

function notesOf(form: MeetingForm): Pick<EventInput, "body"> {
  return { body: { contentType: "text", content: form.notes } };
}

function privacyOf(form: MeetingForm): Pick<EventInput, "sensitivity"> {
  return { sensitivity: form.is_private ? "private" : "normal" };
}

/** An all-day meeting runs from midnight to the midnight after its last day (facts 1.9). */
function timesOf(
  form: MeetingForm,
  timeZone: string,
): Pick<EventInput, "start" | "end" | "isAllDay"> {
  const start = startOf(form);
  if (!form.is_all_day) {
    const moved = start.since(Temporal.PlainDateTime.from(form.start));
    const end = Temporal.PlainDateTime.from(form.end).add(moved);
    return {
      isAllDay: false,
      start: { dateTime: start.toString(), timeZone },
      end: { dateTime: end.toString(), timeZone },
    };
  }
  const from = start.toPlainDate();
  const to = Temporal.PlainDateTime.from(form.end).toPlainDate().add({ days: 1 });
  return {
    isAllDay: true,
    start: { dateTime: from.toPlainDateTime().toString(), timeZone },
    end: { dateTime: to.toPlainDateTime().toString(), timeZone },
  };
}

/** A weekly series begins on the first of its days, as Outlook moves it (facts 1.8). */
function startOf(form: MeetingForm): Temporal.PlainDateTime {
  let start = Temporal.PlainDateTime.from(form.start);
  if (form.repeat !== "weekly" || form.days.length === 0) return start;
  for (let tried = 0; tried < 7 && !form.days.includes(dayName(start)); tried += 1) {
    start = start.add({ days: 1 });
  }
  return start;
}

function dayName(date: Temporal.PlainDateTime): DayName {
  return DAY_NAMES[date.dayOfWeek % 7] ?? "sunday";
}

function recurrenceOf(form: MeetingForm): { readonly recurrence: RecurrenceInput | null } {
  const pattern = patternOf(form);
  return { recurrence: pattern === null ? null : { pattern, range: rangeOf(form) } };
}

const WEEK_INDEXES: readonly WeekIndex[] = ["first", "second", "third", "fourth", "last"];

function patternOf(form: MeetingForm): NonNullable<RecurrenceInput["pattern"]> | null {
  const start = startOf(form);
  const { interval } = form;
  switch (form.repeat) {
    case "daily":
      return { type: "daily", interval };
    case "weekly": {
      const days = DAY_NAMES.filter((name) => form.days.includes(name));
      const daysOfWeek = days.length > 0 ? days : [dayName(start)];
      return { type: "weekly", interval, daysOfWeek, firstDayOfWeek: "monday" };
    }
    case "monthly":
      return { type: "absoluteMonthly", interval, dayOfMonth: start.day };
    case "monthly_weekday": {
      const index = WEEK_INDEXES[Math.ceil(start.day / 7) - 1] ?? "last";
      return { type: "relativeMonthly", interval, daysOfWeek: [dayName(start)], index };
    }
    case "none":
    case "keep":
      return null;
  }
}

function rangeOf(form: MeetingForm): NonNullable<RecurrenceInput["range"]> {
  const startDate = startOf(form).toPlainDate().toString();
  if (form.until === "count") {
    return { type: "numbered", startDate, numberOfOccurrences: form.count };
  }
  if (form.until === "day") return { type: "endDate", startDate, endDate: form.last_day };
  return { type: "noEnd", startDate };
}

function invitedBy(
  form: MeetingForm,
  directory: Directory,
): Pick<EventInput, "attendees" | "locations"> {
  const addresses = [...form.invite.split(/[\s,;]+/).filter(Boolean), ...form.rooms];
  const attendees = [...new Set(addresses)].map((address): AttendeeInput => {
    const user = directory.findUser(address);
    return {
      type: user?.kind === "room" ? "resource" : "required",
      emailAddress: { address: user?.mail ?? address, name: user?.displayName ?? address },
    };
  });
  const rooms = attendees.filter(({ type }) => type === "resource");
  const locations = rooms.map(({ emailAddress }) => ({
    displayName: emailAddress?.name ?? "",
    locationType: "conferenceRoom",
    locationUri: emailAddress?.address ?? null,
  }));
  return { attendees, locations };
}
