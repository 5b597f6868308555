import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { IANA_ZONE_BY_WINDOWS, WINDOWS_ZONE_BY_IANA } from "./generated/windows-zones.ts";
import {
  canonicalZone,
  instantToWallTime,
  isKnownZone,
  toIanaZone,
  toWindowsZone,
  wallTimeToInstant,
  zoneFromCalendar,
} from "./zones.ts";

/** Zones for which Windows has none. */
const WITHOUT_WINDOWS_ZONE = [
  // Two hours ahead of UTC in summer and none in winter: no Windows zone does that.
  "Antarctica/Troll",
];

/** Names of old that the zone database keeps, with the names in use today. */
const ALIASES = [
  ["Asia/Kolkata", "Asia/Calcutta"],
  ["Europe/Kyiv", "Europe/Kiev"],
  ["America/Los_Angeles", "US/Pacific"],
  ["Asia/Ho_Chi_Minh", "Asia/Saigon"],
  ["America/Nuuk", "America/Godthab"],
  ["Asia/Yangon", "Asia/Rangoon"],
  ["Pacific/Kanton", "Pacific/Enderbury"],
  ["UTC", "Etc/UTC"],
  ["UTC", "GMT"],
] as const;

test("every zone the engine knows has a Windows zone, but for the explained exceptions", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  assert.ok(zones.length > 400);
  const without = zones.filter((zone) => toWindowsZone(zone) === undefined);
  assert.deepEqual(without, WITHOUT_WINDOWS_ZONE);
});

test("old and new names of one zone have the same Windows zone", () => {
  for (const [today, old] of ALIASES) {
    assert.notEqual(toWindowsZone(today), undefined, today);
    assert.equal(toWindowsZone(today), toWindowsZone(old), `${today} and ${old}`);
    assert.equal(canonicalZone(today), canonicalZone(old));
  }
});

test("well-known zones have the Windows zones they should", () => {
  assert.equal(toWindowsZone("Europe/Berlin"), "W. Europe Standard Time");
  assert.equal(toWindowsZone("America/New_York"), "Eastern Standard Time");
  assert.equal(toWindowsZone("Asia/Kolkata"), "India Standard Time");
  assert.equal(toWindowsZone("Asia/Tokyo"), "Tokyo Standard Time");
  assert.equal(toWindowsZone("UTC"), "UTC");
});

test("every Windows zone comes back from the IANA zone that stands for it", () => {
  assert.ok(IANA_ZONE_BY_WINDOWS.size > 130);
  for (const windowsZone of IANA_ZONE_BY_WINDOWS.keys()) {
    const iana = toIanaZone(windowsZone) ?? "";
    assert.ok(isKnownZone(iana), windowsZone);
    assert.equal(toWindowsZone(iana), windowsZone);
  }
});

test("every IANA zone of the table is one that Temporal knows too", () => {
  for (const zone of WINDOWS_ZONE_BY_IANA.keys()) {
    assert.doesNotThrow(() => new Temporal.ZonedDateTime(0n, zone), zone);
  }
});

test("what is not a zone is not known", () => {
  const names = [
    "Mars/Phobos",
    "",
    "+02:00",
    "W. Europe Standard Time",
    "Europe/Berlin\n",
    "__proto__",
  ];
  for (const name of names) {
    assert.equal(isKnownZone(name), false, name);
    assert.equal(toWindowsZone(name), undefined, name);
  }
});

test("a calendar's zone is read under either name, and a custom one is not made up", () => {
  assert.equal(zoneFromCalendar("Tokyo Standard Time"), "Asia/Tokyo");
  assert.equal(zoneFromCalendar("Asia/Tokyo"), "Asia/Tokyo");
  assert.equal(zoneFromCalendar("UTC"), "Etc/UTC");
  assert.equal(zoneFromCalendar("tzone://Microsoft/Custom"), undefined);
});

test("a wall time that the clocks skip in spring moves on by the gap", () => {
  const skipped = Temporal.PlainDateTime.from("2026-03-29T02:30");
  const instant = wallTimeToInstant(skipped, "Europe/Berlin");
  assert.equal(instant.toString(), "2026-03-29T01:30:00Z");
  assert.equal(instantToWallTime(instant, "Europe/Berlin").toString(), "2026-03-29T03:30:00");
});

test("a wall time that the clocks show twice in autumn is the first of the two", () => {
  const twice = Temporal.PlainDateTime.from("2026-10-25T02:30");
  assert.equal(wallTimeToInstant(twice, "Europe/Berlin").toString(), "2026-10-25T00:30:00Z");
});

test("a wall time that the clocks show comes back from its instant", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const minutes = fc.integer({ min: 0, max: 40_000_000 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
      const wallTime = instantToWallTime(instant, zone);
      const back = wallTimeToInstant(wallTime, zone);
      // In the hour shown twice the first is meant, so the instant may be an earlier one.
      assert.ok(Temporal.Instant.compare(back, instant) <= 0);
      assert.equal(instantToWallTime(back, zone).toString(), wallTime.toString());
    }),
  );
});
