/**
 * Writes `src/core/time/generated/windows-zones.ts` from Unicode CLDR's windowsZones, as the
 * package cldr-core carries it. Run it after updating that package:
 *
 *     node scripts/generate-windows-zones.ts
 */
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { z } from "zod";

const TARGET = new URL("../src/core/time/generated/windows-zones.ts", import.meta.url);

const mappingSchema = z.object({
  supplemental: z.object({
    version: z.object({ _cldrVersion: z.string() }),
    windowsZones: z.object({
      mapTimezones: z.array(
        z.object({
          mapZone: z.object({ _other: z.string(), _territory: z.string(), _type: z.string() }),
        }),
      ),
    }),
  }),
});

/** The name this engine gives the zone; CLDR's own names are kept where it knows none. */
function canonicalName(zone: string): string {
  return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
}

function record(name: string, doc: string, entries: ReadonlyMap<string, string>): string {
  const lines = [...entries]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `  [${JSON.stringify(key)}, ${JSON.stringify(value)}],`);
  const type = "ReadonlyMap<string, string>";
  return `/** ${doc} */\nexport const ${name}: ${type} = new Map([\n${lines.join("\n")}\n]);\n`;
}

const require = createRequire(import.meta.url);
const { supplemental } = mappingSchema.parse(require("cldr-core/supplemental/windowsZones.json"));

const windowsByIana = new Map<string, string>();
const ianaByWindows = new Map<string, string>();
for (const { mapZone } of supplemental.windowsZones.mapTimezones) {
  // Territory 001, the world, names the one zone that stands for the Windows zone.
  if (mapZone._territory === "001") ianaByWindows.set(mapZone._other, mapZone._type);
  for (const zone of mapZone._type.split(" ").filter(Boolean)) {
    // First come, first served: the world's entry comes before the territories'.
    for (const name of [zone, canonicalName(zone)]) {
      if (!windowsByIana.has(name)) windowsByIana.set(name, mapZone._other);
    }
  }
}

const version = supplemental.version._cldrVersion;
await writeFile(
  TARGET,
  [
    `// Written by scripts/generate-windows-zones.ts from Unicode CLDR ${version}; do not edit.\n`,
    record("WINDOWS_ZONE_BY_IANA", "IANA zone, as CLDR spells it, to Windows zone.", windowsByIana),
    record(
      "IANA_ZONE_BY_WINDOWS",
      "Windows zone to the IANA zone that stands for it.",
      ianaByWindows,
    ),
  ].join("\n"),
);
console.log(
  `${windowsByIana.size} IANA zones, ${ianaByWindows.size} Windows zones, CLDR ${version}`,
);
