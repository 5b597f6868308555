import assert from "node:assert/strict";
import { test } from "node:test";
import type { CalendarGapFacts } from "./facts.ts";
import { onlyFinding } from "./finding-expected.ts";
import { HEALTHY, NOW, ROOM } from "./healthy-facts.ts";

const GAP: CalendarGapFacts = {
  kind: "recurrence_unreadable",
  spaceId: "wren",
  spaceName: "Wren",
  roomMailbox: ROOM,
  iCalUId: "0400A1",
  organizerEmail: "noah@larkfield.example",
  start: null,
  seenAt: NOW,
  reason: "The pattern is none that Exchange has.",
};

test("recurrence_unreadable: whose it is, since when, and why, at its space", () => {
  const { message, subject, remedy } = onlyFinding(
    { ...HEALTHY, gaps: [GAP] },
    "recurrence_unreadable",
  );
  assert.equal(
    message,
    "A series of noah@larkfield.example in the calendar of Wren cannot be read, since " +
      "2027-03-10T09:00:00Z. The pattern is none that Exchange has. Its iCalUId is 0400A1.",
  );
  assert.deepEqual(subject, { kind: "space", id: "wren", name: "Wren" });
  assert.match(remedy.text, /^Ask its organizer/);
});

test("left_in_room: the command gives the right to delete it in the room's own calendar", () => {
  const start = NOW.add({ hours: 24 });
  const gap = { ...GAP, kind: "left_in_room", start, reason: null } as const;
  const { message, remedy } = onlyFinding({ ...HEALTHY, gaps: [gap] }, "left_in_room");
  assert.match(message, /^A meeting of noah@.*, from 2027-03-11T09:00:00Z on, is in the calendar/);
  assert.equal(
    remedy.command,
    String.raw`Add-MailboxFolderPermission -Identity 'room.wren@larkfield.example:\Calendar' ` +
      "-User 'you@example.org' -AccessRights Editor",
  );
});

test("a meeting that names neither its organizer nor itself is told of all the same", () => {
  const gap = { ...GAP, organizerEmail: null, iCalUId: null };
  const { message } = onlyFinding({ ...HEALTHY, gaps: [gap] }, "recurrence_unreadable");
  assert.match(message, /^A series of an unknown organizer .* It has no iCalUId\.$/);
});
