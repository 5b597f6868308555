import assert from "node:assert/strict";
import { test } from "node:test";
import { readRoomSettings } from "./read-room-settings.ts";

const PRINTED = {
  Identity: "room.wren",
  PrimarySmtpAddress: "room.wren@larkfield.example",
  AutomateProcessing: "AutoAccept",
  AllowConflicts: false,
  BookingWindowInDays: 180,
  MaximumDurationInMinutes: 1440,
  AllBookInPolicy: true,
  DeleteSubject: true,
  ResourceDelegates: [],
  BookInPolicy: null,
  IsValid: true,
  ObjectState: "Changed",
};

function read(printed: unknown) {
  const outcome = readRoomSettings(typeof printed === "string" ? printed : JSON.stringify(printed));
  return outcome.ok ? outcome.value : assert.fail(outcome.refusal.message);
}

test("a list, and the one object that PowerShell prints of one room", () => {
  assert.equal(read([PRINTED, PRINTED]).length, 2);
  const [room] = read(PRINTED);
  assert.equal(room?.identity, "room.wren");
  assert.equal(room?.primarySmtpAddress, "room.wren@larkfield.example");
  assert.equal(room?.bookingWindowInDays, 180);
  assert.equal(room?.deleteSubject, true);
});

test("what the output does not hold is not known", () => {
  const [room] = read(PRINTED);
  assert.equal(room?.enforceCapacity, null);
  assert.equal(room?.bookingType, null);
  assert.equal(read({ Identity: "room.wren" })[0]?.primarySmtpAddress, null);
});

test("an enumeration by name, by number, or as an object around either", () => {
  const processingOf = (AutomateProcessing: unknown) =>
    read({ ...PRINTED, AutomateProcessing })[0]?.automateProcessing;
  assert.equal(processingOf(1), "AutoUpdate");
  assert.equal(processingOf({ Value: "None" }), "None");
  assert.equal(processingOf({ Value: 2, value: 2 }), "AutoAccept");
});

test("a byte order mark and warnings before the JSON do no harm", () => {
  assert.equal(read(`\uFEFFWARNING: the module is old.\r\n${JSON.stringify(PRINTED)}`).length, 1);
});

test("what cannot be read is refused with the room and the field", () => {
  const faultOf = (printed: unknown) => {
    const outcome = readRoomSettings(
      typeof printed === "string" ? printed : JSON.stringify(printed),
    );
    return outcome.ok ? assert.fail("it was read") : outcome.refusal;
  };
  assert.equal(faultOf("AutomateProcessing : AutoAccept").code, "room_settings_unreadable");
  assert.match(faultOf("[{").message, /not JSON/);
  assert.match(faultOf([]).message, /no room in it/);
  assert.match(faultOf([PRINTED, { ...PRINTED, AllowConflicts: "no" }]).message, /Room 2, Allow/);
  assert.match(faultOf([{ AllowConflicts: true }]).message, /neither an identity nor an address/);
  assert.match(faultOf([3]).message, /Room 1/);
});
