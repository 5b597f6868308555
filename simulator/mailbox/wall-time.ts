import { Temporal } from "temporal-polyfill";

const WALL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;

/**
 * Reads `yyyy-MM-ddTHH:mm[:ss[.fffffff]]` without an offset (facts 1.9); undefined if it is not
 * that.
 */
export function parseWallTime(text: string): Temporal.PlainDateTime | undefined {
  if (!WALL_TIME.test(text)) return undefined;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The instant (epoch ms) of a wall time in a zone; in a spring gap, the time moves forward. */
export function wallTimeToMs(wall: Temporal.PlainDateTime, ianaId: string): number {
  return wall.toZonedDateTime(ianaId, { disambiguation: "compatible" }).epochMilliseconds;
}

/** The wall time of an instant (epoch ms) in a zone. */
export function msToWallTime(epochMs: number, ianaId: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(ianaId)
    .toPlainDateTime();
}

/** `yyyy-MM-ddTHH:mm:ss.fffffff` in a zone: Graph's seven fractional digits, without an offset. */
export function formatWallTime(epochMs: number, ianaId: string): string {
  if (ianaId === "UTC") return `${new Date(epochMs).toISOString().slice(0, -1)}0000`;
  const wall = msToWallTime(epochMs, ianaId);
  return wall.toString({ fractionalSecondDigits: 7 });
}

/** An absolute instant as Graph writes DateTimeOffset, in UTC. */
export function formatInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/**
 * An absolute instant with the zone's offset, as `originalStart` comes when a zone is preferred.
 */
export function formatInstantWithOffset(epochMs: number, ianaId: string): string {
  if (ianaId === "UTC") return formatInstant(epochMs);
  const zoned = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(ianaId);
  return zoned.toString({ timeZoneName: "never" });
}

/**
 * Reads an instant with an offset, or without one as UTC, as `startDateTime` of a view (facts
 * 1.12).
 */
export function parseInstant(text: string): number | undefined {
  const wall = parseWallTime(text) ?? parseWallTime(`${text}T00:00`);
  if (wall) return wallTimeToMs(wall, "UTC");
  // "+" in a query that was not encoded arrives as a space; Graph reads it as the sign it was.
  const candidate = text.replace(/ (?=\d{2}:?\d{2}$)/, "+");
  try {
    return Temporal.Instant.from(candidate).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
