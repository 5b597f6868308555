import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findZone, listIanaZones, listWindowsZones } from "./time-zones.ts";
import { formatWallTime, parseInstant, parseWallTime, wallTimeToMs } from "./wall-time.ts";

describe("time zones (facts 1.9)", () => {
  test("Windows and IANA names of one zone are the same zone", () => {
    assert.equal(findZone("W. Europe Standard Time")?.ianaId, "Europe/Berlin");
    assert.equal(findZone("Europe/Berlin")?.windowsName, "W. Europe Standard Time");
  });

  test("a newer spelling of an IANA name is known", () => {
    assert.equal(findZone("Asia/Kolkata")?.windowsName, "India Standard Time");
  });

  test("an unknown name is not", () => {
    assert.equal(findZone("Mars/Olympus"), undefined);
    assert.equal(findZone("CET"), undefined);
    assert.equal(findZone(""), undefined);
  });

  test("every zone that is offered can be used", () => {
    for (const name of [...listWindowsZones(), ...listIanaZones()]) {
      assert.ok(findZone(name), name);
    }
  });
});

describe("wall times (facts 1.9)", () => {
  const berlin = (text: string): number => {
    const wall = parseWallTime(text);
    assert.ok(wall);
    return wallTimeToMs(wall, "Europe/Berlin");
  };

  test("are written with seven fractional digits and no offset", () => {
    const summer = Date.UTC(2026, 6, 1, 8);
    assert.equal(formatWallTime(summer, "Europe/Berlin"), "2026-07-01T10:00:00.0000000");
    assert.equal(formatWallTime(summer, "UTC"), "2026-07-01T08:00:00.0000000");
  });

  test("are read back from what was written, to the millisecond", () => {
    const atMs = Date.UTC(2026, 0, 5, 8, 30, 15, 250);
    assert.equal(berlin(formatWallTime(atMs, "Europe/Berlin")), atMs);
  });

  test("inside the spring gap move forward", () => {
    assert.equal(berlin("2026-03-29T02:30:00"), Date.UTC(2026, 2, 29, 1, 30));
  });

  test("with an offset, or of no day, are none", () => {
    assert.equal(parseWallTime("2026-03-29T02:30:00Z"), undefined);
    assert.equal(parseWallTime("2026-02-30T02:30:00"), undefined);
  });

  test("a view's instant honours its offset and means UTC without one (facts 1.12)", () => {
    assert.equal(parseInstant("2026-03-03T10:00:00+02:00"), Date.UTC(2026, 2, 3, 8));
    assert.equal(parseInstant("2026-03-03T10:00:00 02:00"), Date.UTC(2026, 2, 3, 8));
    assert.equal(parseInstant("2026-03-03T10:00:00"), Date.UTC(2026, 2, 3, 10));
    assert.equal(parseInstant("2026-03-03"), Date.UTC(2026, 2, 3));
    assert.equal(parseInstant("soon"), undefined);
  });
});
