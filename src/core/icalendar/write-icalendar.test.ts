import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { type ICalendarEvent, writeICalendar } from "./write-icalendar.ts";

const EVENT: ICalendarEvent = {
  uid: "94e264cedb3650106c731dcd13961919",
  sequence: 2,
  stamp: Temporal.Instant.from("2026-11-23T09:00:00.123Z"),
  start: Temporal.Instant.from("2026-11-24T09:00:00Z"),
  end: Temporal.Instant.from("2026-11-24T10:00:00Z"),
  summary: "Planning",
  description: "",
  location: "Oak",
  isPrivate: false,
  status: "CONFIRMED",
  organizer: { name: "Ada", email: "ada@usher.example" },
  attendees: [{ name: "", email: "guest@elsewhere.example", isRequired: false }],
};

const write = (event: Partial<ICalendarEvent>) =>
  writeICalendar({ method: "REQUEST", events: [{ ...EVENT, ...event }] });
const unfolded = (text: string) => text.replaceAll("\r\n ", "").split("\r\n");
const valueOf = (text: string, name: string) =>
  unfolded(text)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1);

describe("an iCalendar text", () => {
  test("says all of an event, in lines that end as the standard wants", () => {
    assert.deepEqual(unfolded(write({})), [
      "BEGIN:VCALENDAR",
      "PRODID:-//Usher//Workplace reservations//EN",
      "VERSION:2.0",
      "METHOD:REQUEST",
      "BEGIN:VEVENT",
      "UID:94e264cedb3650106c731dcd13961919",
      "SEQUENCE:2",
      "DTSTAMP:20261123T090000Z",
      "DTSTART:20261124T090000Z",
      "DTEND:20261124T100000Z",
      "SUMMARY:Planning",
      "LOCATION:Oak",
      "CLASS:PUBLIC",
      "STATUS:CONFIRMED",
      'ORGANIZER;CN="Ada":mailto:ada@usher.example',
      'ATTENDEE;ROLE=OPT-PARTICIPANT;RSVP=TRUE;CN="guest@elsewhere.example":mailto:guest@elsewhere.example',
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  test("escapes what would end a text", () => {
    const text = write({ summary: String.raw`a;b,c\d`, description: "one\r\ntwo\rthree" });
    assert.equal(valueOf(text, "SUMMARY"), String.raw`a\;b\,c\\d`);
    assert.equal(valueOf(text, "DESCRIPTION"), String.raw`one\ntwo\nthree`);
  });

  test("lets no name or address begin a line or a value of its own", () => {
    const organizer = { name: 'A"\r\nX:y', email: "a@b.example\r\nBEGIN:VALARM" };
    const lines = unfolded(write({ organizer }));
    assert.ok(lines.includes(`ORGANIZER;CN="A' X:y":mailto:a@b.exampleBEGIN:VALARM`));
  });

  test("has lines of at most 75 octets, and says the same unfolded", () => {
    const words = fc.string({ unit: "grapheme", maxLength: 200 });
    fc.assert(
      fc.property(words, (summary) => {
        const text = write({ summary });
        const encoder = new TextEncoder();
        for (const line of text.split("\r\n")) assert.ok(encoder.encode(line).length <= 75, line);
        assert.ok(text.isWellFormed() || !summary.isWellFormed());
        const [, begun, ...rest] = unfolded(text);
        assert.equal(begun, "PRODID:-//Usher//Workplace reservations//EN");
        assert.equal(rest.at(-2), "END:VCALENDAR");
        assert.equal(rest.length, 17);
      }),
    );
  });
});
