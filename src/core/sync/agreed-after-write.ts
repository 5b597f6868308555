import {
  type AgreedAttendee,
  type AgreedField,
  type AgreedMeeting,
  differingFields,
} from "./agreed.ts";

/** The meeting, with some fields as another view has them: when it takes place is one of them. */
export function withFieldsOf(
  meeting: AgreedMeeting,
  other: AgreedMeeting,
  fields: readonly AgreedField[],
): AgreedMeeting {
  const from = (...names: readonly AgreedField[]): AgreedMeeting =>
    names.some((name) => fields.includes(name)) ? other : meeting;
  const { startAt, endAt, timeZone, isAllDay, series, roomsByDate } = from("times", "occurrences");
  const { rooms, roomsAsListed } = from("rooms");
  return {
    startAt,
    endAt,
    timeZone,
    isAllDay,
    series,
    subject: from("subject").subject,
    sensitivity: from("sensitivity").sensitivity,
    attendees: from("attendees").attendees,
    rooms,
    ...(roomsByDate && { roomsByDate }),
    ...(roomsAsListed && { roomsAsListed }),
  };
}

/**
 * What both sides agree on once a write has gone through, where something was read from the
 * calendar, and agreed on, while the write was under way: `before` is what was agreed when the
 * write was judged, `now` what is agreed by now. What the write has not changed is as it was read.
 */
export function agreedAfterWrite(
  written: AgreedMeeting,
  before: AgreedMeeting | null,
  now: AgreedMeeting | null,
): AgreedMeeting {
  if (before === null || now === null) return written;
  const isWritten = differingFields(before, written);
  const isWhenWritten = isWritten.includes("times") || isWritten.includes("occurrences");
  const isAsRead = differingFields(before, now).filter((field) =>
    field === "times" || field === "occurrences" ? !isWhenWritten : !isWritten.includes(field),
  );
  return {
    ...withFieldsOf(written, now, isAsRead),
    attendees: attendeesAfter(written.attendees, before.attendees, now.attendees),
  };
}

/** Each by themselves: the write may have told of one, and the reading of another. */
function attendeesAfter(
  written: readonly AgreedAttendee[],
  before: readonly AgreedAttendee[],
  now: readonly AgreedAttendee[],
): readonly AgreedAttendee[] {
  const emails = [...new Set([...written, ...now].map(({ email }) => email))].toSorted();
  return emails.flatMap((email) => {
    const as = (list: readonly AgreedAttendee[]) => list.find((each) => each.email === email);
    const isUnchanged = as(written)?.type === as(before)?.type;
    return (isUnchanged ? as(now) : as(written)) ?? [];
  });
}
