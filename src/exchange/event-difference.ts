import type { EventContent } from "../app/sync/calendar.ts";
import type { AttendeeField, EventFields } from "./event-mapping.ts";
import { type GraphEvent, readInstant } from "./event-reading.ts";

/**
 * The fields in which an event differs from what it shall show. Only these are sent: every field
 * that is sent tells all attendees anew, attendees alone only those concerned, and the body of an
 * online meeting must not be touched without need (facts 1.5). A change that has arrived before,
 * its answer lost, leaves no difference, so nobody hears of it twice.
 */
export function differingFields(
  event: GraphEvent,
  content: EventContent,
  wanted: EventFields,
): Partial<EventFields> {
  const isMoved =
    readInstant(event.start).getTime() !== content.startAt.getTime() ||
    readInstant(event.end).getTime() !== content.endAt.getTime();
  return {
    ...((event.subject ?? "") !== wanted.subject && { subject: wanted.subject }),
    ...(differsInBody(event, wanted) && { body: wanted.body }),
    ...(isMoved && { start: wanted.start, end: wanted.end }),
    ...((event.sensitivity ?? "normal") !== wanted.sensitivity && {
      sensitivity: wanted.sensitivity,
    }),
    ...((event.showAs ?? "busy") !== wanted.showAs && { showAs: wanted.showAs }),
    ...(!sameSet(attendeeKeys(event.attendees ?? []), attendeeKeys(wanted.attendees)) && {
      attendees: wanted.attendees,
    }),
    ...(!sameSet(locationNames(event.locations), locationNames(wanted.locations)) && {
      locations: wanted.locations,
    }),
  };
}

/** Exchange ends lines its own way and may add some at the end. */
function differsInBody(event: GraphEvent, wanted: EventFields): boolean {
  const plain = (text: string): string => text.replace(/\r\n?/g, "\n").trim();
  const [is, shall] = [plain(event.body?.content ?? ""), plain(wanted.body.content)];
  // Somebody made it an online meeting: its body also holds how to join, which a write would lose.
  if (event.isOnlineMeeting === true) return false;
  return is !== shall;
}

interface AnyAttendee {
  readonly type?: string | null | undefined;
  readonly emailAddress?:
    | AttendeeField["emailAddress"]
    | { readonly address?: string | null | undefined }
    | null
    | undefined;
}

function attendeeKeys(attendees: readonly AnyAttendee[]): Set<string> {
  return new Set(
    attendees.map(({ type, emailAddress }) => `${type} ${emailAddress?.address?.toLowerCase()}`),
  );
}

function locationNames(locations: GraphEvent["locations"] | EventFields["locations"]): Set<string> {
  return new Set((locations ?? []).map(({ displayName }) => displayName ?? ""));
}

function sameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((key) => right.has(key));
}
