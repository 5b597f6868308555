import { z } from "zod";
import { integrationModeSchema } from "./admin.ts";

const instant = z.iso.datetime({ offset: true });
/** Characters of what is handed in: some five thousand rooms as PowerShell prints them. */
export const ROOM_SETTINGS_CHARACTERS_MAX = 20_000_000;

export const findingSchema = z.object({
  /** Stable; docs/reference/configuration-scan.md lists them. */
  code: z.string(),
  severity: z.enum(["error", "warning", "notice"]),
  /** What kind of thing was found, and what follows from it. */
  title: z.string(),
  means: z.string(),
  subject: z.object({
    kind: z.enum(["instance", "provider", "space"]),
    id: z.string().nullable(),
    name: z.string(),
  }),
  /** What was found, with its values. */
  message: z.string(),
  remedy: z.object({
    text: z.string(),
    /** Exchange PowerShell, with the room's own values. */
    command: z.string().nullable(),
    /** Where it is carried out here: a path of the admin pages, or one that leads to Microsoft. */
    url: z.string().nullable(),
  }),
});
export type ScanFinding = z.infer<typeof findingSchema>;

export const configurationScanSchema = z.object({
  /** Null until the first scan. */
  scanned_at: instant.nullable(),
  mode: integrationModeSchema.nullable(),
  rooms: z.object({ total: z.number().int(), checked: z.number().int() }),
  /** Of all that was found. */
  counts: z.object({
    error: z.number().int(),
    warning: z.number().int(),
    notice: z.number().int(),
  }),
  /** Worst first, what is alike side by side; of one code so many at most. */
  findings: z.array(findingSchema),
  /** What Exchange PowerShell printed of the rooms' own rules; null until it is handed in. */
  room_settings: z.object({ handed_in_at: instant, rooms: z.number().int() }).nullable(),
  /** Prints it. */
  room_settings_command: z.string(),
});
export type ConfigurationScan = z.infer<typeof configurationScanSchema>;

export const runConfigurationScanSchema = z.strictObject({
  /** What Exchange PowerShell printed, as text; it is kept and takes the place of what there was. */
  room_settings: z.string().min(1).max(ROOM_SETTINGS_CHARACTERS_MAX).optional(),
});
