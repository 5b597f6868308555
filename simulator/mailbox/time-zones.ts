import { createRequire } from "node:module";

/** A zone that Exchange knows, by the name it was given and by the names in both worlds. */
export interface KnownZone {
  readonly given: string;
  readonly ianaId: string;
  readonly windowsName: string;
}

interface WindowsZonesFile {
  supplemental: {
    windowsZones: {
      mapTimezones: { mapZone: { _other: string; _type: string; _territory: string } }[];
    };
  };
}

const windowsToIana = new Map<string, string>([["UTC", "Etc/UTC"]]);
const ianaToWindows = new Map<string, string>([["UTC", "UTC"]]);
loadWindowsZones();

function loadWindowsZones(): void {
  const path = "cldr-core/supplemental/windowsZones.json";
  const file = createRequire(import.meta.url)(path) as WindowsZonesFile;
  for (const { mapZone } of file.supplemental.windowsZones.mapTimezones) {
    const ianaIds = mapZone._type.split(" ").filter(Boolean);
    if (mapZone._territory === "001" && ianaIds[0]) windowsToIana.set(mapZone._other, ianaIds[0]);
    for (const ianaId of ianaIds) {
      if (!ianaToWindows.has(ianaId)) ianaToWindows.set(ianaId, mapZone._other);
    }
  }
}

const resolved = new Map<string, KnownZone | null>();

/**
 * The zone of a Windows or IANA name (facts 1.9), letters' case ignored; undefined where Exchange
 * would answer TimeZoneNotSupportedException.
 */
export function findZone(name: string): KnownZone | undefined {
  const cached = resolved.get(name);
  if (cached !== undefined) return cached ?? undefined;
  const zone = lookUp(name);
  // Names come from clients: without a bound, a stream of nonsense would grow this for ever.
  if (resolved.size < 5_000) resolved.set(name, zone ?? null);
  return zone;
}

function lookUp(name: string): KnownZone | undefined {
  if (/^(utc|tzone:\/\/microsoft\/utc)$/i.test(name)) {
    return { given: "UTC", ianaId: "UTC", windowsName: "UTC" };
  }
  const wanted = name.toLowerCase();
  for (const [windowsName, ianaId] of windowsToIana) {
    if (windowsName.toLowerCase() === wanted) return { given: windowsName, ianaId, windowsName };
  }
  const ianaId = canonicalIanaId(name);
  if (ianaId === undefined) return undefined;
  const windowsName = ianaToWindows.get(ianaId);
  return windowsName === undefined ? undefined : { given: name, ianaId, windowsName };
}

/** ICU's canonical id, which is CLDR's too, so that newer spellings (Asia/Kolkata) are found. */
function canonicalIanaId(name: string): string | undefined {
  if (!name.includes("/")) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The Windows names that `supportedTimeZones` lists. */
export function listWindowsZones(): string[] {
  return [...windowsToIana.keys()].sort();
}

/** The IANA names that `supportedTimeZones(TimeZoneStandard=…'Iana')` lists. */
export function listIanaZones(): string[] {
  return [...ianaToWindows.keys()].sort();
}
