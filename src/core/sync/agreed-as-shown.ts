import {
  type AgreedAttendee,
  type AgreedField,
  type AgreedMeeting,
  differingFields,
} from "./agreed.ts";
import { datesAsShown } from "./dates-as-shown.ts";

/**
 * What both sides agreed on last, where writes were begun since whose outcome nobody knows. `views`
 * are what was agreed, where anything was, and then what those writes would have made of it, the
 * first first. Of each field, what the calendar shows is ours if any view has it; what no view has,
 * somebody has changed there, and then the first view is what was before.
 *
 * Null where nothing was agreed and nothing written.
 */
export function agreedAsShown(
  shown: AgreedMeeting,
  views: readonly AgreedMeeting[],
): AgreedMeeting | null {
  const [first] = views;
  if (first === undefined) return null;
  const alike = (field: AgreedField): readonly AgreedMeeting[] =>
    views.filter((view) => !differingFields(view, shown).includes(field));
  const like = (field: AgreedField): AgreedMeeting | undefined => alike(field)[0];
  const [timed = first, ...timedToo] = alike("times");
  const { startAt, endAt, timeZone, isAllDay } = timed;
  const { roomsByDate: _, ...others } = first;
  return {
    ...others,
    startAt,
    endAt,
    timeZone,
    isAllDay,
    ...datesAsShown(shown, [timed, ...timedToo]),
    subject: (like("subject") ?? first).subject,
    sensitivity: (like("sensitivity") ?? first).sensitivity,
    attendees: attendeesAsShown(shown.attendees, views),
    rooms: (like("rooms") ?? first).rooms,
  };
}

/** Each by themselves: whoever is shown may be our doing, and so may be whoever is not. */
function attendeesAsShown(
  shown: readonly AgreedAttendee[],
  views: readonly AgreedMeeting[],
): readonly AgreedAttendee[] {
  const inViews = new Map<string, readonly AgreedAttendee[]>(
    Map.groupBy(
      views.flatMap(({ attendees }) => attendees),
      ({ email }) => email,
    ),
  );
  const types = new Map(shown.map(({ email, type }) => [email, type]));
  return [...inViews]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([email, as]) => {
      const isInAll = as.length === views.length;
      if (!types.has(email) && !isInAll) return [];
      return as.find(({ type }) => type === types.get(email)) ?? as[0] ?? [];
    });
}
