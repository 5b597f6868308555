import type { Temporal } from "temporal-polyfill";
import { parseSysId } from "../../core/encoded-query/sys-id.ts";
import { parseTime } from "../../core/encoded-query/wall-or-utc-time.ts";
import { isKnownZone } from "../../core/time/zones.ts";
import { problem, type ProblemError } from "../problem-error.ts";

type Sent = string | number | boolean | null | undefined;

/** Programs leave out what they do not mean, or send an empty text, or what their language prints. */
const NOTHING: ReadonlySet<string> = new Set(["", "null", "undefined"]);

/** The text that was sent; undefined where none was meant. */
export function textFrom(sent: Sent): string | undefined {
  if (sent === null || sent === undefined) return undefined;
  const text = String(sent).trim();
  return NOTHING.has(text) ? undefined : text;
}

export function requiredText(field: string, sent: Sent): string {
  const text = textFrom(sent);
  if (text === undefined) throw wrongField(field, "It is required.");
  return text;
}

export function flagFrom(field: string, sent: Sent): boolean | undefined {
  const text = textFrom(sent)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  throw wrongField(field, "It is true or false.");
}

/** A whole number from zero. */
export function countFrom(field: string, sent: Sent): number | undefined {
  const text = textFrom(sent);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw wrongField(field, "It is a whole number.");
  return Number(text);
}

/** The UUID of a sys_id. */
export function idFrom(field: string, sent: Sent): string | undefined {
  const text = textFrom(sent);
  if (text === undefined) return undefined;
  const id = parseSysId(text);
  if (id === undefined) throw wrongField(field, "It is not a sys_id: 32 hexadecimal digits.");
  return id;
}

export function requiredId(field: string, sent: Sent): string {
  return idFrom(field, requiredText(field, sent)) ?? "";
}

/** A list between commas, each once. */
export function listFrom(sent: Sent): readonly string[] {
  const items = (textFrom(sent) ?? "").split(",").map((item) => item.trim());
  return [...new Set(items.filter((item) => !NOTHING.has(item)))];
}

/** A person's UUID where a sys_id was sent; else what was sent, which may be an address. */
export function personFrom(sent: Sent): string | undefined {
  const text = textFrom(sent);
  return text === undefined ? undefined : (parseSysId(text) ?? text);
}

/** An IANA zone. */
export function zoneFrom(sent: Sent): string | undefined {
  const zone = textFrom(sent);
  if (zone === undefined || isKnownZone(zone)) return zone;
  throw problem(
    "unknown_time_zone",
    "timezone: There is no such time zone.",
    'Give an IANA time zone, such as "Europe/Berlin".',
    { fields: [{ field: "timezone", message: "There is no such time zone." }] },
  );
}

/** A time without a zone of its own is one of `zone`, and of UTC where none is named. */
export function timeFrom(
  field: string,
  sent: Sent,
  zone: string | undefined,
): Temporal.Instant | undefined {
  const text = textFrom(sent);
  if (text === undefined) return undefined;
  const instant = parseTime(text, zone ?? "UTC");
  if (instant !== undefined) return instant;
  throw wrongField(field, "It is no time: 2026-11-24T09:00:00Z, or 2026-11-24 09:00:00.");
}

export function requiredTime(
  field: string,
  sent: Sent,
  zone: string | undefined,
): Temporal.Instant {
  const time = timeFrom(field, sent, zone);
  if (time === undefined) throw wrongField(field, "It is required.");
  return time;
}

/** There are no shifts here, and a reservation without its end is not one that was meant. */
export function refuseShift(sent: Sent): void {
  if (textFrom(sent) === undefined) return;
  throw problem(
    "shift_not_supported",
    "A shift was named, and Usher has none.",
    "Give start and end.",
    { fields: [{ field: "shift", message: "There are no shifts." }] },
  );
}

export function wrongField(field: string, message: string): ProblemError {
  return problem(
    "invalid_request",
    `The request is not well formed. ${field}: ${message}`,
    "Mend the field that is named, and send it again.",
    { fields: [{ field, message }] },
  );
}
