import type { IdFormat } from "../mailbox/item-id.ts";
import { refusals, succeed, type Outcome } from "../mailbox/outcome.ts";
import { findZone, type KnownZone } from "../mailbox/time-zones.ts";

/** What `Prefer` asks for (facts 1.9, 1.10). */
export interface Preferences {
  /** UTC where the client named none. */
  readonly zone: KnownZone;
  readonly zoneIsPreferred: boolean;
  readonly bodyType: "html" | "text";
  readonly idFormat: IdFormat;
  /** `odata.maxpagesize`, which delta heeds; null where none was named. */
  readonly pageSize: number | null;
  /** The `Preference-Applied` header; empty where nothing was asked. */
  readonly applied: string;
}

const UTC: KnownZone = { given: "UTC", ianaId: "UTC", windowsName: "UTC" };

/** A client sends the same few headers for ever; each is read once. */
const known = new Map<string, Outcome<Preferences>>();
const KNOWN_MAX = 1_000;

/** Reads a `Prefer` header; only an unknown zone is refused, what is not known is passed over. */
export function readPreferences(header: string | undefined): Outcome<Preferences> {
  const text = header ?? "";
  const before = known.get(text);
  if (before) return before;
  const preferences = parsePreferences(text);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(text, preferences);
  return preferences;
}

function parsePreferences(text: string): Outcome<Preferences> {
  const zoneName = valueOf(text, "outlook.timezone");
  const zone = zoneName === undefined ? UTC : findZone(zoneName);
  if (!zone) return refusals.unknownZone(zoneName ?? "");
  const bodyType = valueOf(text, "outlook.body-content-type")?.toLowerCase();
  const idType = valueOf(text, "idtype")?.toLowerCase();
  const applied = [
    ...(zoneName === undefined ? [] : [`outlook.timezone="${zoneName}"`]),
    ...(bodyType === "text" || bodyType === "html"
      ? [`outlook.body-content-type="${bodyType}"`]
      : []),
    ...(idType === "immutableid" ? [`IdType="ImmutableId"`] : []),
  ];
  return succeed({
    zone,
    zoneIsPreferred: zoneName !== undefined,
    bodyType: bodyType === "text" ? "text" : "html",
    idFormat: idType === "immutableid" ? "immutable" : "regular",
    pageSize: readPageSize(text),
    applied: applied.join(", "),
  });
}

/** Graph's largest page (facts 1.10); a larger wish is cut to it, and what is no number ignored. */
const PAGE_SIZE_MAX = 999;

function readPageSize(header: string): number | null {
  const text = valueOf(header, "odata.maxpagesize") ?? "";
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) return null;
  return Math.min(Number(text), PAGE_SIZE_MAX);
}

function valueOf(header: string, name: string): string | undefined {
  const escaped = name.replaceAll(".", "\\.");
  const match = new RegExp(`(?:^|[,;\\s])${escaped}\\s*=\\s*(?:"([^"]*)"|([^,;]+))`, "i").exec(
    header,
  );
  return match ? (match[1] ?? match[2])?.trim() : undefined;
}
