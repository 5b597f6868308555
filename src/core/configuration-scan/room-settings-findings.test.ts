import assert from "node:assert/strict";
import { test } from "node:test";
import type { FindingCode } from "./finding-codes.ts";
import { onlyFinding } from "./finding-expected.ts";
import { HEALTHY, NOW, ROOM, SETTINGS, withRoom, withSettings, WREN } from "./healthy-facts.ts";
import type { RoomSettings } from "./room-settings.ts";
import { scanConfiguration } from "./scan-configuration.ts";

/** What Exchange is set to, what is found of it, and what the command sets. */
const DIFFERENCES: readonly (readonly [Partial<RoomSettings>, FindingCode, string])[] = [
  [
    { automateProcessing: "AutoUpdate" },
    "automatic_processing_off",
    "-AutomateProcessing AutoAccept",
  ],
  [{ automateProcessing: "None" }, "automatic_processing_off", "-AutomateProcessing AutoAccept"],
  [{ allowConflicts: true }, "conflicts_allowed", "-AllowConflicts $false"],
  [{ bookingType: "Reserved" }, "room_not_bookable", "-BookingType Standard"],
  [{ bookingWindowInDays: 90 }, "booking_window_shorter", "-BookingWindowInDays 180"],
  [{ bookingWindowInDays: 0 }, "booking_window_shorter", "-BookingWindowInDays 180"],
  [{ maximumDurationInMinutes: 480 }, "duration_shorter", "-MaximumDurationInMinutes 1440"],
  [{ allowRecurringMeetings: false }, "recurring_declined", "-AllowRecurringMeetings $true"],
  [{ enforceSchedulingHorizon: false }, "series_cut_short", "-EnforceSchedulingHorizon $true"],
  [
    { allBookInPolicy: false, allRequestInPolicy: true },
    "approval_required",
    "-AllBookInPolicy $true -AllRequestInPolicy $false",
  ],
  [{ allBookInPolicy: false }, "booking_restricted", "-AllBookInPolicy $true"],
  [{ allRequestOutOfPolicy: true }, "conflicts_await_approval", "-AllRequestOutOfPolicy $false"],
  [
    { scheduleOnlyDuringWorkHours: true },
    "working_hours_only",
    "-ScheduleOnlyDuringWorkHours $false",
  ],
  [{ enforceCapacity: true }, "capacity_enforced", "-EnforceCapacity $false"],
  [{ removePrivateProperty: true }, "private_flag_removed", "-RemovePrivateProperty $false"],
  [
    { addOrganizerToSubject: true, deleteSubject: true },
    "organizer_as_subject",
    "-AddOrganizerToSubject $false -DeleteSubject $false",
  ],
  [{ deleteSubject: true }, "subject_deleted", "-DeleteSubject $false"],
  [
    { processExternalMeetingMessages: false },
    "external_requests_rejected",
    "-ProcessExternalMeetingMessages $true",
  ],
];

for (const [change, code, set] of DIFFERENCES) {
  test(`${code}: found of ${JSON.stringify(change)}, with the command that sets it right`, () => {
    const { remedy } = onlyFinding(withSettings(change), code);
    assert.equal(remedy.command, `Set-CalendarProcessing -Identity '${ROOM}' ${set}`);
  });
}

test("what Exchange allows beyond the module is no finding", () => {
  const generous = { bookingWindowInDays: 1080, maximumDurationInMinutes: 0 };
  assert.deepEqual(scanConfiguration(withSettings(generous)), []);
});

test("a module without series does not mind what becomes of them", () => {
  const module = { ...WREN.module, recurringEnabled: false };
  const rooms = withRoom({ module }).rooms;
  for (const change of [{ allowRecurringMeetings: false }, { enforceSchedulingHorizon: false }]) {
    assert.deepEqual(scanConfiguration({ ...withSettings(change), rooms }), []);
  }
});

test("the window that is proposed is none that Exchange refuses", () => {
  const module = { ...WREN.module, daysAheadMax: 1825 };
  const facts = { ...withSettings({}), rooms: withRoom({ module }).rooms };
  const { remedy } = onlyFinding(facts, "booking_window_shorter");
  assert.match(remedy.command ?? "", /-BookingWindowInDays 1080$/);
});

test("settings that the output did not hold are not judged", () => {
  const unknown = Object.fromEntries(
    Object.keys(SETTINGS)
      .filter((key) => key !== "identity" && key !== "primarySmtpAddress")
      .map((key) => [key, null]),
  );
  assert.deepEqual(scanConfiguration(withSettings(unknown)), []);
});

test("room_settings_missing: a room of which nothing was handed in", () => {
  onlyFinding({ ...HEALTHY, handedIn: { at: NOW, rooms: [] } }, "room_settings_missing");
});

test("settings are matched by address, by alias or by name, and not by a name of two rooms", () => {
  const of = (identity: string) =>
    scanConfiguration(withSettings({ identity, primarySmtpAddress: null })).map(({ code }) => code);
  for (const identity of [ROOM.toUpperCase(), "room.wren", "wren"]) {
    assert.deepEqual(of(identity), [], identity);
  }
  assert.deepEqual(of("robin"), ["room_settings_unmatched", "room_settings_missing"]);
  const twin = { ...WREN, spaceId: "twin", roomMailbox: "other@larkfield.example", active: false };
  const facts = withSettings({ identity: "Wren", primarySmtpAddress: null });
  assert.deepEqual(
    scanConfiguration({ ...facts, rooms: [WREN, { ...twin, spaceEmail: null }] }).map(
      ({ code }) => code,
    ),
    ["room_settings_unmatched", "room_settings_missing"],
  );
});

test("a room's address with a quote in it stays one word of the command", () => {
  const roomMailbox = "o'hare@larkfield.example";
  const facts = withSettings({ primarySmtpAddress: roomMailbox, allowConflicts: true });
  const rooms = withRoom({ roomMailbox, spaceEmail: roomMailbox }).rooms;
  const { remedy } = onlyFinding({ ...facts, rooms }, "conflicts_allowed");
  assert.match(remedy.command ?? "", /-Identity 'o''hare@larkfield\.example' -AllowConflicts/);
});
