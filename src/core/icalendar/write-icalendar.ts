import type { Temporal } from "temporal-polyfill";

/** A calendar in the text format of RFC 5545, as programs of all makers read it. */
export interface ICalendar {
  readonly method: "REQUEST" | "CANCEL";
  readonly events: readonly ICalendarEvent[];
}

export interface ICalendarEvent {
  readonly uid: string;
  /** Grows with every change, so that the newest is known. */
  readonly sequence: number;
  readonly stamp: Temporal.Instant;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly isPrivate: boolean;
  readonly status: "CONFIRMED" | "TENTATIVE" | "CANCELLED";
  readonly organizer: ICalendarPerson;
  readonly attendees: readonly (ICalendarPerson & { readonly isRequired: boolean })[];
}

export interface ICalendarPerson {
  readonly name: string;
  readonly email: string;
}

/** Octets of a line, its break left out (RFC 5545 3.1). */
const LINE_OCTETS_MAX = 75;
const LINE_BREAK = "\r\n";

export function writeICalendar({ method, events }: ICalendar): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "PRODID:-//Usher//Workplace reservations//EN",
    "VERSION:2.0",
    `METHOD:${method}`,
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => folded(line) + LINE_BREAK).join("");
}

function eventLines(event: ICalendarEvent): readonly string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `DTSTART:${utc(event.start)}`,
    `DTEND:${utc(event.end)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.description === "" ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    `LOCATION:${escaped(event.location)}`,
    `CLASS:${event.isPrivate ? "PRIVATE" : "PUBLIC"}`,
    `STATUS:${event.status}`,
    `ORGANIZER;CN=${parameter(event.organizer.name)}:mailto:${address(event.organizer)}`,
    ...event.attendees.map(
      (attendee) =>
        `ATTENDEE;ROLE=${attendee.isRequired ? "REQ-PARTICIPANT" : "OPT-PARTICIPANT"}` +
        `;RSVP=TRUE;CN=${parameter(attendee.name || attendee.email)}:mailto:${address(attendee)}`,
    ),
    "END:VEVENT",
  ];
}

/** `20261124T090000Z`: with UTC no zone has to be described. */
function utc(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}

/** A text (3.3.11): these would end it, or the line that it is in. */
function escaped(text: string): string {
  return withoutControls(text.replaceAll(/\r\n?/g, "\n"))
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`);
}

/** A parameter's value (3.2) has no escapes: what would end it cannot be in it. */
function parameter(text: string): string {
  return `"${withoutControls(text).replaceAll('"', "'").replaceAll("\n", " ")}"`;
}

/** An address has no spaces, so that nothing in it can begin another line or value. */
function address({ email }: ICalendarPerson): string {
  return withoutControls(email).replaceAll(/\s/g, "");
}

function withoutControls(text: string): string {
  // Every control character but the tab and the line feed.
  return text.replaceAll(/[^\P{Cc}\t\n]/gu, "");
}

/** Goes on in a line that begins with a space, and never within a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let text = "";
  let octets = 0;
  for (const character of line) {
    const length = encoder.encode(character).length;
    if (octets + length > LINE_OCTETS_MAX) {
      text += `${LINE_BREAK} `;
      octets = 1;
    }
    text += character;
    octets += length;
  }
  return text;
}
