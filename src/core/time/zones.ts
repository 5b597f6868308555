import type { Temporal } from "temporal-polyfill";
import { IANA_ZONE_BY_WINDOWS, WINDOWS_ZONE_BY_IANA } from "./generated/windows-zones.ts";

/**
 * Zones have two families of names: IANA's ("Europe/Berlin"), which we keep, and Windows'
 * ("W. Europe Standard Time"), which Exchange answers with (facts 1.9). The table between them is
 * Unicode CLDR's.
 */

/**
 * The zone's name in the spelling that the table uses, with aliases resolved ("Asia/Kolkata" and
 * "Asia/Calcutta" are one zone), or undefined if there is no such IANA zone. Offsets such as
 * "+02:00" are not zones: they do not know of summer time.
 */
export function canonicalZone(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    // A RangeError is how Intl says that it knows no such zone.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function isKnownZone(name: string): boolean {
  // The table answers for the usual names; asking the engine costs a hundred times as much.
  return WINDOWS_ZONE_BY_IANA.has(name) || canonicalZone(name) !== undefined;
}

/** The Windows zone for an IANA zone; undefined if there is none, and UTC serves instead. */
export function toWindowsZone(ianaZone: string): string | undefined {
  const known = WINDOWS_ZONE_BY_IANA.get(ianaZone);
  if (known !== undefined) return known;
  const canonical = canonicalZone(ianaZone);
  return canonical === undefined ? undefined : WINDOWS_ZONE_BY_IANA.get(canonical);
}

/** The IANA zone that stands for a Windows zone; undefined for a name that is not one. */
export function toIanaZone(windowsZone: string): string | undefined {
  return IANA_ZONE_BY_WINDOWS.get(windowsZone);
}

/**
 * Reads a zone as calendars name it: Windows or IANA. Undefined for a custom zone
 * ("tzone://Microsoft/Custom") or an unknown one, where the mailbox's own zone serves (facts 1.9).
 */
export function zoneFromCalendar(name: string): string | undefined {
  return toIanaZone(name) ?? (isKnownZone(name) ? name : undefined);
}

/** The wall time that clocks in the zone show at the instant. */
export function instantToWallTime(instant: Temporal.Instant, zone: string): Temporal.PlainDateTime {
  return instant.toZonedDateTimeISO(zone).toPlainDateTime();
}

/**
 * The instant at which clocks in the zone show the wall time. Where the clocks skip it in spring,
 * the time moves on by the length of the gap; where they show it twice in autumn, it is the first.
 */
export function wallTimeToInstant(
  wallTime: Temporal.PlainDateTime,
  zone: string,
): Temporal.Instant {
  return wallTime.toZonedDateTime(zone, { disambiguation: "compatible" }).toInstant();
}
